import { serverOrder } from "./server-order.ts";
import { serverRoomOf } from "./table.ts";
import { tables, type Writing, writersOfAll } from "./tables.ts";

const writings = new Map<unknown, Writing>([
  ["insertInto", "insert"],
  ["replaceInto", "insert"],
  ["mergeInto", "update"],
  ["updateTable", "update"],
  ["deleteFrom", "delete"],
]);

type Lines = Readonly<Record<string, { owner: string; also?: { [writing in Writing]?: readonly string[] } }>>;

/**
 * What there is to say against a statement, if anything.
 * @param writer path from the root of the repository
 * @param method of Kysely
 * @param table its argument where that is a literal: a name that is only known later cannot be looked up
 */
export function writingObjection(writer: string, method: unknown, table: unknown): string | undefined {
  const writing = writings.get(method);
  const room = serverRoomOf(writer);
  // Commands, the demo and what sets up tests are no rooms of the order: they stand above all of them.
  if (writing === undefined || !writer.startsWith("server/") || !serverOrder.flat().includes(room)) return undefined;
  if (writersOfAll.includes(room)) return undefined;
  // Migrations change what every room has written.
  if (writer.startsWith("server/db/migrations/")) return undefined;
  if (typeof table !== "string") return `name the table, so that its owner can be looked up`;
  const line = (tables as Lines)[table];
  if (line && (line.owner === room || line.also?.[writing]?.includes(room))) return undefined;
  return `${room} may not ${writing} rows of ${table}: ask ${line?.owner ?? "nobody, it has no line in tables.ts"}`;
}
