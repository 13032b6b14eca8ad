/** Throws away what nobody can use any more. What is swept when stands in `scripts/borders/tables.ts`, a line a table. */
import type { Deps } from "../deps.ts";
import { sweepEndedTokens } from "../access/ended-tokens.ts";
import { sweepNetworks } from "../access/familiar-networks.ts";
import { sweepAttachments, sweepUnfinished } from "../attachments/sweep.ts";
import { sweepImports } from "../imports/sweep.ts";
import { sweepBounceTokens } from "../mail/bounces.ts";
import { sweepSources } from "../mail/sources.ts";
import { sweepMails } from "../mail/sweep.ts";
import { sweepStops } from "../customers/account-stops.ts";
import { sweepMailedWaysIn, sweepMerges } from "../customers/sweep.ts";
import { sweepEvents } from "../db/sweep-events.ts";
import { sweepStaffLinks } from "../staff/store.ts";
import { sweepUndone, sweepVisitors } from "../tickets/sweep.ts";
import { sweepDrafts } from "../tickets/drafts.ts";
import { sweepTrackingLinks } from "../tracking/sweep.ts";
import type { JobResult } from "../jobs/queue.ts";
import { sweepWrongCodes } from "../accounts/wrong-codes.ts";
import { keepOneJob } from "../jobs/store.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const oftenMs = 2 * minuteMs;

export type SweepDeps = Pick<Deps, "database" | "sessions" | "files" | "limiter" | "now" | "log">;

type Steps = Record<string, (deps: SweepDeps) => Promise<void>>;

/** What strangers leave behind by asking, and what is over within minutes: in an hour a flood would pile it up. */
const often: Steps = {
  buckets: ({ database, limiter }) => database.write((tx) => limiter.sweep(tx)),
  "links of staff": sweepStaffLinks,
  "links and codes": sweepMailedWaysIn,
  "ended tokens": sweepEndedTokens,
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
  "words that were undone": sweepUndone,
  drafts: sweepDrafts,
  "sources of mails": sweepSources,
  "addresses of what came back": sweepBounceTokens,
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

/** One sweep, however many processes start, and however many an earlier version left behind. */
export async function scheduleSweep({ database, now }: Pick<SweepDeps, "database" | "now">): Promise<void> {
  await database.write((tx) => keepOneJob(tx, "sweep", {}, now()));
}
