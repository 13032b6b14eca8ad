/**
 * What another server states of a mail in `Authentication-Results` (RFC 8601). Anybody can write such a line, so it is
 * read strictly, and only by those who are trusted it is believed.
 */

export interface StatedResult {
  /** `spf`, `dkim`, `dmarc`, … */
  method: string;
  result: string;
  /** `header.from`, `smtp.mailfrom`, …; in small letters, as its value. */
  about: ReadonlyMap<string, string>;
}

export interface Statement {
  /** Who states it, in small letters. */
  server: string;
  results: StatedResult[];
}

/** Longer than any that a server writes. */
const maxCharacters = 10_000;

/** @param value what follows the colon. @returns undefined for what does not begin with the name of a server */
export function readStatement(value: string): Statement | undefined {
  if (value.length > maxCharacters) return undefined;
  const [head = "", ...parts] = splitParts(value.toLowerCase());
  const server = /^([^\s=]+)(?: \d+)?$/.exec(head)?.[1];
  if (server === undefined) return undefined;
  return { server, results: parts.flatMap((part) => readResult(part) ?? []) };
}

/** `dkim=pass header.d=example.com` */
function readResult(part: string): StatedResult | undefined {
  const [first = "", ...rest] = part.replace(/ ?= ?/g, "=").split(" ");
  const [, method, result] = /^([a-z\d-]+)(?:\/\d+)?=([a-z\d-]+)$/.exec(first) ?? [];
  if (method === undefined || result === undefined) return undefined;
  const about = new Map<string, string>();
  for (const property of rest) {
    const at = property.indexOf("=");
    // The first stands: what is written twice was made by somebody who wants it read twice.
    if (at > 0 && !about.has(property.slice(0, at))) about.set(property.slice(0, at), property.slice(at + 1));
  }
  return { method, result, about };
}

/** Between semicolons, without comments; what stood in quotes has no spaces or signs that mean anything. */
function splitParts(value: string): string[] {
  const parts = [""];
  let comments = 0;
  let isQuoted = false;
  const add = (character: string): void => void (parts[parts.length - 1] += character);
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === "\\" && (isQuoted || comments > 0)) at += 1;
    else if (comments > 0) comments += character === "(" ? 1 : character === ")" ? -1 : 0;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) add(/[\s=;]/.test(character) ? "_" : character);
    else if (character === "(") {
      comments = 1;
      add(" ");
    } else if (character === ";") parts.push("");
    else add(character);
  }
  return parts.map((part) => part.replace(/\s+/g, " ").trim());
}
