/** Token buckets in the database, so that they hold over restarts and for many processes together. */
import { Refusal } from "../errors.ts";
import type { Tx } from "../db/database.ts";

const minute = 60_000;
const hour = 60 * minute;

/** How much, over how long. The table is the contract's. */
export const limits = {
  passwordTries: { amount: 10, per: 15 * minute },
  unprovenMails: { amount: 3, per: hour },
  /** Mailed codes have a bucket of their own, so that other mails do not keep anybody from signing in. */
  codes: { amount: 5, per: hour },
  automaticMails: { amount: 5, per: hour },
  registrations: { amount: 20, per: hour },
  /** Sessions by tokens of one's own site. Tokens that are refused cost no write, and so need no limit. */
  identities: { amount: 60, per: hour },
  visitors: { amount: 20, per: hour },
  tickets: { amount: 30, per: hour },
  replies: { amount: 60, per: hour },
  uploads: { amount: 20, per: hour },
  uploadedBytes: { amount: 50 * 1024 * 1024, per: 24 * hour },
} as const;

export type LimitName = keyof typeof limits;

export interface Limiter {
  /** Takes from the bucket; @returns seconds until there is enough again, or 0 when it was taken. */
  take(tx: Tx, name: LimitName, whose: string, amount?: number): Promise<number>;
  /** The same, refusing with 429 and Retry-After. */
  require(tx: Tx, name: LimitName, whose: string, amount?: number): Promise<void>;
}

export function createLimiter(now: () => number, enabled: boolean): Limiter {
  const take: Limiter["take"] = async ({ db, engine }, name, whose, amount = 1) => {
    if (!enabled) return 0;
    const key = `${name}:${whose}`;
    const { amount: capacity, per } = limits[name];
    const query = db.selectFrom("buckets").selectAll().where("key", "=", key);
    const row = await (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
    const time = now();
    // A clock that jumped back gives nothing and takes nothing.
    const refilled = row ? row.tokens + (Math.max(0, time - row.updated_at) * capacity) / per : capacity;
    const available = Math.min(capacity, refilled);
    if (available < amount) return Math.max(1, Math.ceil(((amount - available) * per) / capacity / 1000));
    const values = { key, tokens: available - amount, updated_at: time };
    await db
      .insertInto("buckets")
      .values(values)
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ tokens: values.tokens, updated_at: time }))
      .execute();
    return 0;
  };
  return {
    take,
    async require(tx, name, whose, amount) {
      const retryAfter = await take(tx, name, whose, amount);
      if (retryAfter > 0) {
        throw new Refusal(429, name === "passwordTries" ? "too_many_tries" : "too_many_requests", { retryAfter });
      }
    },
  };
}
