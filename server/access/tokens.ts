import { createHash, randomBytes, randomInt } from "node:crypto";

/** 128 random bits: the id of anything that is named in an address. */
export const newId = (): string => randomBytes(16).toString("hex");

/** 256 random bits for tokens and links. Only their SHA-256 is ever stored. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const keyLetters = "abcdefghjkmnpqrstuvwxyz23456789";

/** The public name of a portal, such as `acme-7f3k9q`: the project's name, and letters nobody can guess or misread. */
export function newPortalKey(projectName: string): string {
  const name = projectName
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 24);
  const letters = Array.from({ length: 6 }, () => keyLetters[randomInt(keyLetters.length)]).join("");
  return `${name || "portal"}-${letters}`;
}
