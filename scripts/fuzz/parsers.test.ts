/** Every reader of foreign bytes: it never throws what it does not say it throws, loses nothing, and stays in bounds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileKind, shownName } from "../../server/attachments/file-kind.ts";
import type { Content, Inline } from "../../server/contract/content.ts";
import { Refusal } from "../../server/errors.ts";
import { readCursor, writeCursor } from "../../server/http/read-query.ts";
import { readNetwork } from "../../server/http/network.ts";
import { repeatsName } from "../../server/identity/repeated-names.ts";
import { guessColumns } from "../../server/imports/columns.ts";
import { csvRecords } from "../../server/imports/csv-records.ts";
import { nearestLanguage } from "../../server/languages.ts";
import { parseContent } from "../../server/content/parse.ts";
import { text } from "./texts.ts";
import { timeoutMs, within } from "./settings.ts";

const share = 0.05;

const isJson = (written: string): boolean => {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
};

const inlineText = (node: Inline): string => ("text" in node ? node.text : node.children.map(inlineText).join(""));
const textOf = (content: Content): string =>
  content
    .flatMap((block) => ("items" in block ? block.items.flat() : block.children))
    .map(inlineText)
    .join("");
const countNodes = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, one) => sum + countNodes(one), 0)
    : typeof value === "object" && value !== null
      ? Number("type" in value) + Object.values(value).reduce((sum: number, one) => sum + countNodes(one), 0)
      : 0;

test("content keeps every character, few nodes and little weight", { timeout: timeoutMs }, () => {
  fc.assert(
    fc.property(text(20_000), (body) => {
      const content = parseContent(body);
      expect(textOf(content)).toBe(body);
      expect(countNodes(content)).toBeLessThanOrEqual(500);
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(2 * JSON.stringify(body).length + 50_000);
    }),
    within(share * 3),
  );
});

test("cursors come back as they were given out, and all others are refused in one way", { timeout: timeoutMs }, () => {
  fc.assert(
    fc.property(fc.oneof(text(300), fc.base64String()), fc.integer(), (written, number) => {
      try {
        readCursor(written, ["number", "string"]);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
      expect(readCursor(writeCursor([number, "id"]), ["number", "string"])).toEqual([number, "id"]);
    }),
    within(share),
  );
});

test("an address of a network is read as one of a few forms, or not at all", { timeout: timeoutMs }, () => {
  const part = fc.oneof(
    fc.constantFrom(...'0123456789abcdef:.[]%," ', "::ffff:", "1.2.3.4", "for=", "unknown"),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }).map((all) => all.join("")),
      (written) => {
        const read = readNetwork(written);
        if (read === undefined) return;
        expect(read).toMatch(/^[0-9a-f:./]+$/);
        expect(readNetwork(read.replace(/\/\d+$/, ""))).toBe(read);
      },
    ),
    within(share),
  );
});

test(
  "a table of values gives back every cell of what it wrote, and reads anything",
  { timeout: timeoutMs },
  async () => {
    const records = async (csv: string) => {
      const found = [];
      for await (const record of csvRecords(
        (async function* () {
          yield csv;
        })(),
        ",",
      ))
        found.push(record);
      return found;
    };
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const cell = text(60).map((value) => value.replace(/[\r\0]/g, "").toWellFormed());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        text(2000),
        async (rows, any) => {
          const written = rows.filter((row) => row.some((one) => one.trim() !== ""));
          const read = await records(written.map((row) => row.map(quoted).join(",")).join("\n"));
          expect(read.filter(({ broken }) => broken)).toEqual([]);
          expect(read).toHaveLength(written.length);
          await records(any);
          guessColumns(any.split(","));
        },
      ),
      within(share * 2),
    );
  },
);

test(
  "names of files, kinds of files, repeated names and languages are read from anything",
  { timeout: timeoutMs },
  async () => {
    const stack = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      text(300).map((value) => new TextEncoder().encode(value)),
    );
    await fc.assert(
      fc.asyncProperty(text(400), stack, async (written, bytes) => {
        const name = shownName(written);
        // oxlint-disable-next-line no-control-regex -- what must not be in a name
        expect(name).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
        expect([...name].length).toBeLessThanOrEqual(201);
        await fileKind(bytes);
        if (isJson(written)) repeatsName(written);
        expect(["en", "de", "ar"]).toContain(nearestLanguage(written));
      }),
      within(share * 2),
    );
  },
);
