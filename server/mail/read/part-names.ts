/** What the files of a mail are called. */
import type { MimeNode } from "@zone-eu/mailsplit";
import libmime from "libmime";
import { shownName } from "../../attachments/file-kind.ts";
import { decodeText } from "./decode-text.ts";
import { decodeStrictly } from "./guess-charset.ts";
import { oneLine } from "./one-line.ts";

const maxNameCharacters = 200;

/** "" without a name. A header that is not UTF-8 gives a character for each of its bytes. */
function ownName(node: MimeNode): string {
  const name = node.filename || "";
  if (!/[\x80-\xff]/.test(name) || /[^\0-\xff]/.test(name)) return name;
  const isRaw = (line: string): boolean => decodeStrictly(Buffer.from(line, "latin1"), "utf-8") === undefined;
  const lines = node.headers ? node.headers.getList() : [];
  const isNamed = lines.some(({ key, line }) => /^content-(type|disposition)$/.test(key) && isRaw(line));
  return isNamed ? decodeText(Buffer.from(name, "latin1"), "") : name;
}

/** @param number of the file in the mail, for one that has no name */
export function partName(node: MimeNode, number: number, subject: string): string {
  const own = oneLine(ownName(node), maxNameCharacters);
  if (own !== "") return shownName(own);
  if (isMail(node)) return shownName(`${oneLine(subject.replace(/[/\\]/g, "-"), maxNameCharacters - 4) || "mail"}.eml`);
  const ending = libmime.detectExtension(node.contentType || "");
  // Reports of mail systems, and texts of a kind that nobody knows.
  const isText = ending === "bin" && /^(message|text)\//.test(node.contentType || "");
  return `file-${number}.${isText ? "txt" : ending}`;
}

export const isMail = (node: MimeNode): boolean => /^message\/(rfc822|global)$/.test(node.contentType || "");
