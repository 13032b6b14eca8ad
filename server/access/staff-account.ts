/** Accounts of staff as far as they decide who comes in; what else is done with them is in `staff/`. */
import type { Selectable } from "kysely";
import type { Database, Db, Tx } from "../db/database.ts";
import { textList } from "../db/values.ts";
import type { Reach } from "../contract/staff.ts";
import type { StaffTable } from "../db/schema.ts";
import { type Reaching, readReach } from "./reach.ts";

export type StaffRow = Selectable<StaffTable>;

/** Neither left nor switched off: may come in. */
export const isPresent = (staff: StaffRow | undefined): staff is StaffRow =>
  staff !== undefined && staff.left_at === null && staff.off_at === null;

/** Administrators have all projects, whatever they had before. */
export const reachOf = ({ role, projects }: Pick<StaffRow, "role" | "projects">): Reach =>
  role === "admin" ? "all" : readReach(projects);

/** Of which projects they can be given tickets. */
export const answering = (staff: Pick<StaffRow, "role" | "projects">): Reaching => ({
  projects: staff.role === "viewer" ? [] : reachOf(staff),
});

export const findStaff = (db: Db, id: string): Promise<StaffRow | undefined> =>
  db.selectFrom("staff").selectAll().where("id", "=", id).executeTakeFirst();

/** By their ids, in one query. */
export async function findManyStaff(
  { read, engine }: Pick<Database, "read" | "engine">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StaffRow>> {
  const rows = await read.selectFrom("staff").selectAll().where("id", "in", textList(engine, ids)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** As {@link findStaff}, keeping others from changing it until the transaction ends. */
export function lockStaff({ db, engine }: Tx, id: string): Promise<StaffRow | undefined> {
  const query = db.selectFrom("staff").selectAll().where("id", "=", id);
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}
