/** Whom a mail did not reach, by the part of a report that is written for programs (RFC 3464). */
import { readAddress } from "../../mail-address.ts";
import { decodeText } from "./decode-text.ts";
import { oneLine } from "./one-line.ts";
import type { ReadMail } from "./read-mail.ts";

type Bounce = ReadMail["bounces"][number];

const maxBounces = 100;
const maxWordsCharacters = 1000;

export function bouncesIn(statusPart: Uint8Array): Bounce[] {
  const groups = decodeText(statusPart, "")
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/);
  return groups.flatMap((group) => bounceIn(group) ?? []).slice(0, maxBounces);
}

/** The address that we wrote to, not the one that it was forwarded to. */
function bounceIn(group: string): Bounce | undefined {
  const lines = group.replace(/\n[ \t]+/g, " ").split("\n");
  const valueOf = (name: string): string =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? "";
  const action = valueOf("action").toLowerCase();
  const address = readTyped(valueOf("original-recipient")) ?? readTyped(valueOf("final-recipient"));
  if (address === undefined || !/^(failed|delayed)\b/.test(action)) return undefined;
  const words = withoutType(valueOf("diagnostic-code")) || valueOf("status");
  return { address, words: oneLine(words, maxWordsCharacters), isFinal: action.startsWith("failed") };
}

/** `rfc822; ada@example.com`, `smtp; 550 5.1.1 …` */
const withoutType = (value: string): string => value.replace(/^[\w-]+\s*;\s*/, "");
const readTyped = (value: string): string | undefined => readAddress(withoutType(value).replace(/^<|>$/g, ""));
