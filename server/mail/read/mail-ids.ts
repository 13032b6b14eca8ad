/** By which a mail is known, and those that it follows. Ids are compared whole, and an empty one is none. */
import { decodeWords, type HeaderFields } from "./header-fields.ts";

const maxIdCharacters = 998;
const maxReferences = 100;

/** Some programs write ids as encoded words, and some without brackets. */
function idsIn(value: string): string[] {
  const written = decodeWords(value);
  const bracketed = [...written.matchAll(/<([^<>]*)>/g)].map(([, id]) => id!);
  const ids = bracketed.length > 0 ? bracketed : written.split(/[\s,]+/).filter((word) => word.includes("@"));
  return ids
    .map((id) => id.trim())
    .filter((id) => id !== "" && id.length <= maxIdCharacters && !/[\s\p{Cc}]/u.test(id));
}

/** One without brackets is all that stands there: several words are none. */
export function messageId(header: HeaderFields): string {
  const value = decodeWords(header.first("message-id"));
  return idsIn(value.includes("<") ? value : `<${value}>`)[0] ?? "";
}

const of = (header: HeaderFields, name: Parameters<HeaderFields["all"]>[0]): string[] =>
  header.all(name).flatMap(({ value }) => idsIn(value));

/**
 * The nearest first.
 * @param returned header of a mail that came back in a report: what the report is about
 */
export function references(header: HeaderFields, returned?: HeaderFields): string[] {
  const ids = [
    ...(returned ? [...of(returned, "message-id"), ...of(returned, "x-microsoft-original-message-id")] : []),
    ...of(header, "original-message-id"),
    ...of(header, "in-reply-to"),
    ...of(header, "references").reverse(),
    // Outlook.com gives each mail that it sends an id of its own, and keeps the one it had.
    ...of(header, "x-microsoft-original-message-id"),
  ];
  return [...new Map(ids.map((id) => [id.toLowerCase(), id])).values()].slice(0, maxReferences);
}
