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

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const oftenMs = 2 * minuteMs;

export type SweepDeps = Pick<Deps, "database" | "sessions" | "files" | "limiter" | "now" | "log">;

type Steps = Record<string, (deps: SweepDeps) => Promise<void>>;

/** What strangers leave behind by asking, and what is over within minutes: in an hour a flood would pile it up. */
const often: Steps = {
  buckets: ({ database, limiter }) => database.write((tx) => limiter.sweep(tx)),
  links: async ({ database, now }) => {
    const over = now();
    await database.write(async ({ db }) => {
      for (const table of ["staff_links", "customer_links", "sign_in_codes", "ended_identity_tokens"] as const) {
        await db.deleteFrom(table).where("expires_at", "<", over).execute();
      }
    });
  },
};

/** Each by itself: a folder that is gone must not keep tables from being swept. */
const hourly: Steps = {
  sessions: ({ sessions }) => sessions.sweep(),
  attachments: sweepAttachments,
  "unfinished uploads": sweepUnfinished,
  "familiar networks": ({ database, now }) => database.write((tx) => sweepNetworks(tx, now())),
  events: sweepEvents,
  "wrong codes": ({ database, now }) => database.write((tx) => sweepWrongCodes(tx, now())),
  "tracking links": sweepTrackingLinks,
  visitors: sweepVisitors,
  mails: sweepMails,
  imports: sweepImports,
  merges: sweepMerges,
  "stopped accounts": sweepStops,
};

/**
 * Always the same job: one that fails runs again later instead of leaving another one behind at each try. Each process
 * looks for itself when an hour has gone by.
 */
export function sweep(deps: SweepDeps): () => Promise<JobResult> {
  let wholeAt = -Infinity;
  return async () => {
    const isWhole = Math.abs(deps.now() - wholeAt) >= hourMs;
    if (isWhole) wholeAt = deps.now();
    for (const [what, step] of Object.entries({ ...often, ...(isWhole && hourly) })) {
      try {
        await step(deps);
      } catch (error) {
        deps.log.error({ err: error, sweep: what }, "could not be swept");
      }
    }
    return { againIn: oftenMs };
  };
}

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
