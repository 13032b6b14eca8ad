/** Throws away what nobody can use any more. What is swept when stands in `db/growth.ts`, a line a table. */
import type { Deps } from "../deps.ts";
import { sweepNetworks } from "../access/familiar-networks.ts";
import { sweepAttachments, sweepUnfinished } from "../attachments/sweep.ts";
import { sweepImports } from "../imports/sweep.ts";
import { sweepMails } from "../mail/sweep.ts";
import { sweepStops } from "../accounts/sweep-stops.ts";
import { sweepMerges } from "../customers/sweep-merges.ts";
import { sweepTrackingLinks, sweepVisitors } from "../tickets/sweep.ts";
import type { JobResult } from "./queue.ts";
import { sweepWrongCodes } from "../accounts/wrong-codes.ts";
import { addJob } from "./store.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type SweepDeps = Pick<Deps, "database" | "sessions" | "files" | "limiter" | "now" | "log">;

/** Each by itself: a folder that is gone must not keep tables from being swept. */
const steps: Record<string, (deps: SweepDeps) => Promise<void>> = {
  sessions: ({ sessions }) => sessions.sweep(),
  attachments: sweepAttachments,
  "unfinished uploads": sweepUnfinished,
  buckets: ({ database, limiter }) => database.write((tx) => limiter.sweep(tx)),
  "familiar networks": ({ database, now }) => database.write((tx) => sweepNetworks(tx, now())),
  events: sweepEvents,
  links: async ({ database, now }) => {
    const over = now();
    await database.write(async ({ db }) => {
      for (const table of ["staff_links", "customer_links", "sign_in_codes", "ended_identity_tokens"] as const) {
        await db.deleteFrom(table).where("expires_at", "<", over).execute();
      }
    });
  },
  "wrong codes": ({ database, now }) => database.write((tx) => sweepWrongCodes(tx, now())),
  "tracking links": sweepTrackingLinks,
  visitors: sweepVisitors,
  mails: sweepMails,
  imports: sweepImports,
  merges: sweepMerges,
  "stopped accounts": sweepStops,
};

/**
 * Runs hourly, and always as the same job: one that fails runs again in an hour instead of leaving another one behind at
 * each try.
 */
export const sweep = (deps: SweepDeps) => async (): Promise<JobResult> => {
  for (const [what, step] of Object.entries(steps)) {
    try {
      await step(deps);
    } catch (error) {
      deps.log.error({ err: error, sweep: what }, "could not be swept");
    }
  }
  return { againIn: hourMs };
};

/** Events come in the order of their numbers, so those that are old are the first ones. */
async function sweepEvents({ database, now }: SweepDeps): Promise<void> {
  const since = now() - dayMs;
  const young = await database.read
    .selectFrom("events")
    .select("seq")
    .where("created_at", ">=", since)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  await database.write(({ db }) =>
    db
      .deleteFrom("events")
      .where("seq", "<", young?.seq ?? Number.MAX_SAFE_INTEGER)
      .where("created_at", "<", since)
      .execute(),
  );
}

/** One sweep, however many processes start, and however many an earlier version left behind. */
export async function scheduleSweep({ database, now }: Pick<SweepDeps, "database" | "now">): Promise<void> {
  await database.write(async (tx) => {
    const first = await tx.db
      .selectFrom("jobs")
      .select((eb) => eb.fn.min("seq").as("seq"))
      .where("kind", "=", "sweep")
      .executeTakeFirstOrThrow();
    if (first.seq === null) await addJob(tx, "sweep", {}, now());
    else await tx.db.deleteFrom("jobs").where("kind", "=", "sweep").where("seq", ">", first.seq).execute();
  });
}
