/** What a subject tells of what a mail holds. */
import { inSmall } from "./quote-lines.ts";

/**
 * `VS:` is not among them: a forward in Danish and Norwegian, it is an answer in Finnish, which would show its quotes
 * each time.
 */
const forwardSigns: ReadonlySet<string> = new Set(
  "fw|fwd|wg|tr|rv|enc|vl|vb|pd|i|ilt|videresend|redir.|redir|doorst|fs|пер|переслать|転送|转发|轉寄|전달|הועבר|إعادة توجيه".split(
    "|",
  ),
);

/**
 * The mail passes another on: all of it is its matter. Outlook announces that one as it announces what is answered, so
 * only the subject tells them apart. By the first sign: `Re: Fw:` is an answer.
 */
export function isForwardSubject(subject: string): boolean {
  const colon = subject.slice(0, 40).search(/[:：]/);
  return colon > 0 && forwardSigns.has(inSmall(subject.slice(0, colon).trim()));
}
