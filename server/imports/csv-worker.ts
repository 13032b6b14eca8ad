/** A thread of its own that reads one file of values: what is in it takes no time from whoever waits for an answer. */
import { parentPort, workerData } from "node:worker_threads";
import { Readable } from "node:stream";
import type { CsvTask } from "./csv-thread.ts";
import { openCsv, readRows } from "./read-rows.ts";

const port = parentPort!;
const task = workerData as CsvTask;
const chunks: Buffer[] = [];
let goOn = (): void => {};

/** A chunk of the file; null behind the last one, and then for each next item. */
port.on("message", (chunk: Uint8Array | null) => {
  if (chunk) chunks.push(Buffer.from(chunk.buffer));
  else goOn();
});
const asked = (): Promise<void> => new Promise((resolve) => (goOn = resolve));

async function* work(): AsyncGenerator<unknown> {
  const open = async (): Promise<Readable> => Readable.from(chunks);
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
