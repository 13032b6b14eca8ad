/**
 * Web and mail addresses in running text. Found exactly or not at all: an address that goes on into the next word
 * leads astray. What a host and a path may hold is linkify-it's knowledge; here is where an address may begin and end.
 */
import { REBuilder } from "linkify-it";
import { maxNodes } from "./budget.ts";
import { eastern, isLetter, signBefore } from "../notation/letters.ts";
import type { Meter } from "./meter.ts";

export interface Address {
  start: number;
  end: number;
  /** Empty: looks like an address and is none to be followed. */
  href: string;
}

/** Characters. Each attempt looks at no more than that, so that all of them together stay linear. */
const maxCharacters = 4000;

const rules = new REBuilder({ maxLength: maxCharacters });
const hostAndPath = new RegExp(rules.get_url_host_port().source + rules.get_path().source, "iy");
const mailHost = new RegExp(rules.get_fuzzy_mail_host().source, "iy");

/** Where one may begin; a letter before it belongs to the same word, unless its script knows no spaces. */
const beginning = new RegExp(
  `(?=[hw])(?<![./@-]|(?![${eastern}])[\\p{L}\\p{N}\\p{M}]_*)(?:(https?://)|www\\.(?=[^.]))|@`,
  "giu",
);
/**
 * Nothing of an address: space, quotes and signs that no address holds, invisible ones, pictures, punctuation beyond
 * ASCII, and a letter of another script right after an ASCII one.
 */
const stop = new RegExp(`[\\s<>"\`^\\\\\\p{Cc}\\p{Cf}\\p{So}]|(?![\\0-\\x7f])\\p{P}|(?<=[a-z\\d])[${eastern}]`, "giu");

/** @param text without code @returns in order, none over another, each to be followed */
export function findAddresses(text: string, meter: Meter): Address[] {
  const found: Address[] = [];
  const openUnderscore = beginningOfEmphasis(text);
  let end = 0;
  /** Where the piece ends that the last beginning stands in. */
  let pieceEnd = 0;
  meter.steps += text.length;
  for (const match of text.matchAll(beginning)) {
    const at = match.index;
    if (at < end) continue;
    if (at >= pieceEnd) {
      stop.lastIndex = at;
      pieceEnd = stop.exec(text)?.index ?? text.length;
      meter.steps += pieceEnd - at;
    }
    const address =
      match[0] === "@"
        ? mailAround(text, { at, from: end, pieceEnd }, meter)
        : webFrom(text, { at, scheme: match[1] ?? "", pieceEnd, openUnderscore }, meter);
    if (!address) continue;
    end = address.end;
    if (address.href !== "") found.push(address);
    if (found.length > maxNodes) break;
  }
  return found;
}

interface Web {
  at: number;
  /** Empty: `www.` alone. */
  scheme: string;
  pieceEnd: number;
  openUnderscore: number;
}

function webFrom(text: string, { at, scheme, pieceEnd, openUnderscore }: Web, meter: Meter): Address | undefined {
  if (pieceEnd - at > maxCharacters) return undefined;
  const piece = text.slice(at, pieceEnd);
  meter.steps += piece.length;
  hostAndPath.lastIndex = scheme.length;
  const read = hostAndPath.exec(piece)?.[0].length ?? 0;
  if (read === 0) return undefined;
  const end = at + scheme.length + read;
  // A name and a password before the host: what was read as the host is somebody else, and no mail address either.
  const secret = /^(?::[^/?#]*)?@/.exec(text.slice(end, pieceEnd))?.[0].length ?? 0;
  if (secret > 0) return { start: at, end: end + secret, href: "" };
  if (end === pieceEnd && goesOnUnseen(text, end)) return undefined;
  const raw = withoutTail(text.slice(at, end), openUnderscore < at);
  // Beside a bar it may be a cell of a table or an address that holds one.
  if (raw.includes("|")) return undefined;
  const href = scheme === "" ? `http://${raw}` : raw;
  return isSafe(href) ? { start: at, end: at + raw.length, href } : undefined;
}

/** A sign that nobody sees stands in the midst of it. */
function goesOnUnseen(text: string, end: number): boolean {
  unseen.lastIndex = end;
  return unseen.test(text);
}

const unseen = /(?!\s)[\p{Cc}\p{Cf}][\w./-]/uy;

const tail = new Set("*~|.,;:!?'");

/** What stands at the end of an address in a sentence, and is none of it. */
function withoutTail(raw: string, isEmphasis: boolean): string {
  const whole = raw.replace(/'[a-z]{1,2}$/i, "");
  let end = whole.length;
  while (end > 0 && (tail.has(whole[end - 1]!) || (isEmphasis && whole[end - 1] === "_"))) end -= 1;
  return whole.slice(0, end).replace(/[\uD800-\uDBFF]$/, "");
}

/** The place of the first underscore that may open an emphasis, which an address behind it may close. */
function beginningOfEmphasis(text: string): number {
  const at = text.search(/(?<![\p{L}\p{N}\p{M}_])_{1,2}[\p{L}\p{N}"'([*]/u);
  return at < 0 ? Infinity : at;
}

const inName = /[\w.!#$%&'*+/=?^`{|}~-]/;
/** Names as people have them. Others are allowed too, but in running text they are as likely something else. */
const name = /^[\w+-](?:\.?[\w'+-]){0,63}$/;
const openedBy: Record<string, string> = { "'": "'", "*": "*", "~": "~", "|": "|", "{": "}" };

interface Mail {
  /** Of the @. */
  at: number;
  /** Where the address before it ends. */
  from: number;
  pieceEnd: number;
}

function mailAround(text: string, { at, from, pieceEnd }: Mail, meter: Meter): Address | undefined {
  let start = at;
  while (start > from && at - start <= 66 && inName.test(text[start - 1]!)) start -= 1;
  meter.steps += at - start;
  const before = signBefore(text, start);
  if (isLetter(before) || before === "@" || before === '"' || before === "\\") return undefined;
  const piece = text.slice(at + 1, Math.min(pieceEnd, at + 1 + maxCharacters));
  mailHost.lastIndex = 0;
  const host = mailHost.exec(piece)?.[0] ?? "";
  meter.steps += Math.min(piece.length, 320);
  const end = at + 1 + host.length;
  const after = text[end];
  if (host === "" || after === "@") return undefined;
  const opened = text[start]!;
  while (start < at && text[start] === opened && openedBy[opened] === after && after !== undefined) start += 1;
  const local = text.slice(start, at);
  const href = `mailto:${local}@${host}`;
  return name.test(local) && isSafe(href) ? { start, end, href } : undefined;
}

/** Whether clients may lead there. */
export function isSafe(href: string): boolean {
  const url = URL.parse(href);
  return url !== null && /^(https?|mailto):$/.test(url.protocol);
}
