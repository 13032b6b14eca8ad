/** A mail that cannot be read is a ticket all the same: with its source, and the little that the door knew. */
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AttachmentRow } from "../attachments/store.ts";
import type { ReadMail } from "../mail/read/read-mail.ts";

/** @param sentence what stands in the place of its words */
export async function unreadMail(
  content: Readable,
  { name, size, sha256 }: Pick<AttachmentRow, "name" | "size" | "sha256">,
  into: string,
  from: string | null,
  sentence: string,
): Promise<ReadMail> {
  const path = join(into, "source");
  await pipeline(content, createWriteStream(path));
  return {
    from: from === null ? [] : [{ name: "", address: from }],
    replyTo: [],
    originalFrom: [],
    to: [],
    cc: [],
    addressed: [],
    lists: [],
    subject: "",
    date: null,
    messageId: "",
    references: [],
    digest: sha256,
    signs: [],
    isOurs: false,
    bounces: [],
    text: sentence,
    quoted: "",
    isCut: false,
    files: [{ name, path, size, isInline: false }],
  };
}
