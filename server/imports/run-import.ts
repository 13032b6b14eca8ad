/** Works through a file of customers, a batch a transaction, from wherever the last try came to. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { companiesNamed, companiesSpelled, createCompany } from "../companies/store.ts";
import { changeCustomer } from "../customers/change-customer.ts";
import { recordChange } from "../customers/record-change.ts";
import { createCustomers, type CustomerValues } from "../customers/store.ts";
import type { CustomerPatch } from "../contract/people.ts";
import type { OpenFile } from "./csv-format.ts";
import { sameName } from "../names/same-name.ts";
import { patchOf, type PlannedRow, planRows } from "./plan-rows.ts";
import { readRows } from "./csv-thread.ts";
import type { FileRow } from "./read-rows.ts";
import { countBatch, endImport, findImport, type ImportRecord, keepRefusals, readActor, readPlan } from "./store.ts";

export type ImportDeps = Pick<Deps, "database" | "sessions" | "now">;

const batchSize = 200;

interface RunOptions {
  open: OpenFile;
  /** The rest is for another time, from where this one came to: read in one go, a file is read once. */
  leaving?: AbortSignal;
  onProgress?: (done: number) => void;
}

/** @returns whether there is more to do */
export async function runImport(deps: ImportDeps, id: string, options: RunOptions): Promise<boolean> {
  const { open, leaving, onProgress } = options;
  const found = await findImport(deps.database.read, id);
  if (found?.state !== "running") return false;
  const plan = readPlan(found);
  let { done } = found;
  for await (const batch of readRows(open, plan, plan.columns, batchSize)) {
    const rows = batch.filter(({ row }) => row > done);
    if (rows.length === 0) continue;
    const taken = await deps.database.write((tx) => importBatch(tx, deps, found, rows, done));
    // Somebody else is at it.
    if (!taken) return false;
    done += rows.length;
    onProgress?.(done);
    if (leaving?.aborted) return true;
  }
  await deps.database.write((tx) => endImport(tx, id, "done"));
  return false;
}

async function importBatch(
  tx: Tx,
  deps: ImportDeps,
  started: ImportRecord,
  rows: FileRow[],
  doneBefore: number,
): Promise<boolean> {
  const { id, project_id: projectId } = started;
  const planned = await planRows(tx, projectId, rows);
  const count = (outcome: PlannedRow["outcome"]): number => planned.filter((row) => row.outcome === outcome).length;
  const counted = { done: rows.length, made: count("made"), changed: count("changed"), refused: count("refused") };
  if (!(await countBatch(tx, id, doneBefore, counted))) return false;
  const companies = await companiesOf(tx, projectId, planned, deps.now());
  // Changes first: an address that somebody gives away may be the next one's.
  for (const { outcome, known, changes } of planned) {
    if (outcome !== "changed") continue;
    const changed = await changeCustomer(tx, deps, known!, patchOf(changes, companies));
    // What the account hangs on. Of the rest, the line about the file is enough.
    if (changed["email"] || changed["externalId"])
      await recordChange(tx, readActor(started), known!, changed, deps.now());
  }
  const people = planned.flatMap(({ outcome, changes }) =>
    outcome === "made" ? [newCustomer(projectId, patchOf(changes, companies))] : [],
  );
  await createCustomers(tx, people, deps.now());
  const refusals = planned.filter(({ outcome }) => outcome === "refused");
  await keepRefusals(
    tx,
    refusals.map(({ file, reason }) => ({
      import_id: id,
      row: file.row,
      reason: reason!,
      // A NUL is nothing that Postgres keeps.
      cells: JSON.stringify(file.cells).replaceAll("\\u0000", "\\ufffd"),
    })),
  );
  return true;
}

/** Ids by `sameName`, and by the name itself where another one has the same; what is not there yet is made. */
async function companiesOf(
  tx: Tx,
  projectId: string,
  planned: readonly PlannedRow[],
  now: number,
): Promise<Map<string, string>> {
  const wanted = new Map<string, string>();
  const spelled = new Set<string>();
  for (const {
    changes: { company },
  } of planned) {
    if (company !== undefined) spelled.add(company);
    // As it is written where it comes first.
    if (company !== undefined && !wanted.has(sameName(company))) wanted.set(sameName(company), company);
  }
  const found = await companiesNamed(tx, projectId, [...wanted.values()]);
  const ids = new Map([...found].map(([key, { id }]) => [key, id]));
  for (const [key, name] of wanted) {
    if (!ids.has(key)) ids.set(key, await createCompany(tx, { projectId, name }, now));
  }
  const keepers = new Set([...found.values()].map(({ name }) => name));
  const asWritten = await companiesSpelled(
    tx,
    projectId,
    [...spelled].filter((name) => !keepers.has(name)),
  );
  for (const [name, { id }] of asWritten) ids.set(name, id);
  return ids;
}

function newCustomer(projectId: string, values: CustomerPatch): CustomerValues {
  const { company, name = "", email, externalId, locale } = values;
  return { projectId, name, email, externalId, locale, companyId: company, source: "import" };
}
