/** Fault 13: another program holds the SQLite file, again and again, while people read and write. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { Ledger, readSqlite } from "./ledger.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, type FaultDesk } from "./desk.ts";
import { inWords, timesOf } from "./times.ts";

const writers = 4;
const timesInAll = 5;
const heldMs = 3_000;
const restMs = 500;
const maxReadMs = 500;

interface LockedOptions {
  /** With SQLite's own waiting, on the thread that answers: reads have to stand still. */
  weak?: boolean;
}

export async function databaseLocked({ weak = false }: LockedOptions = {}): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    await desk.start(weak ? { nodeOptions: ["--import", "./scripts/faults/weaken-wait.mjs"] } : {});
    await desk.prepare();
    const file = join(desk.folder, "deskbell.db");
    const other = new Sqlite(file);
    const ledger = new Ledger();
    const took: number[] = [];
    const refused = new Set<number>();
    let going = true;
    const write = async (): Promise<void> => {
      while (going) await ledger.sendUntilAcknowledged(desk, randomUUID(), () => true);
    };
    const read = async (): Promise<void> => {
      while (going) {
        for (const path of ["/healthz", "tickets"]) {
          const begun = performance.now();
          const status = await ask(desk, path);
          took.push(performance.now() - begun);
          if (status !== 200) refused.add(status);
        }
        await pause(20);
      }
    };
    const working = Promise.all([...Array.from({ length: writers }, write), read()]);
    const recoveries: number[] = [];
    let whileHeld = 0;
    for (let time = 0; time < timesInAll; time++) {
      await pause(restMs);
      other.exec("begin immediate");
      // What was begun before is through when the other program has the file.
      const before = ledger.acknowledged.size;
      await pause(heldMs);
      whileHeld += ledger.acknowledged.size - before;
      other.exec("commit");
      const given = performance.now();
      const { size } = ledger.acknowledged;
      while (ledger.acknowledged.size === size) await pause(5);
      recoveries.push(performance.now() - given);
    }
    going = false;
    await working;
    other.close();
    await desk.server!.stop();
    const { rows, integrity } = readSqlite(file);
    const verdict = ledger.compare(rows);
    const reads = timesOf(took);
    const held =
      verdict.lost === 0 && verdict.doubled === 0 && integrity === "ok" && refused.size === 0 && reads.max <= maxReadMs;
    return {
      ...verdict,
      held,
      recoveries,
      note:
        `held ${timesInAll} times for ${heldMs / 1000} s, ${whileHeld} written meanwhile; /healthz and reads: ` +
        `${inWords(reads)}${refused.size > 0 ? `, refused with ${[...refused].join(", ")}` : ""}; integrity ${integrity}`,
    };
  } finally {
    await desk.close();
  }
}

async function ask({ port, portal, token }: FaultDesk, path: string): Promise<number> {
  const url = path.startsWith("/") ? `http://127.0.0.1:${port}${path}` : `${portal}/${path}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  return answer.status;
}
