/** Names under which a desk that is older than the rule about them was asked for, for its administrators to read. */
import type { Database, Db } from "../db/database.ts";
import { keepSetting, readSetting } from "../db/settings.ts";

/** Written by the migration that brought the rule. */
export const letOnSetting = "hosts_let_on_until";
const seenSetting = "hosts_seen";

/** Names cost nothing to make up, and one that people use comes again: those of more than a day stay before others. */
const maxSeen = 20;
const dayMs = 86_400_000;

/** Host name to when it was first and last asked for, in milliseconds since 1970. */
type Seen = Record<string, [first: number, last: number]>;

/** Milliseconds since 1970; undefined at a desk that began with the rule. */
export async function readLetOn(db: Db): Promise<number | undefined> {
  const until = await readSetting(db, letOnSetting);
  return until === undefined ? undefined : Number(until);
}

async function readSeen(db: Db): Promise<Seen> {
  return JSON.parse((await readSetting(db, seenSetting)) ?? "{}") as Seen;
}

export async function noteHost(database: Database, host: string, now: number): Promise<void> {
  await database.write(async ({ db }) => {
    const before = await readSeen(db);
    const isUsed = ([first, last]: [number, number]): number => Number(last - first >= dayMs);
    const seen = Object.entries({ ...before, [host]: [before[host]?.[0] ?? now, now] as [number, number] }).toSorted(
      ([, one], [, other]) => isUsed(other) - isUsed(one) || other[1] - one[1],
    );
    const kept = seen.slice(0, maxSeen);
    // The last place is the newcomer's, or it could never come again.
    if (!kept.some(([name]) => name === host)) kept.splice(-1, 1, [host, [now, now]]);
    await keepSetting(db, seenSetting, JSON.stringify(Object.fromEntries(kept)));
  });
}

/** In the order of the alphabet. */
export const seenHosts = async (db: Db): Promise<string[]> => Object.keys(await readSeen(db)).toSorted();
