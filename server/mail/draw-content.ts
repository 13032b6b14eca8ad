/** What somebody wrote, as elements of a mail. Signs that only formatted it are left out: the text part has them. */
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Block, Content, Inline } from "../contract/content.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const mono = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px";
const styles = {
  paragraph: "margin:0 0 16px",
  quote: "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid;opacity:.75",
  quoteRight: "margin:0 0 16px;padding:0 12px 0 0;border-right:3px solid;opacity:.75",
  code: `margin:0 0 16px;padding:10px 12px;border:1px solid;border-radius:6px;${mono};white-space:pre-wrap;word-break:break-word`,
  list: "margin:0 0 16px;padding:0 24px",
};

/** @param isRightToLeft as the mail is laid out: mail programs know no edges that turn with it */
export const drawContent = (content: Content, isRightToLeft: boolean): Html[] =>
  content.flatMap((block) => drawBlock(block, isRightToLeft) ?? []);

function drawBlock(block: Block, isRightToLeft: boolean): Html | undefined {
  if (block.type === "list") {
    const items = block.items.map((item) => html`<li dir="auto">${drawAll(item.slice(1))}</li>`);
    const [first] = block.items[0] ?? [];
    return block.ordered
      ? html`<ol start="${first?.type === "mark" ? parseInt(first.text, 10) : 1}" style="${styles.list}">
          ${items}
        </ol>`
      : html`<ul style="${styles.list}">
          ${items}
        </ul>`;
  }
  const drawn = drawAll(block.children);
  if (drawn.length === 0) return undefined;
  switch (block.type) {
    case "paragraph":
      return html`<p dir="auto" style="${styles.paragraph}">${drawn}</p>`;
    case "quote":
      return html`<blockquote dir="auto" style="${isRightToLeft ? styles.quoteRight : styles.quote}">
        ${drawn}
      </blockquote>`;
    case "code":
      return html`<pre dir="ltr" style="${styles.code}">${drawn}</pre>`;
  }
}

/** The line that a block ends with is its element's. */
function drawAll(nodes: readonly Inline[]): Html[] {
  const seen = nodes.filter((node) => node.type !== "mark" || !node.silent);
  for (let last = seen.at(-1); last?.type === "text"; last = seen.at(-1)) {
    const text = last.text.trimEnd();
    seen.pop();
    if (text === "") continue;
    seen.push({ type: "text", text });
    break;
  }
  return seen.map(drawInline);
}

function drawInline(node: Inline): Html {
  switch (node.type) {
    case "text":
    case "mark":
      return withBreaks(node.text);
    case "strong":
      return html`<strong>${drawAll(node.children)}</strong>`;
    case "emphasis":
      return html`<em>${drawAll(node.children)}</em>`;
    case "code":
      return html`<code style="${mono}">${drawAll(node.children)}</code>`;
    case "link":
      return html`<a href="${node.href}" style="color:inherit">${drawAll(node.children)}</a>`;
  }
}

/** As elements: Outlook knows no white space that is kept. */
const withBreaks = (text: string): Html =>
  html`${text.split("\n").map((line, at) => (at === 0 ? line : html`<br />${line}`))}`;
