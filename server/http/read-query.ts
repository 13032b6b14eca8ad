import type { Context } from "hono";
import type { z } from "zod";
import type { Page } from "../contract/portal.ts";
import { Refusal } from "../errors.ts";
import { check } from "./read-json.ts";

/** Reads the whole query string; a name that the list does not know is refused like an unknown field. */
export const readQuery = <Output>(c: Context, schema: z.ZodType<Output>): Output =>
  check(schema, Object.fromEntries(new URL(c.req.url).searchParams));

/** A position in a list, opaque to clients. */
export const writeCursor = (position: readonly (number | string)[]): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

/** @throws Refusal 400 where the cursor does not have the shape that this list gives out */
export function readCursor(cursor: string, shape: readonly ("number" | "string")[]): (number | string)[] {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw new Refusal(400, "cursor_invalid", { cause });
  }
  const fits =
    Array.isArray(position) &&
    position.length === shape.length &&
    shape.every((type, i) => isPositionValue(position[i], type));
  if (!fits) throw new Refusal(400, "cursor_invalid");
  return position as (number | string)[];
}

/** Values that this list could have given out: others, such as a NUL, are an error to one of the engines. */
const isPositionValue = (value: unknown, type: "number" | "string"): boolean =>
  type === "number"
    ? Number.isSafeInteger(value)
    : typeof value === "string" && value.isWellFormed() && !value.includes("\0");

/**
 * A page of a list that was asked for one row more than it shows.
 * @param cursorAfter where the next page begins, from the last row shown
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Item,
  cursorAfter: (last: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), nextCursor: rows.length > limit && last ? cursorAfter(last) : null };
}

/** Where looking for a page ended before its list did, if it did. */
export interface LookedThrough {
  cursor: string;
  rows: number;
}

/** A page that may have found too little, since so many rows were looked through and no more: it can be gone on from there. */
export const pageWithin = <Item>(page: Page<Item>, end: LookedThrough | undefined): Page<Item> =>
  page.nextCursor === null && end ? { ...page, nextCursor: end.cursor, lookedThrough: end.rows } : page;
