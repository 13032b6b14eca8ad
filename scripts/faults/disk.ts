/** Faults 3 and 4: the disk is full; the disk does not take a sync. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { run } from "../testing/run.ts";
import { Ledger, readSqlite } from "./ledger.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, type FaultDesk, send } from "./desk.ts";
import { isRoot, toolPath } from "./tools.ts";

const megabyte = 1_048_576;
const diskMB = 24;
const ballastMB = 6;

export async function fullDisk(): Promise<Outcome> {
  if (!isRoot) throw new Error("A small disk can be mounted by root only: run this as root.");
  const folder = mkdtempSync(join(tmpdir(), "deskbell-small-disk-"));
  const mounted = await run("mount", ["-t", "tmpfs", "-o", `size=${diskMB}m`, "tmpfs", folder]);
  if (!mounted.ok) throw new Error(`A small disk could not be mounted: ${mounted.output}`);
  const desk = await openFaultDesk({ folder });
  try {
    await desk.prepare();
    const ballast = join(folder, "ballast");
    writeFileSync(ballast, Buffer.alloc(ballastMB * megabyte));
    const ledger = new Ledger();
    const statuses = new Set<number>();
    const refused = async (): Promise<boolean> => {
      const upload = await uploadFile(desk, 700_000);
      const key = randomUUID();
      const { status, body } = await send(desk, key, "x".repeat(200));
      if (status === 201) ledger.note(key, body);
      statuses.add(upload).add(status);
      return status === 507;
    };
    let tries = 0;
    while (!(await refused()) && (tries += 1) < 400);
    const reads = await fetch(`${desk.portal}/tickets`, { headers: { authorization: `Bearer ${desk.token}` } });
    await reads.arrayBuffer();
    rmSync(ballast);
    const again = await send(desk);
    const stray = strayFiles(folder);
    await desk.server!.stop();
    const { rows, integrity } = readSqlite(join(folder, "deskbell.db"));
    const verdict = ledger.compare(rows);
    const onlyHonest = [...statuses].every((status) => status === 201 || status === 507);
    const held =
      onlyHonest &&
      statuses.has(507) &&
      reads.status === 200 &&
      again.status === 201 &&
      stray === 0 &&
      verdict.lost === 0 &&
      verdict.doubled === 0 &&
      integrity === "ok";
    const answers = [...statuses].sort().join(" and ");
    return {
      ...verdict,
      held,
      note: `answers ${answers}; reading meanwhile ${reads.status}; with room again ${again.status}; ${stray} stray files`,
    };
  } finally {
    await desk.close();
    await run("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function uploadFile(desk: FaultDesk, size: number): Promise<number> {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(size).fill(1)], "big.bin"));
  const answer = await fetch(`${desk.portal}/attachments`, {
    method: "POST",
    headers: { authorization: `Bearer ${desk.token}` },
    body: form,
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Files that no row knows, and halves of uploads. */
function strayFiles(folder: string): number {
  const sqlite = new Sqlite(join(folder, "deskbell.db"), { readonly: true });
  const known = new Set(sqlite.prepare("select id from attachments").pluck().all());
  sqlite.close();
  const root = join(folder, "files");
  mkdirSync(root, { recursive: true });
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.filter(({ name }) => !known.has(name)).length;
}

/** The file system says that a sync failed: nothing that process says about the file can be trusted any more. */
export async function failedSync(): Promise<Outcome> {
  const strace = await toolPath("strace");
  const desk = await openFaultDesk();
  try {
    await desk.prepare();
    await desk.server!.stop();
    const inject = "inject=fsync,fdatasync:error=EIO:when=12+";
    const server = await desk.start({
      under: [strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", inject],
    });
    const ledger = new Ledger();
    const statuses: number[] = [];
    let ended = false;
    void server.ended.then(() => (ended = true));
    for (let n = 0; n < 60 && !ended; n++) {
      const key = randomUUID();
      const { status, body } = await send(desk, key);
      if (status === 201) ledger.note(key, body);
      else statuses.push(status);
    }
    // One that goes on after such an error has failed the test already; it must not hold it up as well.
    if (!ended) await server.kill();
    const code = await server.ended;
    await desk.start();
    const again = await send(desk);
    await desk.server!.stop();
    const { rows, integrity } = readSqlite(join(desk.folder, "deskbell.db"));
    const verdict = ledger.compare(rows);
    const neverClaimed = statuses.length > 0 && statuses.every((status) => status === 0 || status >= 500);
    return {
      ...verdict,
      held: neverClaimed && code === 1 && again.status === 201 && verdict.lost === 0 && integrity === "ok",
      recoveries: desk.recoveries.slice(-1),
      note: `refused with ${[...new Set(statuses)].join(", ")}, the process ended with ${code}, started again ${again.status}`,
    };
  } finally {
    await desk.close();
  }
}
