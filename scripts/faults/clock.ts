/** Fault 8: the clock jumps a day ahead, and back again, while people write. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, send } from "./desk.ts";
import { toolPath } from "./tools.ts";

const eachTime = 10;

export async function clockJumps(): Promise<Outcome> {
  const library = await toolPath("libfaketime");
  const dir = mkdtempSync(join(tmpdir(), "deskbell-clock-"));
  const offset = join(dir, "offset");
  const jump = (by: string): void => writeFileSync(offset, `${by}\n`);
  jump("+0");
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: offset,
    FAKETIME_NO_CACHE: "1",
    // Timers run by the clock that nobody sets.
    DONT_FAKE_MONOTONIC: "1",
  };
  const desk = await openFaultDesk({ env });
  try {
    await desk.prepare();
    const wanted: string[] = [];
    for (const by of ["+0", "+1d", "-1d", "+0"]) {
      jump(by);
      for (let n = 0; n < eachTime; n++) {
        const subject = `${by} ${n}`;
        const { status } = await send(desk, undefined, subject);
        if (status !== 201) throw new Error(`A ticket after a jump of ${by} was refused with ${status}`);
        wanted.unshift(subject);
      }
    }
    const listed = await list(desk.portal, desk.token, wanted.length);
    await desk.server!.stop();
    const sqlite = new Sqlite(join(desk.folder, "deskbell.db"), { readonly: true });
    const sweeps = sqlite.prepare("select count(*) from jobs where kind = 'sweep'").pluck().get() as number;
    const days = sqlite.prepare("select (max(created_at) - min(created_at)) / 86400000.0 from tickets").pluck().get();
    sqlite.close();
    const inOrder = JSON.stringify(listed) === JSON.stringify(wanted);
    const jumped = Number(days) > 1.9;
    return {
      held: inOrder && jumped && sweeps === 1,
      note: `${inOrder ? "in the order of sending" : "out of order"} over ${Number(days).toFixed(1)} days, ${sweeps} sweep waiting`,
    };
  } finally {
    await desk.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function list(portal: string, token: string, count: number): Promise<string[]> {
  const answer = await fetch(`${portal}/tickets?limit=${count}`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await answer.json()) as { items: { subject: string }[] };
  return items.map(({ subject }) => subject);
}
