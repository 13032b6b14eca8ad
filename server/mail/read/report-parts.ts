/** What a report of a mail system holds: whom it is about, and the header of the mail that came back. */
import { Headers, type MimeNode } from "@zone-eu/mailsplit";
import { bouncesIn } from "./bounces.ts";
import { HeaderFields } from "./header-fields.ts";
import { isMail } from "./part-names.ts";
import type { ReadMail } from "./read-mail.ts";

export interface Report {
  bounces: ReadMail["bounces"];
  returned?: HeaderFields;
}

/** A person who encloses a report has it as an attachment. */
const isStatus = (node: MimeNode): boolean =>
  node.disposition !== "attachment" &&
  /^message\/(global-)?(delivery-status|disposition-notification|feedback-report)$/.test(node.contentType || "");

export class ReportParts {
  readonly #bounces: ReadMail["bounces"] = [];
  #returned: HeaderFields | undefined;
  #isReport = false;

  /** @param head the beginning of a part that became a file; none of one that holds others */
  add(node: MimeNode, head?: Buffer): void {
    if (node.root && node.multipart === "report") this.#isReport = true;
    if (head === undefined) return;
    if (isStatus(node)) {
      this.#isReport = true;
      this.#bounces.push(...bouncesIn(head));
    } else if (isMail(node) || node.contentType === "text/rfc822-headers") {
      this.#returned ??= new HeaderFields(headersIn(head));
    }
  }

  get report(): Report | undefined {
    if (!this.#isReport) return undefined;
    return { bounces: this.#bounces, ...(this.#returned && { returned: this.#returned }) };
  }
}

/** Of a mail, or of nothing but a header. */
export function headersIn(head: Buffer): Headers {
  const end = /\r?\n\r?\n/.exec(head.toString("latin1"))?.index;
  return new Headers(head.subarray(0, end));
}
