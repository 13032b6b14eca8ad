/** Token buckets in the database, so that they hold over restarts and for many processes together. */
import { sql } from "kysely";
import type { Db, Engine, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import { Refusal } from "../errors.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const megabyte = 1024 * 1024;

/**
 * How much, over how long. A bucket begins full and fills steadily, so that in its first span somebody may take nearly
 * twice the amount. Whose it is, is mostly `principalKey`.
 */
export const limits = {
  passwordTries: { amount: 10, per: 15 * minuteMs },
  /** Of strangers of one network together, whatever addresses they name; so with all that says "of network". */
  passwordTriesOfNetwork: { amount: 100, per: 15 * minuteMs },
  /** Addresses at which strangers of all networks try, each with a bucket of its own; past it, one for each network. */
  triedAddresses: { amount: 300, per: 15 * minuteMs },
  /**
   * Passwords that are compared before those of strangers in front of them: by network, and by address and network
   * where the address has signed in from there.
   */
  earlyTriesOfNetwork: { amount: 10, per: 15 * minuteMs },
  earlyTries: { amount: 10, per: 15 * minuteMs },
  /** Codes of a second factor, by person and network; and by person alone, against guessing from many networks. */
  totpTries: { amount: 10, per: 15 * minuteMs },
  totpTriesInAll: { amount: 100, per: dayMs },
  /** Password links that staff ask for on the staff page. Those that administrators send count apart. */
  staffPasswordLinks: { amount: 3, per: hourMs },
  unprovenMails: { amount: 3, per: hourMs },
  /** Mailed codes have a bucket of their own, so that other mails do not keep anybody from signing in. */
  codes: { amount: 5, per: hourMs },
  wrongCodesOfNetwork: { amount: 60, per: hourMs },
  /** Links, secrets and signed tokens that open nothing, of a network. */
  wrongSecrets: { amount: 300, per: 15 * minuteMs },
  /** Codes and links that were asked for and led to no sign-in, of a network. */
  mailsAsked: { amount: 30, per: hourMs },
  /** The same of all networks together, and receipts, to addresses that nobody here has. */
  newcomers: { amount: 600, per: hourMs },
  automaticMails: { amount: 5, per: hourMs },
  /** Changes of one's own address or password, each of which is mailed to its owner. */
  accountChanges: { amount: 20, per: hourMs },
  registrations: { amount: 20, per: hourMs },
  /** Sessions by tokens of one's own site. Tokens that are refused cost no write, and so need no limit. */
  identities: { amount: 60, per: hourMs },
  visitors: { amount: 20, per: hourMs },
  /**
   * Visitors of all networks together that have sent nothing yet. Past this number, a network may have only one an
   * hour.
   */
  silentVisitors: { amount: 300, per: hourMs },
  /** Sessions by the link to one ticket. */
  trackings: { amount: 60, per: hourMs },
  /** Of a customer. Of a network's visitors together, more are kept and held for staff: a school is no spam. */
  tickets: { amount: 30, per: hourMs },
  /**
   * Tickets of one visitor. Tickets over the limit of a network are kept for staff, so without this bound one visitor
   * could send any number of them.
   */
  ticketsOfVisitor: { amount: 100, per: hourMs },
  /** Mails from one address, whoever it is said to be; more are kept and held for staff. */
  mailsOfSender: { amount: 30, per: hourMs },
  /** Brought by the hosts of one network that nobody here has vouched for: they are asked to come again. */
  mailsOfNetwork: { amount: 60, per: hourMs },
  mailedBytesOfNetwork: { amount: 250 * megabyte, per: hourMs },
  replies: { amount: 60, per: hourMs },
  /** Of tickets and of themselves, by a customer: each is told to everybody who follows it. */
  changes: { amount: 300, per: hourMs },
  /** Saves of what staff have begun to write: one for each pause. */
  drafts: { amount: 1200, per: hourMs },
  uploads: { amount: 20, per: hourMs },
  keyCalls: { amount: 600, per: minuteMs },
  uploadedBytes: { amount: 50 * megabyte, per: dayMs },
  /** Of all visitors of one network together. */
  uploadedBytesOfNetwork: { amount: 250 * megabyte, per: dayMs },
} as const;

/** What files may take of the disk. Words go on coming in where no file does any more. */
export const storage = {
  /** Uploads of everybody that no message has taken yet. */
  unsent: 2048 * megabyte,
  /** Kept free, of a small disk only so much of it. */
  reserve: 512 * megabyte,
  reserveOfDisk: 1 / 20,
} as const;

const triesOfSomebody = new Set<string>([
  "passwordTries",
  "passwordTriesOfNetwork",
  "totpTries",
  "totpTriesInAll",
  "wrongCodesOfNetwork",
] satisfies LimitName[]);

export type LimitName = keyof typeof limits;

export interface Limiter {
  /** Off in benchmarks, which ask as one network. */
  readonly isOn: boolean;
  /**
   * Takes from the bucket.
   * @param missing of one that is not there yet: what may have been taken from it elsewhere
   * @returns seconds until there is enough again, or 0 when it was taken
   */
  take(tx: Tx, name: LimitName, whose: string, amount?: number, missing?: number): Promise<number>;
  /** The same, refusing with 429 and Retry-After. */
  require(tx: Tx, name: LimitName, whose: string, amount?: number): Promise<void>;
  /** For what came to nothing by no fault of theirs. */
  giveBack(tx: Tx, name: LimitName, whose: string, amount?: number): Promise<void>;
  /** Takes nothing. @returns seconds until there is something to take */
  wait(tx: Pick<Tx, "db">, name: LimitName, whose: string, amount?: number): Promise<number>;
  /** What is missing of it; undefined: there is no such bucket. */
  missing(tx: Pick<Tx, "db">, name: LimitName, whose: string): Promise<number | undefined>;
  /** Deletes buckets that are full again, so that they say nothing. */
  sweep(tx: Tx): Promise<void>;
}

/**
 * Clocks of several processes differ by less than this. A bucket whose time lies further ahead was written by a clock
 * that has since been set back. Nobody knows how long ago that was, and the person who emptied the bucket must not wait
 * until the wrong day comes.
 */
const maxSkewMs = 10 * minuteMs;

/**
 * Tokens that are lost in sums of fractions. A person who has waited as long as they were told is let in all the same.
 */
const dust = 1e-6;

interface Taking {
  key: string;
  amount: number;
  enough: number;
  capacity: number;
  rest: number;
  per: number;
  /** Refilled in a millisecond. */
  rate: number;
  now: number;
  horizon: number;
}

/**
 * One statement that reads, computes and writes, so that of two processes the second sees what the first has left, also
 * of a bucket that nobody used before.
 */
const taking = (least: "least" | "min", greatest: "greatest" | "max") =>
  prepared<Taking, { tokens: number }>((db, arg) => {
    const [min, max] = [sql.raw(least), sql.raw(greatest)];
    const elapsed = sql`case when buckets.updated_at > ${arg.horizon} then ${arg.per} else ${max}(0, ${arg.now} - buckets.updated_at) end`;
    const available = sql`${min}(cast(${arg.capacity} as double precision), buckets.tokens + (${elapsed}) * cast(${arg.rate} as double precision))`;
    const query = sql<{ tokens: number }>`
      insert into buckets (key, tokens, updated_at) values (${arg.key}, ${arg.rest}, ${arg.now})
      on conflict (key) do update
      set tokens = ${available} - cast(${arg.amount} as double precision), updated_at = ${arg.now}
      where ${available} >= cast(${arg.enough} as double precision)
      returning tokens`;
    return { compile: () => query.compile(db) };
  });
const takeFrom: Record<Engine, ReturnType<typeof taking>> = {
  sqlite: taking("min", "max"),
  postgres: taking("least", "greatest"),
};

const bucketOf = prepared((db, arg: { key: string }) =>
  db.selectFrom("buckets").selectAll().where("key", "=", arg.key),
);

export function createLimiter(now: () => number, enabled: boolean): Limiter {
  const availableIn = ({ tokens, updated_at }: { tokens: number; updated_at: number }, name: LimitName): number => {
    const { amount: capacity, per } = limits[name];
    const ahead = updated_at - now();
    if (ahead > maxSkewMs) return capacity;
    return Math.min(capacity, tokens + (Math.max(0, -ahead) * capacity) / per);
  };

  /** Seconds until the bucket holds so much. */
  const secondsUntil = async (db: Db, name: LimitName, key: string, amount: number): Promise<number> => {
    const { amount: capacity, per } = limits[name];
    const [row] = await bucketOf(db, { key });
    if (!row) return amount > capacity ? Math.ceil(per / 1000) : 0;
    const missing = amount - availableIn(row, name);
    if (missing <= dust) return 0;
    const ahead = row.updated_at - now();
    return Math.max(1, Math.ceil((Math.max(0, ahead) + (missing * per) / capacity) / 1000));
  };

  const take: Limiter["take"] = async ({ db, engine }, name, whose, amount = 1, missing = 0) => {
    if (!enabled) return 0;
    const { amount: capacity, per } = limits[name];
    const key = `${name}:${whose}`;
    const time = now();
    const rest = capacity - missing - amount;
    const values = { key, amount, enough: amount - dust, capacity, rest, per, rate: capacity / per };
    const clock = { now: time, horizon: time + maxSkewMs };
    if (amount + missing <= capacity && (await takeFrom[engine](db, { ...values, ...clock })).length > 0) return 0;
    return Math.max(1, await secondsUntil(db, name, key, amount));
  };

  return {
    isOn: enabled,
    take,
    wait: ({ db }, name, whose, amount = 1) =>
      enabled ? secondsUntil(db, name, `${name}:${whose}`, amount) : Promise.resolve(0),
    async missing({ db }, name, whose) {
      const [row] = await bucketOf(db, { key: `${name}:${whose}` });
      return row && limits[name].amount - availableIn(row, name);
    },
    async require(tx, name, whose, amount) {
      const retryAfter = await take(tx, name, whose, amount);
      if (retryAfter > 0) throw tooMany(name, retryAfter);
    },
    async giveBack({ db }, name, whose, amount = 1) {
      if (!enabled) return;
      const { amount: capacity } = limits[name];
      await db
        .updateTable("buckets")
        .set((eb) => ({
          tokens: eb
            .case()
            .when("tokens", ">", capacity - amount)
            .then(capacity)
            .else(eb("tokens", "+", amount))
            .end(),
        }))
        .where("key", "=", `${name}:${whose}`)
        .execute();
    },
    async sweep({ db }) {
      for (const [name, { amount, per }] of Object.entries(limits)) {
        const missing = sql<number>`${amount} - tokens`;
        const refilled = sql<number>`(${now()} - updated_at) * cast(${amount / per} as double precision)`;
        await db.deleteFrom("buckets").where("key", "like", `${name}:%`).where(refilled, ">=", missing).execute();
      }
      // Of a limit that is none any more.
      await db
        .deleteFrom("buckets")
        .where("updated_at", "<", now() - dayMs)
        .execute();
    },
  };
}

export const tooMany = (name: LimitName, retryAfter: number): Refusal =>
  new Refusal(429, triesOfSomebody.has(name) ? "too_many_tries" : "too_many_requests", { retryAfter });
