/** Cells that go out to a spreadsheet, and come back from one. */

/** Spreadsheets run what begins so, in full width too, and some of them skip blanks and quotes before it. */
const runs = String.raw`[\s"]*[=+\-@＝＋－＠]|[\t\r\n]`;
const formula = new RegExp(`^(?:${runs})`);
const guarded = new RegExp(`^'(?=${runs})`);

/** In quotes always, and with an apostrophe before what a spreadsheet would run. */
export function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Refused rows that were mended come back with the apostrophe they went out with. */
export const withoutGuard = (text: string): string => text.replace(guarded, "");
