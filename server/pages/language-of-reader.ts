import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import { type Language, nearestLanguage } from "../languages.ts";

/** What the reader's browser asks for, the most wanted first. */
const languagesAsked = (c: Context): string[] =>
  parseAccept(c.req.header("Accept-Language") ?? "").flatMap(({ type, q }) => (q > 0 ? type : []));

/** @param first a tag that comes before what the browser asks for */
export const languageOfReader = (c: Context, first: string | null = null): Language =>
  nearestLanguage(first, ...languagesAsked(c));
