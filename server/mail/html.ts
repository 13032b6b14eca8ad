/** A mail as HTML that every mail program shows: one column, styles at the elements, colours that the dark takes. */
import { html } from "hono/html";
import { contents } from "../content/memory.ts";
import { type Answers, noAnswers } from "./answers.ts";
import { onColour } from "./colour.ts";
import { drawContent, type Html } from "./draw-content.ts";
import type { MailContent, MailPart } from "./content.ts";

interface MailLook {
  language: string;
  /** Stands above the text. */
  sender: string;
  /** `#rrggbb`, of the button. */
  colour: string;
}

const fonts = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const digits = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";
const rightToLeft = /^(ar|fa|he|ur)\b/;

// No colours of text and ground: the mail program's own fit its light and its dark.
const styles = {
  body: `margin:0;padding:24px 16px;font:16px/1.5 ${fonts}`,
  // A long address in what somebody wrote must not make a phone's page wider than it is.
  column: "max-width:560px;margin:0 auto;text-align:start;word-break:break-word;overflow-wrap:anywhere",
  sender: "margin:0 0 24px;font-size:18px;font-weight:600",
  text: "margin:0 0 16px",
  quiet: "margin:24px 0 16px;font-size:14px;opacity:.75",
  code: "margin:0 0 16px;text-align:start",
  digits: `font:600 32px/1.3 ${digits};letter-spacing:6px`,
  action: "margin:0 0 8px",
  button:
    "display:inline-block;padding:11px 19px;border:1px solid;border-radius:8px;font-weight:600;text-decoration:none",
  address: "margin:0 0 16px;font-size:14px;opacity:.75;word-break:break-all;overflow-wrap:anywhere",
};

/** @param shown a secret by its name */
export async function mailAsHtml(
  { subject, parts }: MailContent,
  { language, sender, colour }: MailLook,
  shown: (secret: string) => string,
  answers: Answers = noAnswers,
): Promise<string> {
  const isRightToLeft = rightToLeft.test(language);
  const main = `${styles.button};border-color:${colour};background:${colour};color:${onColour(colour)}`;
  // What a mail asks for is its first action; others are there for whoever needs them.
  const first = parts.find(({ kind }) => kind === "action");
  const drawn = parts.map((part) => {
    if (part.kind !== "answer") return drawPart(part, part === first ? main : `${styles.button};color:inherit`, shown);
    const answer = answers.get(part.message);
    return answer ? drawContent(contents.of(part.message, answer.body).content, isRightToLeft) : [];
  });
  const page = await html`<!doctype html>
    <html lang="${language}" dir="${isRightToLeft ? "rtl" : "ltr"}" style="color-scheme:light dark">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
      </head>
      <body style="${styles.body}">
        <div style="${styles.column}">
          <p style="${styles.sender}"><bdi>${sender}</bdi></p>
          ${drawn}
        </div>
      </body>
    </html>`;
  return page.toString();
}

function drawPart(
  part: Exclude<MailPart, { kind: "answer" }>,
  button: string,
  shown: (secret: string) => string,
): Html {
  switch (part.kind) {
    case "text":
      return html`<p style="${styles.text}">${part.text}</p>`;
    case "quiet":
      return html`<p style="${styles.quiet}">${part.text}</p>`;
    case "code":
      return html`<p style="${styles.code}"><bdi dir="ltr" style="${styles.digits}">${shown(part.secret)}</bdi></p>`;
    case "action": {
      const address = shown(part.secret);
      return html`<p style="${styles.action}"><a href="${address}" style="${button}">${part.label}</a></p>
        <p style="${styles.address}"><a href="${address}" dir="ltr" style="color:inherit">${address}</a></p>`;
    }
  }
}
