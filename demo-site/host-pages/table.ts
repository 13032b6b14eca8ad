/** Pages as the world has them, ordinary and odd. The demo shows them, and each is a test (scripts/e2e/host-pages.test.ts). */
export interface HostPage {
  /** Of its address: `/host-pages/<name>.html`. */
  name: string;
  /** What is out of the ordinary about it. */
  title: string;
  /** In here and below, `{{DESK}}`, `{{WILLOW_TEA}}`, `{{HARBOUR_BIKES}}` and `{{NONCE}}` stand for their values. */
  headers?: Record<string, string>;
  /** A standards page, if nothing is said. */
  doctype?: string;
  /** Attributes of the root element. */
  root?: string;
  head?: string;
  /** The tag or tags, where it is not the usual one. */
  snippet?: string;
  body?: string;
  /** Reached from another page only. */
  isPart?: boolean;
  /** What the address has to begin with for the page to be what it says. */
  scheme?: "http";
  viewport?: { width: number; height: number };
}

const tag = (attributes = "", portal = "{{WILLOW_TEA}}"): string =>
  `<script async src="{{DESK}}/widget.js" data-portal="${portal}" data-label="Ask us"${attributes}></script>`;
const script = (name: string): string => `<script src="/host-pages/${name}"></script>`;
const style = (name: string): string => `<link rel="stylesheet" href="/host-pages/packages/${name}">`;

export const usualSnippet = tag();

/** Run in its place, so that what stands above it is there by then. */
const tagBelow = usualSnippet.replace(" async", "");

/** Something for a style sheet to work on. */
const furniture = `
  <form><label>Search <input type="search"></label> <button type="button">Go</button></form>
  <table><tr><th>Tea</th><td>Dragon Well</td></tr></table>
  <ul><li>Brewing</li><li>Delivery</li></ul>`;

/** A modal window that keeps the focus, of the library whose way `focus-traps.js` takes. */
const modal = (library: string): Pick<HostPage, "head" | "body"> => ({
  head: script("focus-traps.js"),
  body: `
  <p><button type="button" id="show">Show the window</button></p>
  <div role="dialog" aria-modal="true" id="modal" class="${library}" hidden style="position: fixed; inset: 40px auto auto 40px">
    <label>Voucher <input></label>
  </div>`,
});

export const hostPages: HostPage[] = [
  {
    name: "strict-policy",
    title: "The strictest security policy, with Trusted Types",
    headers: {
      "Content-Security-Policy":
        "default-src 'none'; script-src {{DESK}}; connect-src {{DESK}}; require-trusted-types-for 'script'",
    },
  },
  {
    name: "nonce",
    title: "A policy that trusts nonces, and what they load",
    headers: {
      "Content-Security-Policy":
        "default-src 'none'; script-src 'nonce-{{NONCE}}' 'strict-dynamic'; connect-src {{DESK}}; base-uri 'none'; " +
        "require-trusted-types-for 'script'",
    },
    snippet: tag(' nonce="{{NONCE}}"'),
  },
  {
    name: "isolated",
    title: "Isolated from every other origin",
    headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
  },
  {
    name: "sandboxed",
    title: "In a sandboxed frame: no origin, no storage, no forms",
    snippet: "",
    body: `<iframe sandbox="allow-scripts" src="/host-pages/in-sandbox.html" width="600" height="760"></iframe>`,
  },
  { name: "in-sandbox", title: "Inside the sandbox", isPart: true },
  { name: "storage-refused", title: "Every kind of storage refused", head: script("storage-refused.js") },
  {
    name: "plain-http",
    title: "Plain http: nothing that wants a secure context",
    scheme: "http",
    head: script("plain-http.js"),
  },
  {
    name: "unset",
    title: "Every style of every element unset",
    head: "<style>* { all: unset !important }</style>",
    body: furniture,
  },
  { name: "bootstrap", title: "Bootstrap", head: style("bootstrap.css"), body: furniture },
  { name: "foundation", title: "Foundation", head: style("foundation.css"), body: furniture },
  { name: "bulma", title: "Bulma", head: style("bulma.css"), body: furniture },
  { name: "semantic-ui", title: "Semantic UI", head: style("semantic-ui.css"), body: furniture },
  {
    name: "shortcuts",
    title: "Shortcuts of one letter, as hotkey libraries take them",
    head: script("shortcuts.js"),
    body: furniture,
  },
  { name: "carousel", title: "A carousel that takes space and arrows", head: script("carousel.js"), body: furniture },
  {
    name: "barcode",
    title: "A reader of barcodes, and a search that takes every key",
    head: script("barcode.js"),
    body: furniture,
  },
  { name: "copy-protection", title: "Copy protection", head: script("copy-protection.js"), body: furniture },
  {
    name: "wheel",
    title: "Smooth scrolling that takes the wheel",
    head: script("wheel.js"),
    body: `${furniture}<div style="height: 3000px"></div>`,
  },
  {
    name: "bootstrap-modal",
    title: "A modal window of Bootstrap",
    head: style("bootstrap.css") + script("packages/bootstrap.js"),
    body: `
  <p><button type="button" data-bs-toggle="modal" data-bs-target="#modal">Show the window</button></p>
  <div class="modal" id="modal" tabindex="-1" aria-label="Voucher"><div class="modal-dialog"><div class="modal-content">
    <label>Voucher <input></label>
  </div></div></div>`,
  },
  { name: "radix-modal", title: "A modal window that keeps the focus as Radix does", ...modal("radix") },
  { name: "mui-modal", title: "A modal window that keeps the focus as MUI does", ...modal("mui") },
  { name: "focus-trap", title: "A modal window that keeps the focus as focus-trap does", ...modal("focus-trap") },
  {
    name: "native-dialog",
    title: "A modal dialog of the browser's own",
    head: script("native-dialog.js"),
    body: `
  <p><button type="button" id="show">Show the window</button></p>
  <dialog aria-label="Wrapping"><button type="button" id="wrap">Wrap it</button> <button type="button" id="ask">Ask us about it</button></dialog>`,
  },
  {
    name: "transformed",
    title: "A root element that is moved: it is the window of what is fixed",
    head: "<style>html { transform: translateX(0) }</style>",
    body: furniture,
  },
  {
    name: "contained",
    title: "A root element that keeps its layout to itself, and is long",
    head: "<style>html { contain: layout }</style>",
    body: `${furniture}<div style="height: 3000px"></div>`,
  },
  { name: "prototype-js", title: "Prototypes changed as Prototype did", head: script("as-prototype-js.js") },
  { name: "mootools", title: "Prototypes changed by MooTools", head: script("packages/mootools.js") },
  { name: "frozen", title: "Every prototype frozen", head: script("frozen.js") },
  {
    name: "single-page",
    title: "A single-page app: history, its body replaced, view transitions",
    head: script("single-page.js"),
    body: ["navigate", "replace the body", "replace it in a view transition"]
      .map((act) => `<p><button type="button" data-act="${act}">${act}</button></p>`)
      .join(""),
  },
  {
    name: "turbo",
    title: "Turbo: pages that change without loading",
    head: script("packages/turbo.js"),
    body: `<p><a href="/host-pages/turbo-next.html">The next page</a></p>`,
  },
  {
    name: "turbo-next",
    title: "The page after that, with a portal inside",
    isPart: true,
    head: script("packages/turbo.js"),
    body: `<div id="desk"></div>${tag(' data-target="#desk"', "{{HARBOUR_BIKES}}")}`,
  },
  {
    name: "two-portals",
    title: "Two portals on one page",
    snippet:
      tag() +
      `<script async src="{{DESK}}/widget.js" data-portal="{{HARBOUR_BIKES}}" data-label="Bikes" data-position="left"></script>`,
  },
  { name: "twice", title: "The snippet twice", snippet: tag() + tag() },
  {
    name: "late",
    title: "The snippet added by a script, after everything else",
    head: script("late.js"),
    snippet: "",
    body: `<template id="snippet">${tag()}</template>`,
  },
  { name: "quirks", title: "No doctype: quirks mode", doctype: "", body: furniture },
  {
    name: "right-to-left",
    title: "Right to left",
    root: 'lang="ar" dir="rtl"',
    snippet: tag(' data-locale="en"'),
    body: furniture,
  },
  {
    name: "dark",
    title: "Dark",
    head: "<style>:root { color-scheme: dark }</style>",
    body: furniture,
  },
  { name: "narrow", title: "320 pixels wide", viewport: { width: 320, height: 568 }, body: furniture },
  { name: "print", title: "To be printed: paper has no buttons", body: furniture },
  {
    name: "back-forward",
    title: "Left and come back to, as it was",
    body: `<p><a href="/host-pages/">Away, and then back by the browser's button</a></p>`,
  },
];

export interface ClobberedPage extends HostPage {
  /** What becomes of the widget: it works like anywhere else, or there is none, and one line in the console says why. */
  widget: "works" | "quiet";
}

const clobbered = (
  name: string,
  title: string,
  markup: string,
  widget: ClobberedPage["widget"] = "works",
): ClobberedPage => ({ name: `clobbered-${name}`, title, snippet: "", body: markup + tagBelow, widget });
/** Whoever takes this for the widget's tag fetches the widget from the page itself. */
const asTag = 'src="/elsewhere.js" data-portal="x"';
const inScript = (text: string): string => `<script>${text}</script>`;

/**
 * Pages that let visitors write markup, without scripts, and pages whose own scripts have taken a name: what the loader
 * reads by that name is something else.
 */
export const clobberedPages: ClobberedPage[] = [
  ...["img", "embed", "object", "form", "iframe"].map((element) =>
    clobbered(element, `A ${element} named currentScript`, `<${element} name="currentScript" ${asTag}></${element}>`),
  ),
  clobbered(
    "frame-elsewhere",
    "A frame of another site named currentScript",
    '<iframe name="currentScript" src="{{DESK}}/widget.js"></iframe>',
  ),
  clobbered(
    "collection",
    "Two elements named currentScript, one of them tagName, too",
    `<img name="currentScript" ${asTag}><img name="currentScript" id="tagName" ${asTag}>`,
  ),
  clobbered("fields", "A form of that name, with fields", `<form name="currentScript"><input name="tagName"></form>`),
  clobbered(
    "document",
    "Elements named like what documents have",
    ["documentElement", "body", "head", "scripts", "defaultView"]
      .map((name) => `<img name="${name}" ${asTag}>`)
      .join(""),
  ),
  clobbered(
    "window",
    "Elements with ids like what windows have",
    ["localStorage", "requestIdleCallback", "setTimeout", "URL", "CSSStyleSheet", "HTMLScriptElement", "console"]
      .map((id) => `<a id="${id}" href="https://shop.test/x"></a>`)
      .join(""),
  ),
  clobbered("api", "An element with the id Deskbell", '<a id="Deskbell" href="https://shop.test/x"></a>'),
  clobbered("api-twice", "Two of them, one named at", '<a id="Deskbell"></a><a id="Deskbell" name="at"></a>'),
  clobbered("api-form", "A form with the id Deskbell", '<form id="Deskbell"><input name="at"></form>'),
  clobbered("api-frozen", "Deskbell is a frozen list", inScript("window.Deskbell = Object.freeze([])")),
  clobbered("api-proxy", "Deskbell is a proxy", inScript("window.Deskbell = new Proxy([], {})")),
  clobbered(
    "api-sealed",
    "Deskbell cannot be set",
    inScript("Object.defineProperty(window, 'Deskbell', { value: [] })"),
  ),
  clobbered("api-junk", "Calls that are none", inScript("window.Deskbell = [null, 5, {}, [], ['no'], [{}], 'push']")),
  clobbered(
    "api-throws",
    "Deskbell throws when it is read",
    inScript("Object.defineProperty(window, 'Deskbell', { get() { throw new Error('Not yours') } })"),
    "quiet",
  ),
  clobbered(
    "api-proxy-throws",
    "Deskbell is a proxy that throws",
    inScript("window.Deskbell = new Proxy([], { get() { throw new Error('Not yours') } })"),
    "quiet",
  ),
  ...["querySelector", "createElement"].map((name) =>
    clobbered(
      name.toLowerCase(),
      `An element named currentScript, and one named ${name}`,
      `<img name="currentScript" ${asTag}><img name="${name}" ${asTag}>`,
      "quiet",
    ),
  ),
];
