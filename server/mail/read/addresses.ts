/** Whom the header of a mail names. */
import addressparser from "nodemailer/lib/addressparser";
import { readAddress } from "../../mail-address.ts";
import { addressedBy, decodeWords, type Field, type HeaderFields } from "./header-fields.ts";
import { oneLine } from "./one-line.ts";
import type { Mailbox } from "./read-mail.ts";

/** Of one kind of field. */
const maxAddresses = 100;
const maxNameCharacters = 200;

/** Words are decoded last: a comma or a bracket in an encoded name would be a second address. */
export function mailboxes(fields: Field[]): Mailbox[] {
  const found: Mailbox[] = [];
  for (const { value, isCut } of fields) {
    const parsed = addressparser(value, { flatten: true });
    // The last may be the beginning of another's address.
    if (isCut) parsed.pop();
    for (const { name, address } of parsed) {
      const read = readAddress(address);
      if (read !== undefined) found.push({ name: oneLine(decodeWords(name), maxNameCharacters), address: read });
      if (found.length === maxAddresses) return found;
    }
  }
  return found;
}

/** Everybody that it was sent to, by what people and relays have written. */
export const addressed = (header: HeaderFields): string[] => [
  ...new Set(addressedBy.flatMap((name) => mailboxes(header.all(name)).map(({ address }) => address))),
];

/** Addresses of the lists that it came by: where they are written to, and what they are called, with the first dot as @. */
export function listsOf(header: HeaderFields): string[] {
  const inBrackets = (name: "list-post" | "list-id"): string[] =>
    header.all(name).flatMap(({ value }) => [...value.matchAll(/<([^<>]+)>/g)].map(([, inner]) => inner!.trim()));
  const posts = inBrackets("list-post").map((address) => address.replace(/^mailto:|\?.*$/gi, ""));
  const ids = inBrackets("list-id").map((id) => id.replace(".", "@"));
  return [...new Set([...posts, ...ids].flatMap((address) => readAddress(address) ?? []))];
}
