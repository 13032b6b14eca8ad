/** Somebody sends texts that make parsers slow, and many read them, while another customer goes on as ever. */
import { Worker } from "node:worker_threads";
import { beside } from "./bystander.ts";
import type { ContentOrder, ContentReport } from "./content-client.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, staffCookie } from "./desk.ts";

const seconds = 20;
const maxAnswerBytes = 1_000_000;
const maxMemoryMB = 256;

interface ContentOptions {
  seed: number;
  /** With a step that looks from each letter at all that follow it: has to hold others up. */
  weak?: boolean;
}

export async function hostileContent({ seed, weak = false }: ContentOptions): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    await desk.start(weak ? { nodeOptions: ["--import", "./scripts/faults/weaken-content.mjs"] } : {});
    await desk.prepare();
    const { origin, pathname } = new URL(desk.portal);
    const order: ContentOrder = { url: origin, portal: pathname, cookie: await staffCookie(desk), seed, seconds };
    let report: ContentReport | undefined;
    const others = await beside(desk, maxMemoryMB, async () => (report = await readAndWrite(order)));
    const { written, read, peakBytes, failures } = report!;
    return {
      held: others.held && failures.length === 0 && peakBytes <= maxAnswerBytes && written > 0,
      note:
        `${written} written, ${read} pages read, the longest ${(peakBytes / 1000).toFixed(0)} kB; ${others.note}` +
        (failures.length > 0 ? `; ${failures[0]}` : ""),
    };
  } finally {
    await desk.close();
  }
}

const readAndWrite = (order: ContentOrder): Promise<ContentReport> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("content-client.ts", import.meta.url), { workerData: order });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
