/** Everything that is done with SECRET_KEY. One key per purpose, so that a value of one can never pass for another. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

export interface Secrets {
  /** Encrypts a small record for a row in the database. */
  seal(values: Record<string, string>): string;
  /** @throws when the text was not sealed with this key */
  unseal(sealed: string): Record<string, string>;
  /** HMAC-SHA-256, base64url. */
  sign(purpose: string, text: string): string;
  /** The same in hexadecimal digits. */
  hex(purpose: string, text: string): string;
  verify(purpose: string, text: string, signature: string): boolean;
  /** Tells one key from another without giving it away. */
  readonly fingerprint: string;
}

export function createSecrets(secretKey: string): Secrets {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secretKey, "", `deskbell:${purpose}`, 32));
  const sealing = derive("seal");
  const signing = derive("sign");
  const sign = (purpose: string, text: string): string =>
    createHmac("sha256", signing).update(`${purpose}\n${text}`).digest("base64url");

  return {
    fingerprint: derive("fingerprint").subarray(0, 8).toString("hex"),
    sign,
    hex: (purpose, text) => Buffer.from(sign(purpose, text), "base64url").toString("hex"),
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    seal(values) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealing, iv);
      const body = Buffer.concat([cipher.update(JSON.stringify(values), "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
      return JSON.parse(text) as Record<string, string>;
    },
  };
}
