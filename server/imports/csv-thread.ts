/** Reads files of values beside the thread that answers. */
import { extname } from "node:path";
import { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { ImportColumns } from "../contract/people.ts";
import { type CsvFormat, type OpenFile, unreadable } from "./csv-format.ts";
import { type FileRow, openCsv as openHere, type OpenedCsv, readRows as readHere } from "./read-rows.ts";

/** Of the file, in order; `next` asks for an item. */
export type CsvPiece = Uint8Array<ArrayBuffer> | "end" | { broken: string } | "next";
export type CsvTask = { read: "header" } | { read: "rows"; format: CsvFormat; columns: ImportColumns; size: number };

/**
 * Time of one step: a batch of rows, or the whole of a hostile file. What the database does in between does not count.
 */
const maxStepMs = 60_000;
/**
 * Rows are short-lived. With the usual room for short-lived values, a thread counts as full when it is not, and spends
 * two thirds of its time on collecting garbage.
 */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
/** Each holds its file and a heap of its own; more than these wait. */
const maxThreads = 2;
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
  const file = await open();
  try {
    const begun = await begin(file);
    if (begun.isWhole) {
      const again: OpenFile = async () => Readable.from(begun.content());
      if (task.read === "header") yield (await openHere(again)) as Item;
      else yield* readHere(again, task.format, task.columns, task.size) as AsyncGenerator<Item>;
      return;
    }
    await takeTurn(signal);
    try {
      yield* read<Item>(Readable.from(begun.content()), task, signal);
    } finally {
      giveTurn();
    }
  } finally {
    // Also for who has hung up before it was their turn.
    file.destroy();
  }
}

interface Begun {
  /** Also a file that breaks off: what was read of it is looked at first. */
  isWhole: boolean;
  content: () => AsyncGenerator<Buffer>;
}

/** To start a thread takes longer than to read this much here. Bytes. */
const maxBytesHere = 64 * 1024;

async function begin(file: Readable): Promise<Begun> {
  const chunks: Buffer[] = [];
  const rest = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let size = 0;
  let broken: { cause: unknown } | undefined;
  let isWhole = false;
  while (!isWhole && size <= maxBytesHere) {
    try {
      const { done, value } = await rest.next();
      isWhole = done === true;
      if (done) break;
      chunks.push(Buffer.from(value));
      size += value.length;
    } catch (cause) {
      broken = { cause };
      isWhole = true;
    }
  }
  async function* content(): AsyncGenerator<Buffer> {
    yield* chunks;
    if (broken) throw broken.cause;
    if (!isWhole)
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield Buffer.from(next.value);
  }
  return { isWhole, content };
}

let busy = 0;
const line: (() => void)[] = [];

async function takeTurn(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (busy < maxThreads) {
    busy += 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const leave = (): void => {
      line.splice(line.indexOf(enter), 1);
      reject(signal!.reason);
    };
    const enter = (): void => {
      signal?.removeEventListener("abort", leave);
      resolve();
    };
    signal?.addEventListener("abort", leave);
    line.push(enter);
  });
}

function giveTurn(): void {
  const next = line.shift();
  if (next) next();
  else busy -= 1;
}

async function* read<Item>(content: Readable, task: CsvTask, signal?: AbortSignal): AsyncGenerator<Item> {
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
    void send(content, worker);
    for (;;) {
      timer = setTimeout(() => reject(unreadable(new Error("It takes too long."))), maxStepMs);
      const answer = new Promise<Item | null>((resolve) => worker.once("message", resolve));
      worker.postMessage("next" satisfies CsvPiece);
      const item = await Promise.race([answer, failed]);
      clearTimeout(timer);
      if (item === null) return;
      yield item;
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    content.destroy();
    await worker.terminate();
  }
}

/** What was read before a file breaks off is still looked at. */
async function send(content: Readable, worker: Worker): Promise<void> {
  const tell = (piece: CsvPiece, moved: ArrayBuffer[] = []): void => worker.postMessage(piece, moved);
  try {
    for await (const chunk of content) {
      const copy = new Uint8Array(chunk as Buffer);
      tell(copy, [copy.buffer]);
    }
    tell("end");
  } catch (cause) {
    tell({ broken: String(cause) });
  }
}
