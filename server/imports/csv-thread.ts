/** Reads files of values beside the thread that answers, for whoever waits for a dry run or a count. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { ImportColumns } from "../contract/people.ts";
import { type CsvFormat, type OpenFile, unreadable } from "./csv-format.ts";
import type { FileRow, OpenedCsv } from "./read-rows.ts";

export type CsvTask = { read: "header" } | { read: "rows"; format: CsvFormat; columns: ImportColumns; size: number };

/** Of one step, which is a batch of rows or the whole of a hostile file: not of what the database does in between. */
const longestStepMs = 60_000;
const resourceLimits = { maxOldGenerationSizeMb: 128 };
const program = new URL(`./csv-worker${extname(import.meta.filename)}`, import.meta.url);

/** @throws Refusal 400 `file_unreadable` */
export async function openCsv(open: OpenFile, signal?: AbortSignal): Promise<OpenedCsv> {
  for await (const opened of inThread<OpenedCsv>(open, { read: "header" }, signal)) return opened;
  throw unreadable();
}

/** In batches, the next of which is read when it is asked for. @throws Refusal 400 `file_unreadable` */
export const readRows = (
  open: OpenFile,
  { encoding, delimiter }: CsvFormat,
  columns: ImportColumns,
  size: number,
  signal?: AbortSignal,
): AsyncGenerator<FileRow[]> =>
  inThread(open, { read: "rows", format: { encoding, delimiter }, columns, size }, signal);

/** A thread that dies, of whatever, is a file that cannot be read. */
async function* inThread<Item>(open: OpenFile, task: CsvTask, signal?: AbortSignal): AsyncGenerator<Item> {
  signal?.throwIfAborted();
  const content = await open();
  const worker = new Worker(program, { workerData: task, resourceLimits });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // It may fail while nobody waits for it.
  failed.catch(() => {});
  worker.on("error", (cause) => reject(unreadable(cause)));
  worker.on("messageerror", (cause) => reject(unreadable(cause)));
  worker.on("exit", (code) => reject(unreadable(new Error(`The thread ended with ${code}.`))));
  const stop = (): void => reject(signal!.reason);
  signal?.addEventListener("abort", stop);
  let timer: NodeJS.Timeout | undefined;
  try {
    for await (const chunk of content) {
      const copy = new Uint8Array(chunk as Buffer);
      worker.postMessage(copy, [copy.buffer]);
    }
    for (;;) {
      timer = setTimeout(() => reject(unreadable(new Error("It takes too long."))), longestStepMs);
      const answer = new Promise<Item | null>((resolve) => worker.once("message", resolve));
      worker.postMessage(null);
      const item = await Promise.race([answer, failed]);
      clearTimeout(timer);
      if (item === null) return;
      yield item;
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
