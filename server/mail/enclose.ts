/** The files of a mail: as many as every mail server takes go with it, the others are named in it. */
import type { Readable } from "node:stream";
import type { AttachmentRow } from "../attachments/store.ts";
import type { FileStore } from "../attachments/files.ts";

/** Mail servers refuse messages from 10 MB on, and in a mail a file grows by 37 %. */
const maxBytes = 7_000_000;

const unknown = "application/octet-stream";

/** Would be put into the mail as mails, unencoded and changed on the way. */
const looksLikeMail = /\.(eml|mht|mhtml|mime|nws)$/i;

export interface EnclosedFile {
  filename: string;
  /** Without one it is named by the ending of its name. */
  contentType?: string;
  contentDisposition: "attachment";
  contentTransferEncoding: "base64";
  content: Readable;
}

export interface Enclosed {
  files: EnclosedFile[];
  /** Names of those that stay behind: too large, or the disk does not have them as they were sent. */
  left: string[];
  bytes: number;
  close(): void;
}

export async function enclose(store: Pick<FileStore, "open">, rows: readonly AttachmentRow[]): Promise<Enclosed> {
  const files: EnclosedFile[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const { id, name, type, size, sha256 } of rows) {
    // Looked at from its first byte to its last before it goes: half a picture helps nobody.
    const content = bytes + size > maxBytes ? undefined : await store.open(id, sha256).catch(() => undefined);
    if (content) {
      bytes += size;
      files.push({
        filename: name,
        ...((type !== unknown || looksLikeMail.test(name)) && { contentType: type }),
        contentDisposition: "attachment",
        contentTransferEncoding: "base64",
        content,
      });
    } else left.push(name);
  }
  return { files, left, bytes, close: () => files.forEach(({ content }) => content.destroy()) };
}
