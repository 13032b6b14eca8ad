/** The few pages that the server writes itself. Text goes in escaped; styles are allowed by their digest. */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Language } from "../languages.ts";
import { type Notice, pageTexts } from "./locales.ts";

interface Page {
  title: string;
  language: Language;
  head?: HtmlEscapedString | Promise<HtmlEscapedString> | string;
  body: HtmlEscapedString | Promise<HtmlEscapedString>;
}

const bareStyle = "body{margin:0}";

/**
 * Whoever cannot read the colours of our styles is too old for the page: the question that the widget's loader asks. By
 * a style and not by a script, so that a current browser never shows the sentence, and one that runs no modules does.
 */
const adminStyle = `${bareStyle}#too-old{margin:0;padding:24px;font:17px/1.45 sans-serif}@supports (color:light-dark(red,red)){#too-old{display:none}}`;

const noticeStyle = [
  ":root{color-scheme:light dark;font:17px/1.45 system-ui,sans-serif}",
  "body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}",
  "main{max-width:34rem;padding:24px;text-align:center}",
  "h1{font-size:24px;line-height:1.2;font-weight:650;margin:0 0 12px}",
  "p{margin:0 0 12px;opacity:.75}",
  "a{color:inherit}",
].join("");

const digest = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Not in the template: a formatter may add white space there, and the digest of the policy would no longer fit. */
const styleTag = (style: string) => raw(`<style>${style}</style>`);

const write = (style: string, { title, language, head = "", body }: Page) =>
  html`<!doctype html>
    <html lang="${language}" dir="${pageTexts[language].dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${styleTag(style)} ${head}
      </head>
      <body>
        ${body}
      </body>
    </html> `;

const common =
  "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** For pages that a script of ours fills. */
export const appPolicy = `default-src 'none'; script-src 'self'; style-src 'self' ${digest(bareStyle)} ${digest(adminStyle)}; img-src 'self' blob: data:; connect-src 'self'; form-action 'self'; ${common}`;
export const noticePolicy = `default-src 'none'; style-src ${digest(noticeStyle)}; form-action 'none'; ${common}`;

/** In a browser's tab; a page without one asks for /favicon.ico. */
const bell =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='%23006469' stroke-width='1.8' stroke-linejoin='round'%3E%3Cpath d='M6 8.5a4 4 0 0 1 8 0c0 3.5 1.5 4.5 1.5 5h-11c0-.5 1.5-1.5 1.5-5ZM8.5 16a1.6 1.6 0 0 0 3 0'/%3E%3C/svg%3E";
const icon = html`<link rel="icon" href="${bell}" />`;

/** @param language the reader's, where the portal names none: the widget goes by its page */
export const portalPage = (project: { name: string; key: string }, language: Language) =>
  write(bareStyle, {
    title: project.name,
    language,
    head: icon,
    body: html`<main id="portal"></main>
      <script async src="/widget.js" data-portal="${project.key}" data-target="#portal" data-page></script>`,
  });

interface Way {
  href: string;
  label: string;
}

/** A few words where somebody expected something else. */
export const noticePage = (language: Language, { title, text }: Notice, way?: Way) =>
  write(noticeStyle, {
    title,
    language,
    body: html`<main>
      <h1>${title}</h1>
      <p>${text}</p>
      ${way && html`<p><a href="${way.href}">${way.label}</a></p>`}
    </main>`,
  });

/** The same page for a portal that is off and for one that never was. */
export const portalOffPage = (language: Language) => noticePage(language, pageTexts[language].closed);

/** For now there are none at all. */
export const noArticlesPage = (project: { key: string }, language: Language) => {
  const { noArticles, toPortal } = pageTexts[language];
  return noticePage(language, noArticles, { href: `/p/${project.key}`, label: toPortal });
};

/**
 * @param page what the script imports when it has the texts: it arrives meanwhile
 * @param isSetUp an administrator is there
 * @param reader the language of the one sentence that is there before the script
 */
export const adminPage = (script: string, page: string, isSetUp: boolean, reader: Language) =>
  write(adminStyle, {
    title: "Deskbell",
    language: "en",
    head: html`${icon}<link rel="modulepreload" href="/admin/assets/${page}" />`,
    body: html`<p id="too-old" lang="${reader}" dir="${pageTexts[reader].dir}">${pageTexts[reader].tooOld}</p>
      <div id="admin" data-set-up="${isSetUp ? "yes" : "no"}"></div>
      <script type="module" src="/admin/assets/${script}"></script>`,
  });
