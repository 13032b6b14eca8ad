import { type Expression, type RawBuilder, sql, type SqlBool } from "kysely";
import type { Engine } from "./database.ts";

/** A list of texts as one value, for `in`: hundreds of placeholders take SQLite longer to read than to answer. */
export function textList(engine: Engine, values: readonly string[]): RawBuilder<string> {
  const json = JSON.stringify(values);
  return engine === "sqlite"
    ? sql<string>`(select value from json_each(${json}))`
    : sql<string>`(select value from json_array_elements_text(${json}::json))`;
}

/** Whether a column holds one of these: looked up one by one, also where Postgres has not counted the table yet. */
export function isAmong<Value extends string | number>(
  engine: Engine,
  column: Expression<Value>,
  values: readonly Value[],
): RawBuilder<SqlBool> {
  if (engine === "sqlite") return sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(values)}))`;
  const type = sql.raw(typeof values[0] === "number" ? "bigint[]" : "text[]");
  return sql<SqlBool>`${column} = any (${values}::${type})`;
}
