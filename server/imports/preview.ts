/** The dry run: what every row would do, without a write. */
import type { ImportColumns, ImportPreview, ImportRow } from "../contract/people.ts";
import type { Database } from "../db/database.ts";
import type { OpenFile } from "./csv-format.ts";
import { type PlannedRow, planRows } from "./plan-rows.ts";
import { readRows } from "./csv-thread.ts";
import type { OpenedCsv } from "./read-rows.ts";

const batchSize = 500;
const shownFirst = 20;
const shownRefused = 50;
/** Of a cell: seventy rows of five cells are 200 kB at most, whatever the file. */
const shownLetters = 500;

const shortened = (cell: string): string => (cell.length > shownLetters ? `${cell.slice(0, shownLetters)}…` : cell);

const rowView = ({ file, outcome, reason }: PlannedRow): ImportRow => ({
  row: file.row,
  outcome,
  ...(reason && { reason }),
  values: Object.fromEntries(Object.entries(file.values).map(([field, value]) => [field, shortened(value)])),
});

export async function previewImport(
  { read: db, engine }: Pick<Database, "read" | "engine">,
  projectId: string,
  open: OpenFile,
  { format, header }: OpenedCsv,
  columns: ImportColumns,
  signal?: AbortSignal,
): Promise<ImportPreview> {
  const counts = { made: 0, changed: 0, same: 0, refused: 0 };
  const rows: ImportRow[] = [];
  let total = 0;
  for await (const batch of readRows(open, format, columns, batchSize, signal)) {
    for (const planned of await planRows({ db, engine }, projectId, batch)) {
      total += 1;
      counts[planned.outcome] += 1;
      const shown = total <= shownFirst || (planned.outcome === "refused" && counts.refused <= shownRefused);
      if (shown) rows.push(rowView(planned));
    }
  }
  return { ...format, header, columns, total, ...counts, rows };
}

/** Rows that an import will look at. */
export async function countRows(
  open: OpenFile,
  { format }: OpenedCsv,
  columns: ImportColumns,
  signal?: AbortSignal,
): Promise<number> {
  let total = 0;
  for await (const batch of readRows(open, format, columns, batchSize, signal)) {
    total += batch.length;
  }
  return total;
}
