/** Takes the parts of a mail one by one: what is text, what is a file, and what a mail system reports in it. */
import type { MimeNode } from "@zone-eu/mailsplit";
import type { BodyCharacters } from "../../contract/tickets.ts";
import { composeText, type TextPart } from "./compose-text.ts";
import { HeaderFields, decodeWords } from "./header-fields.ts";
import { InlinePictures } from "./inline-pictures.ts";
import { cleanText } from "./one-line.ts";
import { PartFile } from "./part-file.ts";
import { isMail, partName } from "./part-names.ts";
import { isForwardSubject } from "./quote-subject.ts";
import type { MailFile } from "./read-mail.ts";
import { headersIn, type Report, ReportParts } from "./report-parts.ts";
import type { Part } from "./split-parts.ts";
import { takeFile, takeText } from "./take-part.ts";

const maxTextCharacters: BodyCharacters = 20_000;
/** Whole threads are quoted below a line. */
const maxQuotedCharacters = 200_000;
/** Of all texts of a mail that are held at a time. */
const maxHeldBytes = 4 * 1024 * 1024;

export interface ReadParts {
  text: string;
  quoted: string;
  isCut: boolean;
  files: MailFile[];
  report: Report | undefined;
}

export class PartReader {
  readonly #into: string;
  readonly #texts: (TextPart & { whole?: MailFile })[] = [];
  readonly #files: MailFile[] = [];
  readonly #pictures = new InlinePictures();
  readonly #reports = new ReportParts();
  /** Those that hold parts: what stands above these says only that there are some. */
  readonly #parents = new Set<MimeNode>();
  #held = 0;

  constructor(into: string) {
    this.#into = into;
  }

  async read({ node, take }: Part): Promise<void> {
    if (node.parentNode) this.#parents.add(node.parentNode);
    if (node.multipart) this.#reports.add(node);
    if (!node.multipart && !this.#isText(node)) return this.#readFile(node, take);
    const room = maxHeldBytes - this.#held;
    const { held, whole } = await take((bytes) => takeText(bytes, this.#into, room));
    this.#held += held.length;
    const isHtml = node.contentType === "text/html";
    const file = whole && {
      name: isHtml ? "mail.html" : "mail.txt",
      path: whole.path,
      size: whole.size,
      isInline: false,
      isText: true as const,
    };
    this.#texts.push({ node, held, isHtml, ...(file && { whole: file }) });
  }

  /** @param subject of the mail, which may say that it passes something on */
  finish(subject: string): ReadParts {
    const texts = this.#texts.filter(({ node }) => !this.#parents.has(node));
    const composed = composeText(texts, {
      nameOfCid: (cid) => this.#pictures.nameOf(cid),
      isForward: isForwardSubject(subject),
    });
    const tooLong = texts.flatMap(({ whole }) => whole ?? []);
    const isOver = composed.text.length > maxTextCharacters || composed.quoted.length > maxQuotedCharacters;
    // One that is a file by itself needs no second.
    if (isOver && (tooLong.length === 0 || texts.length > 1))
      tooLong.push(this.#write(`${composed.text}\n\n${composed.quoted}`));
    return {
      text: cleanText(composed.text.slice(0, maxTextCharacters)),
      quoted: cleanText(composed.quoted.slice(0, maxQuotedCharacters)),
      isCut: tooLong.length > 0,
      files: [...tooLong, ...this.#files],
      report: this.#reports.report,
    };
  }

  async #readFile(node: MimeNode, take: Part["take"]): Promise<void> {
    const { file, head } = await take((bytes) => takeFile(bytes, this.#into));
    this.#reports.add(node, head);
    const subject = isMail(node) ? decodeWords(new HeaderFields(headersIn(head)).first("subject")) : "";
    const name = partName(node, this.#files.length + 1, subject);
    const read: MailFile = { name, path: file.path, size: file.size, isInline: false };
    this.#files.push(read);
    this.#pictures.add(node, read);
  }

  /** One with a name is a file that its sender's program wanted to show, except as what the mail begins with. */
  #isText(node: MimeNode): boolean {
    const type = node.contentType || "";
    const isTextType = type === "text/plain" || type === "text/html" || (!type.includes("/") && !node.filename);
    if (!isTextType || node.disposition === "attachment") return false;
    return !node.filename || (this.#texts.every((text) => text.node.multipart) && this.#files.length === 0);
  }

  #write(text: string): MailFile {
    const file = new PartFile(this.#into);
    try {
      file.write(Buffer.from(text));
    } finally {
      file.close();
    }
    return { name: "mail.txt", path: file.path, size: file.size, isInline: false, isText: true };
  }
}
