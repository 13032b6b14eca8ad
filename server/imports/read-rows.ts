/** The rows of a file, each checked for what the file alone can tell. */
import type { ImportColumns, ImportRefusal } from "../contract/people.ts";
import { readAddress } from "../mail-address.ts";
import { locale, text } from "../http/fields.ts";
import { type CsvFormat, decode, detectFormat, namesDelimiter, type OpenFile, unreadable } from "./csv-format.ts";
import { type CsvRecord, csvRecords, inBatches } from "./csv-records.ts";
import { type RowValues, valuesOf } from "./columns.ts";

export interface FileRow {
  /** From 1, the header not counted. */
  row: number;
  cells: string[];
  values: RowValues;
  refusal?: ImportRefusal | undefined;
}

/** From the headings on. */
async function* records(open: OpenFile, { encoding, delimiter }: CsvFormat): AsyncGenerator<CsvRecord> {
  let isFirst = true;
  for await (const record of csvRecords(decode(await open(), encoding), delimiter)) {
    if (!isFirst || !namesDelimiter(record.cells, delimiter)) yield record;
    isFirst = false;
  }
}

export interface OpenedCsv {
  format: CsvFormat;
  header: string[];
}

/** @throws Refusal 400 `file_unreadable` */
export async function openCsv(open: OpenFile): Promise<OpenedCsv> {
  const format = await detectFormat(open);
  for await (const { cells, broken } of records(open, format)) {
    if (broken) break;
    return { format, header: cells.map((cell) => cell.trim()) };
  }
  throw unreadable();
}

/**
 * All rows below the header, in batches. Always the same for the same file, so that an import which was interrupted
 * finds its place by counting.
 */
export const readRows = (
  open: OpenFile,
  format: CsvFormat,
  columns: ImportColumns,
  size: number,
): AsyncGenerator<FileRow[]> => inBatches(rowsBelowHeader(open, format, columns), size);

async function* rowsBelowHeader(open: OpenFile, format: CsvFormat, columns: ImportColumns): AsyncGenerator<FileRow> {
  const seen = new Set<string>();
  let row = -1;
  for await (const { cells, broken } of records(open, format)) {
    row += 1;
    if (row === 0) continue;
    const values = broken ? {} : inOneSpelling(valuesOf(cells, columns));
    yield { row, cells, values, refusal: broken ? "unreadable" : refusalOf(values, seen) };
  }
}

/** An address that is none stays as it stands, to be refused. */
const inOneSpelling = (values: RowValues): RowValues => ({
  ...values,
  ...(values.email !== undefined && { email: readAddress(values.email) ?? values.email }),
});

const maxLengths: [keyof RowValues, number][] = [
  ["name", 120],
  ["email", 254],
  ["externalId", 200],
  ["company", 120],
  ["locale", 35],
];

const wholeText = text(254);

function refusalOf(values: RowValues, seen: Set<string>): ImportRefusal | undefined {
  if (values.email === undefined && values.externalId === undefined) return "no_address";
  if (maxLengths.some(([field, max]) => (values[field] ?? "").length > max)) return "too_long";
  if (Object.values(values).some((value) => !wholeText.safeParse(value).success)) return "unreadable";
  if (values.email !== undefined && readAddress(values.email) === undefined) return "invalid_email";
  if (values.locale !== undefined && !readLocale(values.locale)) return "invalid_locale";
  const names = [values.email && `address ${values.email}`, values.externalId && `id ${values.externalId}`];
  const known = names.filter((name) => name !== undefined);
  if (known.some((name) => seen.has(name))) return "twice_in_file";
  known.forEach((name) => seen.add(name));
  return undefined;
}

/** Systems that export `de_DE` mean `de-DE`. */
export function readLocale(tag: string): string | undefined {
  const read = locale.safeParse(tag.replaceAll("_", "-"));
  return read.success ? Intl.getCanonicalLocales(read.data)[0] : undefined;
}
