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
  wrongCodes: { amount: 10, per: 24 * hour },
  automaticMails: { amount: 5, per: hour },
  registrations: { amount: 20, per: hour },
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
  /** Takes nothing. @returns seconds until there is something to take */
  wait(tx: Tx, name: LimitName, whose: string): Promise<number>;
}

export function createLimiter(now: () => number, enabled: boolean): Limiter {
  /** What is in the bucket, and how long until there is enough. */
  const look = async ({ db, engine }: Tx, name: LimitName, key: string, amount: number) => {
    const { amount: capacity, per } = limits[name];
    const query = db.selectFrom("buckets").selectAll().where("key", "=", key);
    const row = await (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
    // A clock that jumped back gives nothing and takes nothing.
    const refilled = row ? row.tokens + (Math.max(0, now() - row.updated_at) * capacity) / per : capacity;
    const available = Math.min(capacity, refilled);
    const missing = amount - available;
    return { available, seconds: missing > 0 ? Math.max(1, Math.ceil((missing * per) / capacity / 1000)) : 0 };
  };

  const take: Limiter["take"] = async (tx, name, whose, amount = 1) => {
    if (!enabled) return 0;
    const key = `${name}:${whose}`;
    const { available, seconds } = await look(tx, name, key, amount);
    if (seconds > 0) return seconds;
    const time = now();
    const values = { key, tokens: available - amount, updated_at: time };
    await tx.db
      .insertInto("buckets")
      .values(values)
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ tokens: values.tokens, updated_at: time }))
      .execute();
    return 0;
  };
  return {
    take,
    wait: async (tx, name, whose) => (enabled ? (await look(tx, name, `${name}:${whose}`, 1)).seconds : 0),
    async require(tx, name, whose, amount) {
      const retryAfter = await take(tx, name, whose, amount);
      if (retryAfter > 0) {
        throw new Refusal(429, name === "passwordTries" ? "too_many_tries" : "too_many_requests", { retryAfter });
      }
    },
  };
}
