import { Readable } from "node:stream";
import { expect, it, vi } from "vitest";
import { Refusal } from "../errors.ts";
import { openCsv, readRows } from "./csv-thread.ts";

const opens = (text: string) => async () => Readable.from([Buffer.from(text)]);
const list = `name,email\n${Array.from({ length: 6000 }, (_, n) => `N,n${n}@mail.test\n`).join("")}`;

it("S6: a thread beside the one that answers reads every row, a batch when it is asked for", async () => {
  const { format, header } = await openCsv(opens(list));
  expect(header).toEqual(["name", "email"]);
  const sizes: number[] = [];
  for await (const batch of readRows(opens(list), format, { email: 1 }, 500)) sizes.push(batch.length);
  expect(sizes).toEqual(Array.from({ length: 12 }, () => 500));
});

it("S6: a batch has no more cells than it has rows of a usual list, since the thread that answers takes it at once", async () => {
  const wide = `email\n${Array.from({ length: 40 }, (_, n) => `n${n}@mail.test${",".repeat(9_999)}\n`).join("")}`;
  const { format } = await openCsv(opens(wide));
  const cells: number[] = [];
  const rows: number[] = [];
  for await (const batch of readRows(opens(wide), format, { email: 0 }, 500)) {
    cells.push(batch.reduce((sum, row) => sum + row.cells.length, 0));
    rows.push(...batch.map(({ row }) => row));
  }
  expect(Math.max(...cells)).toBeLessThanOrEqual(30_000);
  expect(rows).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
});

it("S6: a thread that dies is a file that cannot be read", async () => {
  const rows = readRows(opens(list), { encoding: "no such" as "utf-8", delimiter: "," }, { email: 1 }, 500);
  await expect(rows.next()).rejects.toThrow(Refusal);
  await expect(openCsv(opens(""))).rejects.toMatchObject({ code: "file_unreadable" });
});

it("S6: nothing is read on for somebody who has gone", async () => {
  const gone = new AbortController();
  const { format } = await openCsv(opens(list));
  const rows = readRows(opens(list), format, { email: 1 }, 500, gone.signal);
  await rows.next();
  gone.abort();
  await expect(rows.next()).rejects.toBe(gone.signal.reason);
});

it("S6: whoever hangs up while waiting for a turn leaves no file open, and keeps nobody's turn", async () => {
  const { format } = await openCsv(opens(list));
  const readers = Array.from({ length: 2 }, () => readRows(opens(list), format, { email: 1 }, 500));
  await Promise.all(readers.map((rows) => rows.next()));
  const gone = new AbortController();
  const files: Readable[] = [];
  const waiting = Array.from({ length: 10 }, () => {
    const open = async (): Promise<Readable> => {
      files.push(Readable.from([Buffer.from(list)]));
      return files.at(-1)!;
    };
    return openCsv(open, gone.signal);
  });
  await vi.waitUntil(() => files.length === 10 && files.every((file) => file.readableDidRead));
  gone.abort();
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(waiting.map(() => "rejected"));
  expect(files.map((file) => file.destroyed)).toEqual(files.map(() => true));
  await Promise.all(readers.map((rows) => rows.return(undefined)));
  expect((await openCsv(opens(list))).header).toEqual(["name", "email"]);
});
