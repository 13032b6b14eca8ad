/** Somebody sends texts that make parsers slow, and many read them, while another customer goes on as ever. */
import { Worker } from "node:worker_threads";
import { beside } from "./bystander.ts";
import type { ContentOrder, ContentReport } from "./content-client.ts";
import type { Outcome } from "./outcome.ts";
import { openPlace, staffCookie } from "./place.ts";

const seconds = 20;
const largestAnswer = 1_000_000;
const mostMemoryMB = 256;

interface ContentOptions {
  seed: number;
  /** With a step that looks from each letter at all that follow it: has to hold others up. */
  weak?: boolean;
}

export async function hostileContent({ seed, weak = false }: ContentOptions): Promise<Outcome> {
  const place = await openPlace();
  try {
    await place.start(weak ? { nodeOptions: ["--import", "./scripts/faults/weaken-content.mjs"] } : {});
    await place.prepare();
    const { origin, pathname } = new URL(place.portal);
    const order: ContentOrder = { url: origin, portal: pathname, cookie: await staffCookie(place), seed, seconds };
    let report: ContentReport | undefined;
    const others = await beside(place, mostMemoryMB, async () => (report = await readAndWrite(order)));
    const { written, read, largest, problems } = report!;
    return {
      held: others.held && problems.length === 0 && largest <= largestAnswer && written > 0,
      note:
        `${written} written, ${read} pages read, the longest ${(largest / 1000).toFixed(0)} kB; ${others.note}` +
        (problems.length > 0 ? `; ${problems[0]}` : ""),
    };
  } finally {
    await place.close();
  }
}

const readAndWrite = (order: ContentOrder): Promise<ContentReport> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("content-client.ts", import.meta.url), { workerData: order });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
