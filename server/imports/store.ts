/** Rows of imports: what runs, how far it is, and what it refused. */
import type { Selectable } from "kysely";
import { newId } from "../access/tokens.ts";
import type { Actor } from "../audit/store.ts";
import type { Import, ImportColumns, ImportRefusal } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import type { ImportRefusalsTable, ImportsTable } from "../db/schema.ts";
import type { CsvFormat } from "./csv-format.ts";

export type ImportRecord = Selectable<ImportsTable> & { project_name: string };

/** How the file is read: kept, so that whoever takes over reads it the same way. */
export interface ImportPlan extends CsvFormat {
  header: string[];
  columns: ImportColumns;
}

export const readPlan = (row: Pick<ImportRecord, "columns">): ImportPlan => JSON.parse(row.columns) as ImportPlan;

/** A principal knows more, which is nobody's to keep. */
const actorWords = (actor: Actor): Actor =>
  actor === "command" ? actor : { kind: actor.kind, id: actor.id, name: actor.name };

export const readActor = ({ actor }: Pick<ImportRecord, "actor">): Actor =>
  actor === null ? "command" : (JSON.parse(actor) as Actor);

export async function createImport(
  { db }: Tx,
  values: { projectId: string; fileId: string; plan: ImportPlan; total: number; actor: Actor },
  now: number,
): Promise<string> {
  const id = newId();
  await db
    .insertInto("imports")
    .values({
      id,
      project_id: values.projectId,
      state: "running",
      file_id: values.fileId,
      columns: JSON.stringify(values.plan),
      total: values.total,
      done: 0,
      made: 0,
      changed: 0,
      refused: 0,
      actor: JSON.stringify(actorWords(values.actor)),
      created_at: now,
    })
    .execute();
  return id;
}

export const findImport = (db: Db, id: string): Promise<ImportRecord | undefined> =>
  db
    .selectFrom("imports")
    .innerJoin("projects", "projects.id", "imports.project_id")
    .selectAll("imports")
    .select("projects.name as project_name")
    .where("imports.id", "=", id)
    .executeTakeFirst();

/** Only what runs can end. */
export async function endImport({ db }: Tx, id: string, state: "done" | "failed"): Promise<void> {
  await db.updateTable("imports").set({ state }).where("id", "=", id).where("state", "=", "running").execute();
}

export interface Counted {
  done: number;
  made: number;
  changed: number;
  refused: number;
}

/**
 * Adds a batch to what was done. @returns false where somebody else did that batch already: a lease that ran out while
 * this process was busy, and another that took over
 */
export async function countBatch({ db }: Tx, id: string, doneBefore: number, counted: Counted): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("imports")
    .set((eb) => ({
      done: eb("done", "+", counted.done),
      made: eb("made", "+", counted.made),
      changed: eb("changed", "+", counted.changed),
      refused: eb("refused", "+", counted.refused),
    }))
    .where("id", "=", id)
    .where("done", "=", doneBefore)
    .where("state", "=", "running")
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) === 1;
}

export type RefusalRow = Selectable<ImportRefusalsTable>;

export async function keepRefusals({ db }: Tx, rows: RefusalRow[]): Promise<void> {
  if (rows.length > 0) await db.insertInto("import_refusals").values(rows).execute();
}

/** In the order of the file, a page at a time. */
export const refusalsAfter = (db: Db, importId: string, row: number, limit: number): Promise<RefusalRow[]> =>
  db
    .selectFrom("import_refusals")
    .selectAll()
    .where("import_id", "=", importId)
    .where("row", ">", row)
    .orderBy("row")
    .limit(limit)
    .execute();

export const importView = (row: ImportRecord): Import => ({
  id: row.id,
  project: { id: row.project_id, name: row.project_name },
  state: row.state,
  total: row.total,
  done: row.done,
  made: row.made,
  changed: row.changed,
  refused: row.refused,
  createdAt: new Date(row.created_at).toISOString(),
});

/** For whoever mends the file. */
export const refusalWords: Record<ImportRefusal, string> = {
  no_name: "There is no name, and nobody is known by this address yet.",
  no_address: "There is neither a mail address nor an id.",
  invalid_email: "This is not a complete mail address.",
  too_long: "One of the values is too long.",
  invalid_locale: "This language is not known; write it as en or de-AT.",
  address_taken: "The address is one customer's and the id another's.",
  twice_in_file: "An earlier row has the same address or id.",
  unreadable: "This line cannot be read: a quote may be missing its end.",
};
