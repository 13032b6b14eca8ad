/**
 * Queries of every request: built once, and only their values change. Building a query costs several times what
 * SQLite takes to answer it, and Kysely's way to a connection, made for waiting, as much again.
 */
import type { Compilable, CompiledQuery } from "kysely";
import type { Db } from "./database.ts";

/** Stands in a built query where a value will be. */
class Argument {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Has the names of the first arguments, so that a whole row can be inserted by naming it once. */
function placeholdersFor(args: object): object {
  const named = Object.fromEntries(Object.keys(args).map((name) => [name, new Argument(name)]));
  return new Proxy(named, { get: (_, name) => named[String(name)] ?? new Argument(String(name)) });
}

type Run = (sql: string, parameters: readonly unknown[]) => unknown[];

const direct = new WeakMap<object, Run>();

/** For an engine that answers at once: its queries skip the way that is made for waiting. */
export const runDirectly = (db: Db, run: Run): void => void direct.set(db, run);

/**
 * @param build is called once for each engine; `arg` holds placeholders that go where values go, and nowhere else.
 * Whoever inserts `arg` itself gives the same columns at every call
 * @returns the query as a function. It resolves to rows, so what changes rows says `returning` if it is asked
 */
export function prepared<Args extends object, Row>(
  build: (db: Db, arg: Args) => Compilable<Row>,
): (db: Db, args: Args) => Promise<Row[]> {
  const built = new Map<unknown, CompiledQuery<Row>>();
  return async (db, args) => {
    const engine = db.getExecutor().adapter.constructor;
    let query = built.get(engine);
    if (!query) {
      query = build(db, placeholdersFor(args) as Args).compile();
      built.set(engine, query);
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Argument ? (args as Record<string, unknown>)[value.name] : value,
    );
    const run = direct.get(db);
    if (run) return run(query.sql, parameters) as Row[];
    return (await db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}
