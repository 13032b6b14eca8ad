/** What a server asks its database, as the drivers are given it; nothing is answered in their place. */
import BetterSqlite from "better-sqlite3";
import pg from "pg";
import { vi } from "vitest";

/** Every `select` from here on, in order, until `vi.restoreAllMocks()`. */
export function noteSelects(): string[] {
  const asked: string[] = [];
  const note = (text: unknown): void => {
    if (typeof text === "string" && text.startsWith("select")) asked.push(text);
  };
  const memory = new BetterSqlite(":memory:");
  const statement = Object.getPrototypeOf(memory.prepare("select 1")) as Record<
    string,
    (...given: unknown[]) => unknown
  >;
  memory.close();
  const { all } = statement;
  vi.spyOn(statement, "all").mockImplementation(function (this: { source: string }, ...given) {
    note(this.source);
    return all!.apply(this, given);
  });
  const client = pg.Client.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  const { query } = client;
  vi.spyOn(client, "query").mockImplementation(function (this: unknown, ...given) {
    note(given[0]);
    return query!.apply(this, given);
  });
  return asked;
}
