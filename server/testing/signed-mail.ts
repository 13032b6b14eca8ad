/** Mails that are signed, and a domain name system in a table, for tests of who sent a mail. */
import { generateKeyPairSync } from "node:crypto";
import { Readable } from "node:stream";
import { dkimSign, sealMessage } from "mailauth";
import type { Resolver } from "../intake/resolver.ts";
import { type Claims, type SenderVerdict, verdictOf } from "../intake/verdict.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519", {
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const selector = "s1";

/** The record of the key of everything that is signed here. */
const keyRecord = `v=DKIM1; k=ed25519; p=${publicKey.subarray(-32).toString("base64")}`;
export const keyOf = (domain: string): Record<string, string> => ({
  [`TXT ${selector}._domainkey.${domain}`]: keyRecord,
});

export interface TestResolver {
  resolver: Resolver;
  /** Every question, `TXT example.com`. */
  asked: string[];
}

/** @param table from `TXT example.com` to what stands there; a code that begins with E is the error */
export function resolverOf(table: Record<string, string>): TestResolver {
  const asked: string[] = [];
  return {
    asked,
    async resolver(name, type) {
      const question = `${type} ${name}`;
      asked.push(question);
      const answer = table[question] ?? "ENOTFOUND";
      if (/^E[A-Z]+$/.test(answer)) throw Object.assign(new Error(answer), { code: answer });
      return type === "TXT" ? [[answer]] : [answer];
    },
  };
}

export const plainMail = (from = "Jo <jo@shop.example>", body = "Hello\r\n", top = ""): string =>
  `${top}From: ${from}\r\nTo: help@desk.example\r\nSubject: Where is it?\r\nDate: Tue, 01 Dec 2026 10:00:00 +0000\r\n` +
  `Message-ID: <1@shop.example>\r\n\r\n${body}`;

export async function signed(mail: string, domain: string, maxBodyLength?: number): Promise<string> {
  const key = { signingDomain: domain, selector, privateKey, ...(maxBodyLength !== undefined && { maxBodyLength }) };
  const { signatures, errors } = await dkimSign(mail, { ...key, signatureData: [key] });
  if (!signatures) throw errors[0]?.err ?? new Error("not signed");
  return signatures + mail;
}

/** With the statement of whoever seals it. */
export async function sealed(mail: string, domain: string, authResults: string): Promise<string> {
  const seal = await sealMessage(mail, { signingDomain: domain, selector, privateKey, cv: "none", authResults });
  return seal.toString() + mail;
}

export const ownHost = { from: "jo@shop.example", ip: "192.0.2.7", helo: "mail.shop.example" };

/** By SMTP from `ownHost`, as long as nothing else is asked for. */
export const judge = (
  mail: string | Readable,
  table: Record<string, string>,
  claims: Partial<Claims> = {},
): Promise<SenderVerdict> =>
  verdictOf(typeof mail === "string" ? Readable.from([Buffer.from(mail)]) : mail, {
    envelope: ownHost,
    resolver: resolverOf(table).resolver,
    trustedAuthserv: [],
    ...claims,
  });
