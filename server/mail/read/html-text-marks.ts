/** What mail programs mark in their HTML: quotes, what announces them, signatures. By the names that they give. */
import type { Hint } from "./quote-lines.ts";

export type Attributes = Record<string, string>;

/** Names that another program put its own sign before (`x_divRplyFwdMsg`) are of a mail that was quoted already. */
const namesOf = (attributes: Attributes): string[] =>
  `${attributes["id"] ?? ""} ${attributes["class"] ?? ""}`
    .slice(0, 500)
    .split(/\s+/)
    .filter((name) => name !== "");

const hints: [RegExp, Hint][] = [
  [/^(gmail_attr|moz-cite-prefix)$/, "attribution"],
  // Outlook: below its header everything is quoted.
  [/^divRplyFwdMsg$/, "rest"],
  [/(^|_)yahoo_quoted(_|$)|^(protonmail_quote|tutanota_quote|zmail_extra|OLK_SRC_BODY_SECTION)$/, "cited"],
  [/^mail-editor-reference-message-container$/, "cited"],
  [
    /^(gmail_signature|moz-signature|protonmail_signature_block|AppleMailSignature|ms-outlook-mobile-signature)$/,
    "signature",
  ],
];

export interface Mark {
  hint: Hint;
  /** Quoted once more than what is around it. */
  isDeeper: boolean;
}

export function markOf(name: string, attributes: Attributes): Mark | undefined {
  const names = namesOf(attributes);
  const isQuote = name === "blockquote";
  if (isQuote) {
    const isMarked =
      attributes["type"]?.toLowerCase() === "cite" ||
      attributes["cite"] !== undefined ||
      names.some((one) => /^(gmail_quote|protonmail_quote|tutanota_quote|iosymail)$|yahoo_quoted/.test(one));
    return { hint: isMarked ? "cited" : "indented", isDeeper: true };
  }
  if (attributes["data-smartmail"] === "gmail_signature" || attributes["data-signatureblock"] === "true") {
    return { hint: "signature", isDeeper: false };
  }
  for (const [pattern, hint] of hints) {
    if (names.some((one) => pattern.test(one))) return { hint, isDeeper: hint === "cited" };
  }
  return undefined;
}
