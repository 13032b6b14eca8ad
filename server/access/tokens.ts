import { createHash, randomBytes, randomInt } from "node:crypto";

/** 128 random bits: the id of anything that is named in an address. */
export const newId = (): string => randomBytes(16).toString("hex");

/** 256 random bits for tokens and links. Only their SHA-256 is ever stored. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const keyLetters = "abcdefghjkmnpqrstuvwxyz23456789";

const readable = (length: number): string =>
  Array.from({ length }, () => keyLetters[randomInt(keyLetters.length)]).join("");

/** 59 random bits to write down and type again, such as `7f3k-9qmz-w2xa`. */
export const newReadableCode = (): string => [readable(4), readable(4), readable(4)].join("-");

/** The public name of a portal, such as `acme-7f3k9q`: the project's name, and letters nobody can guess or misread. */
export function newPortalKey(projectName: string): string {
  const name = projectName
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 24);
  return `${name || "portal"}-${readable(6)}`;
}
