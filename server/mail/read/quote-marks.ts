/** How mail programs mark what they quote, by class, id and style. */

/**
 * `inside`: what the element holds. `sentence`: it says who wrote what follows, or that it is passed on. `rest`: it, and
 * all that comes after it.
 */
export type Quoting = "none" | "inside" | "sentence" | "rest";

const sentence = /(?:^|\s)(?:gmail_attr|moz-cite-prefix|yahoo_quoted_begin|protonmail_quote_header)(?:\s|$)/;
const inside =
  /(?:^|\s)(?:yahoo_quoted|protonmail_quote|zmail_extra|moz-signature|gmail_signature|gmail_signature_prefix|protonmail_signature_block|tutanota_quote|hey_quote|front-blockquote|qt)(?:\s|$)/;
const insideIds =
  /^(?:signature|ms-outlook-mobile-signature|applemailsignature|x?_?msosignature|lineBreakAtBeginningOfSignature)$/i;
const restIds =
  /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|stopSpelling|reply-intro|isReplyContent)$/i;
const restClasses = /(?:^|\s)(?:OutlookMessageHeader|ms-outlook-mobile-reference-message|MsoReplyQuote)(?:\s|$)/i;
/** The line that Outlook draws above the header of what it quotes. */
const outlookLine = /border:\s*none;\s*border-top:\s*solid\s+#(?:b5c4df|e1e1e1)/i;

export function quotingOf(tag: string, attributes: Record<string, string>): Quoting {
  const { class: classes = "", id = "", style = "", type = "" } = attributes;
  if (restIds.test(id) || restClasses.test(classes) || outlookLine.test(style)) return "rest";
  if (sentence.test(classes)) return "sentence";
  if (inside.test(classes) || insideIds.test(id)) return "inside";
  if (tag === "blockquote" && (/^cite$/i.test(type) || /gmail_quote|mailquote|protonmail/i.test(classes)))
    return "inside";
  return "none";
}
