/** The dry run: what every row would do, without a write. */
import type { ImportColumns, ImportPreview, ImportRow } from "../contract/people.ts";
import type { Database } from "../db/database.ts";
import { mostColumns } from "./columns.ts";
import type { OpenFile } from "./csv-format.ts";
import { type PlannedRow, planRows } from "./plan-rows.ts";
import { readRows } from "./csv-thread.ts";
import type { OpenedCsv } from "./read-rows.ts";

const batchSize = 500;
const shownFirst = 20;
const shownRefused = 50;
/** Bytes of JSON, whatever the file: a preview is there to be looked at. */
const headerWeight = 40_000;
const rowsWeight = 55_000;
/** Of a cell. Of the last of them a thousand columns, and seventy rows of five, fit in any letters. */
const shownLetters = [500, 200, 100, 50, 20, 5];

const shortened = (cell: string, most: number): string =>
  cell.length > most ? `${cell.slice(0, most).toWellFormed()}…` : cell;

/** As many letters of each cell as all of them leave room for. */
function fitting<T>(weight: number, cut: (most: number) => T): T {
  const most = shownLetters.find((letters) => Buffer.byteLength(JSON.stringify(cut(letters))) <= weight);
  return cut(most ?? shownLetters.at(-1)!);
}

const rowView = ({ file, outcome, reason }: PlannedRow, most: number): ImportRow => ({
  row: file.row,
  outcome,
  ...(reason && { reason }),
  values: Object.fromEntries(Object.entries(file.values).map(([field, value]) => [field, shortened(value, most)])),
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
  const shown: PlannedRow[] = [];
  let total = 0;
  for await (const batch of readRows(open, format, columns, batchSize, signal)) {
    for (const planned of await planRows({ db, engine }, projectId, batch)) {
      total += 1;
      counts[planned.outcome] += 1;
      const isShown = total <= shownFirst || (planned.outcome === "refused" && counts.refused <= shownRefused);
      if (isShown) shown.push(planned);
    }
  }
  const nearest = header.slice(0, mostColumns + 1);
  return {
    ...format,
    header: fitting(headerWeight, (most) => nearest.map((cell) => shortened(cell, most))),
    columns,
    total,
    ...counts,
    rows: fitting(rowsWeight, (most) => shown.map((row) => rowView(row, most))),
  };
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
