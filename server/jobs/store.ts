import type { Selectable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { JobsTable } from "../db/schema.ts";

export interface JobPayloads {
  /** `since`: when it was queued, in milliseconds; tries end a day later. */
  mail: { mailId: string; since: number };
  sweep: Record<string, never>;
  /** @see accounts/code-mail.ts */
  "code-mail": {
    challenge: string;
    sealed: string;
    /** Null: somebody who is signed in asks, for another address. */
    network: string | null;
    /** Whether the network may register one more by it, should nobody have the address yet. */
    mayRegister: boolean;
  };
  /** @see accounts/password-link.ts */
  "password-link": {
    projectId: string;
    email: string;
    visitorId?: string | undefined;
    /** @see access/mail-requests.ts */
    home?: string | undefined;
  };
  /** @see staff/links.ts */
  "staff-password-link": { email: string; home?: string | undefined };
  import: { importId: string };
  /** @see intake/job.ts */
  "mail-in": {
    mailId: string;
    /** What staff decided about it. */
    decision?: { ticket: string | null };
  };
  /** @see tickets/take-effect.ts */
  "staff-change": { ticketId: string };
}

export type JobKind = keyof JobPayloads;

/** As the time of a job: before everything that waits for its turn. */
export const dueFirst = 0;

export interface Job {
  seq: number;
  kind: JobsTable["kind"];
  payload: JobPayloads[JobKind];
  attempts: number;
}

/**
 * Written in the transaction that causes it, so that neither is there without the other.
 * @param lane jobs of one lane are done one after the other, in the order they were added
 */
export async function addJob<Kind extends JobKind>(
  { db }: Tx,
  kind: Kind,
  payload: JobPayloads[Kind],
  runAt: number,
  lane: string | null = null,
): Promise<void> {
  const values = { kind, lane, payload: JSON.stringify(payload), run_at: runAt, attempts: 0, leased_until: 0 };
  await db.insertInto("jobs").values(values).execute();
}

/** Adds one where there is none, and takes away what an earlier version left behind beside it. */
export async function keepOneJob<Kind extends JobKind>(
  tx: Tx,
  kind: Kind,
  payload: JobPayloads[Kind],
  runAt: number,
): Promise<void> {
  const first = await tx.db
    .selectFrom("jobs")
    .select((eb) => eb.fn.min("seq").as("seq"))
    .where("kind", "=", kind)
    .executeTakeFirstOrThrow();
  if (first.seq === null) await addJob(tx, kind, payload, runAt);
  else await tx.db.deleteFrom("jobs").where("kind", "=", kind).where("seq", ">", first.seq).execute();
}

/** Those whose time has come, that nobody works on, and that are the first of their lane. */
const dueJobs = (db: Db, kind: JobKind, now: number) =>
  db
    .selectFrom("jobs")
    .where("kind", "=", kind)
    .where("run_at", "<=", now)
    .where("leased_until", "<=", now)
    .where((eb) =>
      eb.or([
        eb("lane", "is", null),
        eb.not(
          eb.exists(
            eb
              .selectFrom("jobs as earlier")
              .select("earlier.seq")
              .whereRef("earlier.lane", "=", "jobs.lane")
              .whereRef("earlier.seq", "<", "jobs.seq"),
          ),
        ),
      ]),
    );

const firstDue = prepared((db, { kind, now }: { kind: JobKind; now: number }) =>
  dueJobs(db, kind, now).select("seq").limit(1),
);

export const isJobDue = async (db: Db, kind: JobKind, now: number): Promise<boolean> =>
  (await firstDue(db, { kind, now })).length > 0;

/** Takes jobs that are due; nobody else gets them before the lease is over. */
export async function claimJobs(
  { db, engine }: Tx,
  kind: JobKind,
  now: number,
  leaseMs: number,
  limit: number,
): Promise<Job[]> {
  const due = dueJobs(db, kind, now).selectAll().orderBy("run_at").orderBy("seq").limit(limit);
  const rows = await (engine === "postgres" ? due.forUpdate().skipLocked() : due).execute();
  if (rows.length === 0) return [];
  await db
    .updateTable("jobs")
    .set((eb) => ({ leased_until: now + leaseMs, attempts: eb("attempts", "+", 1) }))
    .where("seq", "in", seqs(rows))
    .execute();
  return rows.map(readJob);
}

const seqs = (jobs: readonly Pick<Job, "seq">[]): number[] => jobs.map(({ seq }) => seq);

const readJob = (row: Selectable<JobsTable>): Job => ({
  seq: row.seq,
  kind: row.kind,
  payload: JSON.parse(row.payload) as Job["payload"],
  attempts: row.attempts + 1,
});

/** For jobs that take longer than a lease and are still being worked on. */
export async function renewLeases({ db }: Tx, jobs: readonly number[], until: number): Promise<void> {
  await db.updateTable("jobs").set({ leased_until: until }).where("seq", "in", jobs).execute();
}

export async function finishJob({ db }: Tx, seq: number): Promise<void> {
  await db.deleteFrom("jobs").where("seq", "=", seq).execute();
}

export async function postponeJob({ db }: Tx, seq: number, runAt: number): Promise<void> {
  await db.updateTable("jobs").set({ run_at: runAt, leased_until: 0 }).where("seq", "=", seq).execute();
}
