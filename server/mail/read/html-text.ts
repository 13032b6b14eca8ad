/**
 * What a page in a mail says, in the notation of messages. Only text comes out: nothing is fetched, nothing is run, and a
 * link stands with the address that it really leads to.
 */
import { Parser } from "htmlparser2";
import { cutPlain, type CutText } from "./cut-plain.ts";
import { HtmlBlocks, type Spot, type TextBlock } from "./html-blocks.ts";
import { quotingOf, type Quoting } from "./quote-marks.ts";
import { isAttributionText, isForward } from "./quote-words.ts";

const blockTags = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split(
    " ",
  ),
);
/** Nothing in them is words of a sender's. */
const silentTags = new Set("head iframe math script style svg template title".split(" "));
const marks: Readonly<Record<string, string>> = {
  b: "**",
  strong: "**",
  em: "*",
  i: "*",
  code: "`",
  tt: "`",
  kbd: "`",
};
const isHidden = /display\s*:\s*none|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)/i;
const maxAddressCharacters = 2000;

interface Element {
  tag: string;
  isSilent: boolean;
  isPreformatted: boolean;
  quoting: Quoting;
  since: Spot;
  href: string | undefined;
  /** Of a list: the number of the next item, or 0. */
  next: number;
}

/** @param nameOfCid what a picture that the mail brings along is called */
export function htmlText(html: string, nameOfCid: (cid: string) => string | undefined): CutText {
  const read = readPage(html, nameOfCid, true);
  // A page that hides all that it says has been taken in a wrong way.
  return read.text === "" ? readPage(html, nameOfCid, false) : read;
}

function readPage(html: string, nameOfCid: (cid: string) => string | undefined, hides: boolean): CutText {
  const page = new Page(nameOfCid, hides);
  const parser = new Parser(page, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  parser.write(html);
  parser.end();
  return page.finish();
}

class Page {
  readonly #blocks = new HtmlBlocks();
  readonly #open: Element[] = [];
  readonly #lists: Element[] = [];
  /** How many of the open elements quote, and lead somewhere. To look through all of them at each would take a deep page minutes. */
  #quoting = 0;
  #leading = 0;
  readonly #nameOfCid: (cid: string) => string | undefined;
  /** Everything from here on is somebody else's. */
  #isRest = false;
  /** Below the sentence that says that something is passed on: what follows is what the mail is about. */
  #isForwarded = false;

  readonly #hides: boolean;

  /** @param hides leaves out what a program does not show */
  constructor(nameOfCid: (cid: string) => string | undefined, hides: boolean) {
    this.#nameOfCid = nameOfCid;
    this.#hides = hides;
  }

  onopentag(tag: string, attributes: Record<string, string>): void {
    const above = this.#open.at(-1);
    if (blockTags.has(tag)) this.#blocks.end(tag === "tr" || tag === "li" || tag === "div");
    const quoting = this.#isForwarded ? "none" : quotingOf(tag, attributes);
    if (quoting === "rest") this.#isRest = true;
    if (quoting === "inside" && !this.#isQuoted()) this.#blocks.quoteLast(isAttributionText);
    const isItem = tag === "li";
    if (isItem) this.#blocks.lead(this.#itemSign());
    const element: Element = {
      tag,
      isSilent:
        (above?.isSilent ?? false) ||
        silentTags.has(tag) ||
        (this.#hides && (isHidden.test(attributes["style"] ?? "") || "hidden" in attributes)),
      isPreformatted: (above?.isPreformatted ?? false) || tag === "pre",
      quoting,
      since: this.#blocks.spot,
      // One inside of another is none, or each would repeat what the others say.
      href: tag === "a" && this.#leading === 0 ? safeAddress(attributes["href"]) : undefined,
      next: tag === "ol" ? Number.parseInt(attributes["start"] ?? "1", 10) || 1 : 0,
    };
    this.#open.push(element);
    if (tag === "ol" || tag === "ul") this.#lists.push(element);
    if (isOfQuote(element)) this.#quoting += 1;
    if (element.href !== undefined) this.#leading += 1;
    this.#blocks.isQuoted = this.#isQuoted();
    if (tag === "br" && !this.#isSilent()) this.#blocks.breakLine();
    if (tag === "img" && !this.#isSilent()) this.#addPicture(attributes);
    if ((tag === "td" || tag === "th") && !this.#blocks.isAtStart) this.#blocks.write(" | ", false);
  }

  ontext(words: string): void {
    const { isSilent = false, isPreformatted = false } = this.#open.at(-1) ?? {};
    if (!isSilent) this.#blocks.write(words, isPreformatted);
  }

  onclosetag(tag: string): void {
    const element = this.#open.pop();
    if (!element) return;
    const { since, href, quoting } = element;
    if (this.#lists.at(-1) === element) this.#lists.pop();
    if (isOfQuote(element)) this.#quoting -= 1;
    if (href !== undefined) this.#leading -= 1;
    const sign = marks[tag];
    if (sign !== undefined && !element.isPreformatted) this.#blocks.wrap(since, (words) => sign + words + sign);
    if (href !== undefined) this.#blocks.wrap(since, (label) => withAddress(label, href));
    if (/^h[1-6]$/.test(tag)) this.#blocks.wrap(since, (words) => (words.includes("**") ? words : `**${words}**`));
    if (blockTags.has(tag)) this.#blocks.end(tag === "tr" || tag === "li" || tag === "div");
    if (quoting === "sentence") this.#noteForward();
    this.#blocks.isQuoted = this.#isQuoted();
  }

  finish(): CutText {
    this.#blocks.end();
    const { blocks } = this.#blocks;
    const own = joined(blocks.filter(({ isQuoted }) => !isQuoted));
    const quoted = joined(blocks.filter(({ isQuoted }) => isQuoted));
    if (own === "") return { text: quoted, quoted: "" };
    // Programs without marks of their own quote as in plain text, also below what they have marked.
    const cut = cutPlain(own);
    return { text: cut.text, quoted: [cut.quoted, quoted].filter((part) => part !== "").join("\n\n") };
  }

  #isSilent(): boolean {
    return this.#open.at(-1)?.isSilent ?? false;
  }

  #isQuoted(): boolean {
    if (this.#isForwarded) return false;
    return this.#isRest || this.#quoting > 0;
  }

  #noteForward(): void {
    const last = this.#blocks.blocks.at(-1);
    if (!last || !isForward(last.text.split("\n")[0]!)) return;
    last.isQuoted = false;
    this.#isForwarded = true;
  }

  #itemSign(): string {
    const list = this.#lists.at(-1);
    if (list?.tag !== "ol") return "- ";
    list.next += 1;
    return `${list.next - 1}. `;
  }

  #addPicture({ src = "", alt = "" }: Record<string, string>): void {
    const name = this.#nameOfCid(src.replace(/^cid:/i, ""));
    if (name !== undefined) this.#blocks.write(name, false);
    // A linked picture says where it leads; others only decorate.
    else if (this.#leading > 0) this.#blocks.write(alt, false);
  }
}

const isOfQuote = ({ quoting }: Element): boolean => quoting === "inside" || quoting === "sentence";

/** Of what a browser would run, or read from the disk, nothing is left. */
function safeAddress(href: string | undefined): string | undefined {
  const address = href?.trim().replace(/[\s\0]+/g, "") ?? "";
  return address.length <= maxAddressCharacters && /^(https?:\/\/|mailto:|tel:)/i.test(address) ? address : undefined;
}

const bare = (address: string): string =>
  address
    .replace(/^(?:https?:\/\/|mailto:|tel:)/i, "")
    .replace(/[?#].*$/, "")
    .replace(/\/$/, "")
    .toLowerCase();

/** A label may name another site than the one that it leads to: both are in sight. */
function withAddress(label: string, href: string): string {
  const words = label.replace(/^[*`]+|[*`]+$/g, "");
  if (words === href || bare(words) === bare(href)) return /^https?:/i.test(href) ? href : words;
  return `${label} (${href.replace(/^(?:mailto|tel):/i, "")})`;
}

const joined = (blocks: readonly TextBlock[]): string =>
  blocks.map(({ text, isNext }, at) => (at === 0 ? text : `${isNext ? "\n" : "\n\n"}${text}`)).join("");
