/** The dry run: what every row would do, without a write. */
import type { ImportColumns, ImportPreview, ImportRow } from "../contract/people.ts";
import type { Database } from "../db/database.ts";
import { maxColumns } from "./columns.ts";
import type { OpenFile } from "./csv-format.ts";
import { type PlannedRow, planRows } from "./plan-rows.ts";
import { readRows } from "./csv-thread.ts";
import type { OpenedCsv } from "./read-rows.ts";

const batchSize = 500;
const shownRows = 20;
const shownRefusals = 50;
/** Bytes of JSON, whatever the file: a preview is there to be looked at. */
const headerBytes = 40_000;
const rowsBytes = 55_000;
/**
 * Characters of a cell, from the most to the least. With the least, a thousand columns and seventy rows of five cells
 * fit in any script.
 */
const shownCharacters = [500, 200, 100, 50, 20, 5];

const shortened = (cell: string, maxCharacters: number): string =>
  cell.length > maxCharacters ? `${cell.slice(0, maxCharacters).toWellFormed()}…` : cell;

/** Cuts cells to as many characters as fit all of them into these bytes. */
function fitting<T>(maxBytes: number, cut: (maxCharacters: number) => T): T {
  const maxCharacters = shownCharacters.find(
    (characters) => Buffer.byteLength(JSON.stringify(cut(characters))) <= maxBytes,
  );
  return cut(maxCharacters ?? shownCharacters.at(-1)!);
}

const rowView = ({ file, outcome, reason }: PlannedRow, maxCharacters: number): ImportRow => ({
  row: file.row,
  outcome,
  ...(reason && { reason }),
  values: Object.fromEntries(
    Object.entries(file.values).map(([field, value]) => [field, shortened(value, maxCharacters)]),
  ),
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
      const isShown = total <= shownRows || (planned.outcome === "refused" && counts.refused <= shownRefusals);
      if (isShown) shown.push(planned);
    }
  }
  const nearest = header.slice(0, maxColumns + 1);
  return {
    ...format,
    header: fitting(headerBytes, (maxCharacters) => nearest.map((cell) => shortened(cell, maxCharacters))),
    columns,
    total,
    ...counts,
    rows: fitting(rowsBytes, (maxCharacters) => shown.map((row) => rowView(row, maxCharacters))),
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
