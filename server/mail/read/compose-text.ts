/** One text of the texts that a mail holds: of several ways to say the same, the one that shows the most of it. */
import type { MimeNode } from "@zone-eu/mailsplit";
import libmime from "libmime";
import { cutPlain } from "./cut-plain.ts";
import { decodeText } from "./decode-text.ts";
import { htmlText } from "./html-text.ts";
import { cleanText } from "./one-line.ts";

export interface TextPart {
  node: MimeNode;
  held: Buffer;
  isHtml: boolean;
}

export interface ComposedText {
  text: string;
  quoted: string;
}

/** How a mail is read. */
export interface TextReading {
  /** What a picture in the text is called. */
  nameOfCid: (cid: string) => string | undefined;
  /** Its subject says that it passes something on: what it quotes is what it is about. */
  isForward: boolean;
}

export function composeText(parts: TextPart[], reading: TextReading): ComposedText {
  const rich = compose(chosen(parts, true), reading);
  // Some programs send an empty one along.
  return rich.text !== "" || rich.quoted !== "" ? rich : compose(chosen(parts, false), reading);
}

function compose(parts: TextPart[], { nameOfCid, isForward }: TextReading): ComposedText {
  const read = inRuns(parts).map((run) =>
    run[0]!.isHtml
      ? htmlText(run.map(decodedHtml).join("\n"), nameOfCid, isForward)
      : cutPlain(run.map(decodedPlain).join("\n"), isForward),
  );
  const join = (key: keyof ComposedText): string =>
    cleanText(
      read
        .map((one) => one[key])
        .filter((text) => text !== "")
        .join("\n\n"),
    );
  return { text: join("text"), quoted: join("quoted") };
}

/** Plain texts in a row are one, with a file between them: a quote goes on from one to the next. Each page is one. */
function inRuns(parts: TextPart[]): TextPart[][] {
  const runs: TextPart[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last && !last[0]!.isHtml && !part.isHtml) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

const charsetInPage = /<meta\s[^>]{0,200}?charset\s*=\s*["']?([\w:-]{2,40})/i;

function decodedHtml({ node, held }: TextPart): string {
  const inPage = charsetInPage.exec(held.subarray(0, 4096).toString("latin1"))?.[1] ?? "";
  return decodeText(held, node.charset || inPage);
}

function decodedPlain({ node, held }: TextPart): string {
  const text = decodeText(held, node.charset || "").replace(/\r\n?/g, "\n");
  return node.flowed ? libmime.decodeFlowed(text, node.delSp) : text;
}

/**
 * The texts that are read: of each `multipart/alternative` those of its last branch with HTML, or with plain text, as
 * wanted; where no branch has one, those of the last with any text.
 */
function chosen(parts: TextPart[], wantsHtml: boolean): TextPart[] {
  const best = new Map<MimeNode, { branch: MimeNode; isWanted: boolean }>();
  for (const part of parts) {
    if (part.held.length === 0) continue;
    for (const [alternatives, branch] of branchesOf(part.node)) {
      const isWanted = part.isHtml === wantsHtml;
      if (isWanted || !best.get(alternatives)?.isWanted) best.set(alternatives, { branch, isWanted });
    }
  }
  return parts.filter(({ node }) =>
    branchesOf(node).every(([alternatives, branch]) => best.get(alternatives)?.branch === branch),
  );
}

function branchesOf(node: MimeNode): [alternatives: MimeNode, branch: MimeNode][] {
  const branches: [MimeNode, MimeNode][] = [];
  for (let branch = node; branch.parentNode; branch = branch.parentNode) {
    if (branch.parentNode.multipart === "alternative") branches.push([branch.parentNode, branch]);
  }
  return branches;
}
