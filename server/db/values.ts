import { type RawBuilder, sql } from "kysely";
import type { Engine } from "./database.ts";

/** A list of texts as one value, for `in`: hundreds of placeholders take SQLite longer to read than to answer. */
export function textList(engine: Engine, values: readonly string[]): RawBuilder<string> {
  const json = JSON.stringify(values);
  return engine === "sqlite"
    ? sql<string>`(select value from json_each(${json}))`
    : sql<string>`(select value from json_array_elements_text(${json}::json))`;
}
