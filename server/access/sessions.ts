/** The only file that knows Lucia. One Lucia per kind, because it has one idle time for everything it keeps. */
import { Lucia, TimeSpan } from "lucia";
import type { Account } from "./account.ts";
import type { Database, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import { textList } from "../db/values.ts";
import type { SessionKind } from "../db/schema.ts";
import { type SessionAttributes, sessionAdapter, type SiteWord } from "./session-adapter.ts";
import { Refusal } from "../errors.ts";
import { hashSecret, newSecret } from "./tokens.ts";

const hours = 3_600_000;
const never = Number.MAX_SAFE_INTEGER;

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionAttributes>;
  }
}

/** Idle time, absolute time, and the letter that tells from the token itself where to look for it. */
const kinds: Record<SessionKind, { idle: TimeSpan; absolute: number; prefix: string }> = {
  visitor: { idle: new TimeSpan(365, "d"), absolute: never, prefix: "dbv_" },
  tracking: { idle: new TimeSpan(24, "h"), absolute: 24 * hours, prefix: "dbt_" },
  customer: { idle: new TimeSpan(7, "d"), absolute: 30 * 24 * hours, prefix: "dbc_" },
  staff: { idle: new TimeSpan(1, "h"), absolute: 12 * hours, prefix: "dbs_" },
};

const kindOf = (token: string): SessionKind | undefined =>
  (Object.keys(kinds) as SessionKind[]).find((kind) => token.startsWith(kinds[kind].prefix));

export interface Session {
  kind: SessionKind;
  /** SHA-256 of the token, the session's name in the database. */
  hash: string;
  userId: string;
  projectId: string | null;
  origin: string | null;
  expiresAt: number;
  /** Of a customer's session. */
  account?: Account | undefined;
}

export interface Sessions {
  /** Inside the transaction that makes what the session stands for. Resolves to the token, shown this once. */
  create(tx: Tx, kind: SessionKind, owner: NewSession): Promise<string>;
  /** @returns undefined for a token that is unknown, malformed or over */
  validate(token: string): Promise<Session | undefined>;
  /** When a session ends, by the hash of its token, without using it; undefined when it is over. */
  expiryOf(hash: string): Promise<number | undefined>;
  /** The same of many, in one query. */
  expiriesOf(hashes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Whether a session is still there. Such a session then stays until the transaction ends, so that nothing is made for
   * a person who is signed out meanwhile.
   */
  hold(tx: Tx, hash: string): Promise<boolean>;
  /**
   * Refuses where the session has ended since the door: the work took time, and the person may be signed out by now.
   * @throws Refusal 401
   */
  require(tx: Tx, hash: string): Promise<void>;
  /**
   * To be called in the transaction that tells open streams of it. Streams that hear any earlier would find the session
   * still there.
   */
  end(tx: Tx, token: string): Promise<void>;
  endAll(tx: Tx, kind: SessionKind, userId: string): Promise<void>;
  /** Those of one person that are not over, the newest first. */
  list(kind: SessionKind, userId: string): Promise<ListedSession[]>;
  /** Ends a session of {@link list}. */
  endByHash(tx: Tx, hash: string): Promise<void>;
  /** All but the one in use. @returns how many */
  endOthers(tx: Tx, kind: SessionKind, userId: string, keptHash: string): Promise<number>;
  /** Of customers: all of a project, or those that a key of its site has opened. */
  endOfSite(tx: Tx, site: { projectId: string; key?: string }): Promise<void>;
  /** Deletes what is over. */
  sweep(): Promise<void>;
}

export interface ListedSession {
  hash: string;
  browser: string | null;
  created_at: number;
}

interface NewSession {
  userId: string;
  projectId?: string;
  /** Absent: the token works with every Origin, as one made by a script has none. */
  origin?: string | undefined;
  /** In words for its owner, such as "Firefox · Linux". */
  browser?: string | undefined;
  /** Of a customer: the visitor of the same browser, whose tickets they are asked about. */
  visitorId?: string | undefined;
  /** Of a customer whom their site signed in. */
  identity?: SiteWord | undefined;
}

const sessionThere = prepared((db, arg: { hash: string }) =>
  db.selectFrom("sessions").select("hash").where("hash", "=", arg.hash),
);
const sessionShared = prepared((db, arg: { hash: string }) =>
  db.selectFrom("sessions").select("hash").where("hash", "=", arg.hash).forShare(),
);

const isHeld: Sessions["hold"] = async ({ db, engine }, hash) =>
  (await (engine === "postgres" ? sessionShared : sessionThere)(db, { hash })).length > 0;

export function createSessions(database: Database, now: () => number): Sessions {
  const build = (kind: SessionKind, tx?: Tx): Lucia<SessionAttributes> =>
    new Lucia(
      sessionAdapter({
        kind,
        now,
        read: tx?.db ?? database.read,
        write: (work) => (tx ? work(tx.db) : database.write(({ db }) => work(db))),
      }),
      { sessionExpiresIn: kinds[kind].idle, getSessionAttributes: (attributes) => attributes },
    );
  const standing: Record<SessionKind, Lucia<SessionAttributes>> = {
    visitor: build("visitor"),
    tracking: build("tracking"),
    customer: build("customer"),
    staff: build("staff"),
  };

  const expiriesOf: Sessions["expiriesOf"] = async (hashes) => {
    const rows = await database.read
      .selectFrom("sessions")
      .select(["hash", "expires_at"])
      .where("hash", "in", textList(database.engine, hashes))
      .where("expires_at", ">", now())
      .execute();
    return new Map(rows.map(({ hash, expires_at }) => [hash, expires_at]));
  };

  return {
    async create(tx, kind, { userId, projectId, origin, browser, visitorId, identity }) {
      const token = kinds[kind].prefix + newSecret();
      const endsAt = kinds[kind].absolute === never ? never : now() + kinds[kind].absolute;
      const given = { projectId: projectId ?? null, origin: origin ?? null, browser: browser ?? null };
      const attributes = { ...given, endsAt, visitorId, identity };
      await build(kind, tx).createSession(userId, attributes, { sessionId: token });
      return token;
    },
    async validate(token) {
      const kind = kindOf(token);
      if (!kind) return undefined;
      const { session } = await standing[kind].validateSession(token);
      if (!session) return undefined;
      const { projectId, origin, endsAt, account } = session;
      const expiresAt = Math.min(session.expiresAt.getTime() - Date.now() + now(), endsAt);
      return { kind, hash: hashSecret(token), userId: session.userId, projectId, origin, expiresAt, account };
    },
    expiryOf: async (hash) => (await expiriesOf([hash])).get(hash),
    expiriesOf,
    hold: isHeld,
    async require(tx, hash) {
      if (!(await isHeld(tx, hash))) throw new Refusal(401, "unauthenticated");
    },
    async end(tx, token) {
      const kind = kindOf(token);
      if (kind) await build(kind, tx).invalidateSession(token);
    },
    async endAll(tx, kind, userId) {
      await build(kind, tx).invalidateUserSessions(userId);
    },
    list: (kind, userId) =>
      database.read
        .selectFrom("sessions")
        .select(["hash", "browser", "created_at"])
        .where("kind", "=", kind)
        .where("user_id", "=", userId)
        .where("expires_at", ">", now())
        .orderBy("created_at", "desc")
        .orderBy("hash")
        .execute(),
    async endByHash({ db }, hash) {
      await db.deleteFrom("sessions").where("hash", "=", hash).execute();
    },
    async endOthers({ db }, kind, userId, keptHash) {
      const { numDeletedRows } = await db
        .deleteFrom("sessions")
        .where("kind", "=", kind)
        .where("user_id", "=", userId)
        .where("hash", "!=", keptHash)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async endOfSite({ db }, { projectId, key }) {
      const all = db.deleteFrom("sessions").where("kind", "=", "customer").where("project_id", "=", projectId);
      await (key === undefined ? all : all.where("identity_key", "=", key)).execute();
    },
    async sweep() {
      for (const lucia of Object.values(standing)) await lucia.deleteExpiredSessions();
    },
  };
}
