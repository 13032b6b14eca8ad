/** Names in front of the @ that are made here. In small letters and digits alone: relays fold everything else. */
import { randomBytes } from "node:crypto";

const base32 = "abcdefghijklmnopqrstuvwxyz234567";

/** @param length signs of 5 random bits each, after the prefix */
export const newLocalPart = (prefix: string, length: number): string =>
  prefix + Array.from(randomBytes(length), (byte) => base32[byte & 31]).join("");
