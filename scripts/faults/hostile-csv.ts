/** Staff look at hostile files of values and import them, while a customer goes on as ever. */
import { Worker } from "node:worker_threads";
import { beside } from "./bystander.ts";
import type { CsvOrder, CsvReport } from "./csv-client.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, staffCookie } from "./desk.ts";

const seconds = 25;
const maxAnswerBytes = 1_000_000;
/** Two files are read at a time, each in a heap of its own. */
const maxMemoryMB = 512;
/** From being asked to end until it has, in the middle of all that. */
const maxEndMs = 10_000;

interface CsvOptions {
  /** With every file read on the thread that answers: has to hold others up. */
  weak?: boolean;
}

export async function hostileCsv({ weak = false }: CsvOptions = {}): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    await desk.start(weak ? { nodeOptions: ["--import", "./scripts/faults/weaken-csv.mjs"] } : {});
    await desk.prepare();
    const order: CsvOrder = { url: new URL(desk.portal).origin, cookie: await staffCookie(desk), seconds };
    let report: CsvReport | undefined;
    const others = await beside(desk, maxMemoryMB, async () => (report = await readAndImport(order)));
    const asked = performance.now();
    await desk.server!.stop();
    const ended = performance.now() - asked;
    const { dryRuns, imports, peakBytes, failures } = report!;
    return {
      held:
        others.held &&
        failures.length === 0 &&
        dryRuns[200]! > 0 &&
        imports[201]! > 0 &&
        peakBytes <= maxAnswerBytes &&
        ended <= maxEndMs,
      note:
        `dry runs ${inWords(dryRuns)}, imports ${inWords(imports)}; ${others.note}; ` +
        `ended in ${(ended / 1000).toFixed(1)} s${failures.length > 0 ? `; ${failures[0]}` : ""}`,
    };
  } finally {
    await desk.close();
  }
}

const inWords = (counts: Record<number, number>): string =>
  Object.entries(counts)
    .map(([status, count]) => `${count} × ${status}`)
    .join(" and ");

const readAndImport = (order: CsvOrder): Promise<CsvReport> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("csv-client.ts", import.meta.url), { workerData: order });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
