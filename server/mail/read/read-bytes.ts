/** From the bytes of a mail to what stands in it. Its files are on the disk by then, its text is cut to what is read. */
import type { MimeNode } from "@zone-eu/mailsplit";
import { addressed, listsOf, mailboxes } from "./addresses.ts";
import { automaticSigns } from "./automatic-signs.ts";
import { BodyDigest } from "./body-digest.ts";
import { decodeWords, HeaderFields } from "./header-fields.ts";
import { mailDate } from "./mail-date.ts";
import { messageId, references } from "./mail-ids.ts";
import { oneLine } from "./one-line.ts";
import { PartReader } from "./part-reader.ts";
import type { ReadMail } from "./read-mail.ts";
import { splitParts } from "./split-parts.ts";

/** As of a ticket. */
const maxSubjectCharacters = 200;

/** @param into an existing folder, whose owner removes it. @throws where it cannot be read */
export async function readMail(content: AsyncIterable<Uint8Array>, into: string): Promise<ReadMail> {
  const digest = new BodyDigest();
  const reader = new PartReader(into);
  let root: MimeNode | undefined;
  for await (const part of splitParts(digested(content, digest))) {
    root ??= part.node;
    await reader.read(part);
  }
  const header = new HeaderFields(root?.headers ?? false);
  const subject = oneLine(decodeWords(header.first("subject")), maxSubjectCharacters);
  const { text, quoted, isCut, files, report } = reader.finish(subject);
  const from = mailboxes(header.all("from"));
  const date = mailDate(header.first("date"));
  return {
    from,
    replyTo: mailboxes(header.all("reply-to")),
    originalFrom: mailboxes(header.all("x-original-from")),
    to: mailboxes(header.all("to")),
    cc: mailboxes(header.all("cc")),
    addressed: addressed(header),
    lists: listsOf(header),
    subject,
    date,
    messageId: messageId(header),
    references: references(header, report?.returned),
    digest: digest.finish(
      from.map(({ address }) => address).join() || header.first("from"),
      String(date ?? header.first("date")),
    ),
    signs: automaticSigns(header, report !== undefined),
    isOurs: header.has("x-deskbell-notification"),
    bounces: report?.bounces ?? [],
    text,
    quoted,
    isCut,
    files,
  };
}

async function* digested(content: AsyncIterable<Uint8Array>, digest: BodyDigest): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    digest.add(chunk);
    yield chunk;
  }
}
