import type { Selectable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { JobsTable } from "../db/schema.ts";

export interface JobPayloads {
  mail: { mailId: string };
  sweep: Record<string, never>;
  /** @see accounts/code-mail.ts */
  "code-mail": { challenge: string; sealed: string; network: string | null };
  /** @see accounts/password-link.ts */
  "password-link": { projectId: string; email: string };
}

export interface Job {
  seq: number;
  kind: JobsTable["kind"];
  payload: JobPayloads[keyof JobPayloads];
  attempts: number;
}

/** Written in the transaction that causes it, so that neither is there without the other. */
export async function addJob<Kind extends keyof JobPayloads>(
  { db }: Tx,
  kind: Kind,
  payload: JobPayloads[Kind],
  runAt: number,
): Promise<void> {
  const values = { kind, payload: JSON.stringify(payload), run_at: runAt, attempts: 0, leased_until: 0 };
  await db.insertInto("jobs").values(values).execute();
}

/** Takes jobs that are due; nobody else gets them before the lease is over. */
export async function claimJobs({ db, engine }: Tx, now: number, lease: number, most: number): Promise<Job[]> {
  const due = db
    .selectFrom("jobs")
    .selectAll()
    .where("run_at", "<=", now)
    .where("leased_until", "<=", now)
    .orderBy("run_at")
    .orderBy("seq")
    .limit(most);
  const rows = await (engine === "postgres" ? due.forUpdate().skipLocked() : due).execute();
  if (rows.length === 0) return [];
  await db
    .updateTable("jobs")
    .set((eb) => ({ leased_until: now + lease, attempts: eb("attempts", "+", 1) }))
    .where(
      "seq",
      "in",
      rows.map((row) => row.seq),
    )
    .execute();
  return rows.map(readJob);
}

const readJob = (row: Selectable<JobsTable>): Job => ({
  seq: row.seq,
  kind: row.kind,
  payload: JSON.parse(row.payload) as Job["payload"],
  attempts: row.attempts + 1,
});

export async function finishJob({ db }: Tx, seq: number): Promise<void> {
  await db.deleteFrom("jobs").where("seq", "=", seq).execute();
}

export async function postponeJob({ db }: Tx, seq: number, runAt: number): Promise<void> {
  await db.updateTable("jobs").set({ run_at: runAt, leased_until: 0 }).where("seq", "=", seq).execute();
}
