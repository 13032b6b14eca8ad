import { parse } from "csv-parse/sync";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { csvLine, withoutGuard } from "./csv-cells.ts";
import { decode, detectFormat } from "./csv-format.ts";
import { CsvSplitter, csvRecords } from "./csv-records.ts";

const spectrum = dirname(createRequire(import.meta.url).resolve("csv-spectrum"));
const names = readdirSync(join(spectrum, "csvs")).map((file) => file.replace(/\.csv$/, ""));

const opening =
  (bytes: Buffer, piece = bytes.length || 1) =>
  async () => {
    const pieces = [];
    for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));
    return Readable.from(pieces);
  };

/** As an import reads a file. @param piece bytes that arrive at a time */
async function read(bytes: Buffer, piece?: number) {
  const open = opening(bytes, piece);
  const format = await detectFormat(open);
  const records = [];
  for await (const record of csvRecords(decode(await open(), format.encoding), format.delimiter)) records.push(record);
  return { ...format, records, cells: records.map(({ cells }) => cells) };
}

describe("a file of values is read as it was meant", () => {
  it.each(names)("csv-spectrum: %s", async (name) => {
    const bytes = readFileSync(join(spectrum, "csvs", `${name}.csv`));
    const expected = [JSON.parse(readFileSync(join(spectrum, "json", `${name}.json`), "utf8"))].flat() as object[];
    for (const piece of [undefined, 1, 7]) {
      const { cells, records } = await read(bytes, piece);
      const [header = [], ...rows] = cells;
      const objects = rows.map((row) => Object.fromEntries(header.map((key, i) => [key, row[i]])));
      // The package disagrees with itself about one telephone number.
      if (name === "location_coordinates") Object.assign(expected[0]!, { "Contact Phone Number": "2095257564" });
      expect(objects).toEqual(expected);
      expect(records.some(({ broken }) => broken)).toBe(false);
    }
  });

  const table = "Näme;Straße\r\nZoë;€ 5 – „neu“\r\n";
  const windows = Buffer.from(
    table.replace(/[€–„“]/g, (letter) => ({ "€": "\x80", "–": "\x96", "„": "\x84", "“": "\x93" })[letter]!),
    "latin1",
  );
  it.each([
    ["UTF-8", Buffer.from(table), "utf-8"],
    ["UTF-8 with a byte-order mark", Buffer.from(`\ufeff${table}`), "utf-8"],
    ["UTF-16, as Excel saves Unicode text", Buffer.from(`\ufeff${table}`, "utf16le"), "utf-16le"],
    ["UTF-16 the other way round", Buffer.from(`\ufeff${table}`, "utf16le").swap16(), "utf-16be"],
    ["Windows-1252, as Excel saves CSV", windows, "windows-1252"],
  ])("%s, in pieces of any size", async (_, bytes, encoding) => {
    for (const piece of [undefined, 1, 3]) {
      expect(await read(bytes, piece)).toMatchObject({
        encoding,
        delimiter: ";",
        cells: [
          ["Näme", "Straße"],
          ["Zoë", "€ 5 – „neu“"],
        ],
      });
    }
  });

  it.each([
    [",", "a,b;c,d\n1,2;2,3\n"],
    [";", 'a;"b,c";d\n1;2,5;3\n'],
    ["\t", "a\tb\n1,2\t3;4\n"],
    [",", "only\none\ncolumn\n"],
  ])("finds the delimiter %j", async (delimiter, text) => {
    expect((await read(Buffer.from(text))).delimiter).toBe(delimiter);
  });

  it("gives up a line with a forgotten quote, and reads all others", async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `name ${i},person-${i}@example.com`);
    lines[5] = '"oops,person-5@example.com';
    lines[2999] = '"at the end,person@example.com';
    for (const piece of [undefined, 1000]) {
      const { records } = await read(Buffer.from(lines.join("\r\n")), piece);
      expect(records).toHaveLength(3000);
      expect(records.flatMap(({ broken, cells }, i) => (broken ? [[i, cells]] : []))).toEqual([
        [5, [lines[5]]],
        [2999, [lines[2999]]],
      ]);
      expect(records[6]!.cells).toEqual(["name 6", "person-6@example.com"]);
    }
  });

  it("lets a forgotten quote spoil neither the next row nor its name", async () => {
    const lines = [
      "name;email",
      '"Ada";ada@example.com',
      '"oops;x@example.com',
      '"Ben";ben@example.com',
      '19" rack;r@example.com',
      '"so" called;s@example.com',
    ];
    for (const piece of [undefined, 1, 7]) {
      const { records } = await read(Buffer.from(lines.join("\r\n")), piece);
      expect(records.map(({ cells, broken }) => (broken ? "broken" : cells[0]))).toEqual([
        "name",
        "Ada",
        "broken",
        "Ben",
        '19" rack',
        '"so" called',
      ]);
    }
  });

  it("skips empty lines, keeps short and long ones, and takes every kind of line end", async () => {
    const { cells } = await read(Buffer.from("a,b\r\n\r\n1\n,\n2,3,4\n"));
    expect(cells).toEqual([["a", "b"], ["1"], ["2", "3", "4"]]);
    expect((await read(Buffer.from("a,b\r1,2\r3,4"))).cells).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["an archive", Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
  ])("refuses %s", async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: "file_unreadable" });
  });
});

describe("S6: no list costs more than it weighs", () => {
  const header = "name,email\n";
  const shapes: [name: string, make: (rows: number) => string][] = [
    ["empty rows and one quote that stays open", (rows) => `${header}${",\n".repeat(rows)}"`],
    ["an inch mark in every row", (rows) => header + '5" pipe,a@mail.test\n'.repeat(rows)],
    ["a quote that opens in every row", (rows) => header + '"a\n'.repeat(rows)],
    ["quotes that open and rows that escape", (rows) => header + `"x\n${'""y\n'.repeat(50)}`.repeat(rows / 50)],
    ["one quote before everything", (rows) => `${header}"${"a,b\n".repeat(rows)}`],
    ["a quote now and then", (rows) => header + `"x\n${"a,b\n".repeat(500)}`.repeat(rows / 500)],
    ["quotes alone", (rows) => header + '"'.repeat(rows)],
    ["quotes alone, a line each", (rows) => header + '"\n'.repeat(rows)],
    ["commas alone", (rows) => header + ",".repeat(rows)],
    ["one row without an end", (rows) => header + "a".repeat(rows)],
    ["one cell without an end, a quote before it", (rows) => `${header}"${"a".repeat(rows)}`],
    ["records just too long", (rows) => header + `"${"a\n".repeat(33_000)}"\n`.repeat(Math.ceil(rows / 66_000))],
    ["line ends alone", (rows) => header + "\r\n".repeat(rows)],
    ["half line ends", (rows) => header + "a,b\r".repeat(rows)],
  ];
  it.each(shapes)("%s: each letter is looked at four times at most", (_, make) => {
    for (const rows of [50_000, 100_000, 200_000]) {
      const text = make(rows);
      const splitter = new CsvSplitter(",");
      let records = 0;
      for (let at = 0; at < text.length; at += 65_536) records += splitter.feed(text.slice(at, at + 65_536)).length;
      records += splitter.finish().length;
      expect(records).toBeGreaterThan(0);
      expect(splitter.looked / text.length).toBeLessThanOrEqual(4);
    }
  });

  it("gives up one line that is too long, and reads on behind it", () => {
    for (const piece of [1000, 65_536, 2 ** 20]) {
      const text = `${header}${"x".repeat(700_000)},a@mail.test\nBen,ben@mail.test\n`;
      const splitter = new CsvSplitter(",");
      const records = [];
      for (let at = 0; at < text.length; at += piece) records.push(...splitter.feed(text.slice(at, at + piece)));
      records.push(...splitter.finish());
      expect(records.map(({ broken, cells }) => (broken ? cells[0]!.length : cells))).toEqual([
        ["name", "email"],
        1000,
        ["Ben", "ben@mail.test"],
      ]);
    }
  });

  it("reads what is well written as a library does", () => {
    // The same draws each time.
    let seed = 7;
    const draw = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const cell = (): string => ["", "a", " b ", '"q"', '"x,y"', '"l\r\nm"', '"d""e"', '""', "ü😀", '""""'][draw(10)]!;
    for (let n = 0; n < 500; n++) {
      const ending = ["\n", "\r\n", "\r"][draw(3)]!;
      const rows = Array.from({ length: 1 + draw(6) }, () => Array.from({ length: 1 + draw(4) }, cell).join(","));
      const text = rows.join(ending);
      const splitter = new CsvSplitter(",");
      const records = [...splitter.feed(text), ...splitter.finish()];
      const expected = parse(text, {
        record_delimiter: ["\r\n", "\n", "\r"],
        relax_column_count: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      });
      expect(
        records.map(({ cells }) => cells),
        JSON.stringify(text),
      ).toEqual(expected);
    }
  });
});

describe("what goes out to a spreadsheet runs nothing there (attack 24)", () => {
  const cells = ["=cmd|'/c calc'!A1", "+1+1", "-1", "@SUM", "\t=1", '"=1', "＝1", "＋1", "－1", "＠x", "\r=1", " =1"];
  it.each(cells)("%j", async (cell) => {
    const line = csvLine([cell, "plain"]);
    expect(line).toMatch(/^"'/);
    const { cells: read1 } = await read(Buffer.from(line));
    expect(read1).toEqual([[`'${cell}`, "plain"]]);
    expect(withoutGuard(read1[0]![0]!)).toBe(cell);
  });

  it("leaves all else as it is, in quotes", () => {
    expect(csvLine(["O'Hara", "'quoted'", "a=b", 'say "hi"', ""])).toBe(
      '"O\'Hara","\'quoted\'","a=b","say ""hi""",""\r\n',
    );
    expect(withoutGuard("'quoted'")).toBe("'quoted'");
  });
});
