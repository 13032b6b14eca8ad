/** What a person reads whose browser asked for an address that has no answer; programs get JSON. */
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import type { Refusal } from "../errors.ts";
import { noticePage, noticePolicy } from "./html.ts";
import { languageOfReader } from "./language-of-reader.ts";
import { pageTexts } from "./locales.ts";

/** A browser that opens a page, and not a script of one: those name what they take, or everything alike. */
function isForPerson(c: Context): boolean {
  // Links to files are opened like pages, also when they are over.
  if (c.req.path.startsWith("/api/") && !/^\/api\/portal\/[^/]+\/attachments\//.test(c.req.path)) return false;
  return parseAccept(c.req.header("Accept") ?? "").some(({ type }) => type === "text/html");
}

/** @returns undefined where a program asked */
export function refusalPage(c: Context, { status }: Refusal): Response | Promise<Response> | undefined {
  if (!isForPerson(c)) return undefined;
  const language = languageOfReader(c);
  const { notFound, otherHost, failed } = pageTexts[language];
  c.header("Cache-Control", "no-cache");
  c.header("Vary", "Accept, Accept-Language");
  c.header("Content-Security-Policy", noticePolicy);
  return c.html(noticePage(language, status === 421 ? otherHost : status >= 500 ? failed : notFound), status);
}
