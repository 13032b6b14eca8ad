/**
 * Fault 2: the power goes. What a disk holds then is what was synced: the test traces every write and sync of the log,
 * cuts the log to what was synced when the last acknowledgement left, and opens what remains.
 */
import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ledger, readSqlite } from "./ledger.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk } from "./desk.ts";
import { toolPath } from "./tools.ts";

const clients = 8;
const ticketsEach = 10;

/** @param weak shows that the test bites: a server that does not sync must lose something here */
export async function powerCut({ weak = false } = {}): Promise<Outcome> {
  const strace = await toolPath("strace");
  const desk = await openFaultDesk();
  const cut = mkdtempSync(join(tmpdir(), "deskbell-cut-"));
  try {
    await desk.prepare();
    await desk.server!.stop();
    const log = join(cut, "trace");
    await desk.start({
      under: [strace, "-f", "-y", "-qq", "-s", "16", "-e", "trace=pwrite64,fdatasync,fsync,write,writev", "-o", log],
      nodeOptions: weak ? ["--import", "./scripts/faults/weaken.mjs"] : [],
    });
    const ledger = new Ledger();
    const work = async (): Promise<void> => {
      for (let n = 0; n < ticketsEach; n++) await ledger.sendUntilAcknowledged(desk, randomUUID(), () => true);
    };
    await Promise.all(Array.from({ length: clients }, work));
    const { synced, syncs, acknowledgements } = readTrace(readFileSync(log, "utf8"));
    for (const ending of ["", "-wal"]) {
      copyFileSync(join(desk.folder, `deskbell.db${ending}`), join(cut, `deskbell.db${ending}`));
    }
    truncateSync(join(cut, "deskbell.db-wal"), synced);
    const { rows, integrity } = readSqlite(join(cut, "deskbell.db"));
    const verdict = ledger.compare(rows);
    return {
      ...verdict,
      held: verdict.lost === 0 && verdict.doubled === 0 && integrity === "ok",
      note: `${acknowledgements} answers behind ${syncs} syncs, integrity ${integrity}`,
    };
  } finally {
    await desk.close();
    rmSync(cut, { recursive: true, force: true });
  }
}

interface Trace {
  /** Bytes of the log that were on disk when the last answer of success left. */
  synced: number;
  syncs: number;
  acknowledgements: number;
}

/** The log only grows within one run of this length, so what was synced is its beginning. */
function readTrace(text: string): Trace {
  let written = 0;
  let synced = 0;
  const trace: Trace = { synced: 0, syncs: 0, acknowledgements: 0 };
  for (const line of text.split("\n")) {
    const write = /pwrite64\(\d+<[^>]*-wal>, .*, (\d+), (\d+)\)\s+= /.exec(line);
    if (write) written = Math.max(written, Number(write[1]) + Number(write[2]));
    if (/(fdatasync|fsync)\(\d+<[^>]*-wal>\)\s+= 0/.test(line)) {
      synced = written;
      trace.syncs += 1;
    }
    if (/writev?\(\d+<.*HTTP\/1\.1 201/.test(line)) {
      trace.acknowledgements += 1;
      trace.synced = synced;
    }
  }
  return trace;
}
