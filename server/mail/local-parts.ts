/** Names in front of the @ that are made here. In small letters and digits alone: relays fold everything else. */
import { randomBytes } from "node:crypto";

const base32 = "abcdefghijklmnopqrstuvwxyz234567";

/** What stands before the @ of an address that nobody but the desk has: one to answer to, to come back to, or an inbox's. */
const madeHere = /^(?:[rb][a-z2-7]{32}|in-[a-z\d]{10,12})$/;

/** Whether an address at the desk's domain for mail is one of the desk's own. People may have others there. */
export const isMadeHere = (local: string): boolean => madeHere.test(local);

/** @param length signs of 5 random bits each, after the prefix */
export const newLocalPart = (prefix: string, length: number): string =>
  prefix + Array.from(randomBytes(length), (byte) => base32[byte & 31]).join("");
