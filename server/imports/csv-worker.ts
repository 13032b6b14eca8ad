/** A thread of its own that reads one file of values: what is in it takes no time from whoever waits for an answer. */
import { parentPort, workerData } from "node:worker_threads";
import { Readable } from "node:stream";
import type { CsvPiece, CsvTask } from "./csv-thread.ts";
import { openCsv, readRows } from "./read-rows.ts";

const port = parentPort!;
const task = workerData as CsvTask;
/** What has come of the file: kept, since finding its format out reads its beginning twice. */
const chunks: Buffer[] = [];
let isWhole = false;
let broken: Error | undefined;
let goOn = (): void => {};
let arrived = Promise.withResolvers<void>();

port.on("message", (piece: CsvPiece) => {
  if (piece === "next") return goOn();
  if (piece === "end") isWhole = true;
  else if (piece instanceof Uint8Array) chunks.push(Buffer.from(piece.buffer));
  else broken = new Error(piece.broken);
  arrived.resolve();
  arrived = Promise.withResolvers();
});
const asked = (): Promise<void> => new Promise((resolve) => (goOn = resolve));

async function* content(): AsyncGenerator<Buffer> {
  for (let at = 0; ; at++) {
    while (at >= chunks.length) {
      if (isWhole) return;
      if (broken) throw broken;
      await arrived.promise;
    }
    yield chunks[at]!;
  }
}

async function* work(): AsyncGenerator<unknown> {
  const open = async (): Promise<Readable> => Readable.from(content());
  if (task.read === "header") yield await openCsv(open);
  else yield* readRows(open, task.format, task.columns, task.size);
}

await asked();
for await (const item of work()) {
  // Ready for the answer before there can be one.
  const next = asked();
  port.postMessage(item);
  await next;
}
port.postMessage(null);
port.close();
