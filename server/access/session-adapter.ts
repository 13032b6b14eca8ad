/** Lucia's storage on our tables. Lucia sees tokens; the database sees only their SHA-256. */
import type { Adapter, DatabaseSession } from "lucia";
import { type Account, accountColumns, readAccount } from "./account.ts";
import type { Db } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { SessionKind } from "../db/schema.ts";
import { hashSecret } from "./tokens.ts";

export interface SessionAttributes {
  projectId: string | null;
  origin: string | null;
  endsAt: number;
  browser: string | null;
  /** Known when it is made, and read by who needs it. */
  visitorId?: string | undefined;
  identity?: SiteWord | undefined;
  /** Whose session it is, where it is a customer's. */
  account?: Account | undefined;
}

/** What a session hangs on that was opened by a site's token. */
export interface SiteWord {
  /** Of the key that signed it. */
  key: string;
  /** Of the token. */
  hash: string;
  /** When the token ends, in milliseconds. */
  endsAt: number;
}

declare module "lucia" {
  interface Register {
    DatabaseSessionAttributes: SessionAttributes;
  }
}

interface AdapterOptions {
  kind: SessionKind;
  read: Db;
  write<T>(work: (db: Db) => Promise<T>): Promise<T>;
  now: () => number;
}

const sessionByHash = prepared((db, arg: { hash: string; kind: SessionKind }) =>
  db.selectFrom("sessions").selectAll().where("hash", "=", arg.hash).where("kind", "=", arg.kind),
);

/**
 * A session with everything that decides the customer's rights, so that rights cost no query of their own. A stopped
 * account has no session.
 */
const customerSessionByHash = prepared((db, arg: { hash: string }) =>
  db
    .selectFrom("sessions")
    .leftJoin("customers", "customers.id", "sessions.user_id")
    .leftJoin("companies", "companies.id", "customers.company_id")
    .selectAll("sessions")
    .select(accountColumns)
    .where("sessions.hash", "=", arg.hash)
    .where("sessions.kind", "=", "customer")
    .where("customers.stopped_at", "is", null),
);

export function sessionAdapter({ kind, read, write, now }: AdapterOptions): Adapter {
  // Lucia compares with the machine's clock and takes no other: dates are moved by the difference on their way.
  const toLucia = (time: number): Date => new Date(time - now() + Date.now());
  const fromLucia = (date: Date): number => date.getTime() - Date.now() + now();

  return {
    async getSessionAndUser(token) {
      const hash = hashSecret(token);
      const [ofCustomer] = kind === "customer" ? await customerSessionByHash(read, { hash }) : [];
      const [row] = kind === "customer" ? [ofCustomer] : await sessionByHash(read, { hash, kind });
      const account = ofCustomer && readAccount(ofCustomer);
      if (!row || row.ends_at <= now() || (kind === "customer" && !account)) return [null, null];
      const session: DatabaseSession = {
        id: token,
        userId: row.user_id,
        expiresAt: toLucia(row.expires_at),
        attributes: {
          projectId: row.project_id,
          origin: row.origin,
          endsAt: row.ends_at,
          browser: row.browser,
          account,
        },
      };
      return [session, { id: row.user_id, attributes: {} }];
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await write((db) =>
        db
          .insertInto("sessions")
          .values({
            hash: hashSecret(id),
            kind,
            user_id: userId,
            project_id: attributes.projectId,
            origin: attributes.origin,
            browser: attributes.browser,
            expires_at: Math.min(fromLucia(expiresAt), attributes.endsAt),
            ends_at: attributes.endsAt,
            created_at: now(),
            visitor_id: attributes.visitorId ?? null,
            identity_key: attributes.identity?.key ?? null,
            identity_token: attributes.identity?.hash ?? null,
            identity_token_ends: attributes.identity?.endsAt ?? null,
          })
          .execute(),
      );
    },
    async updateSessionExpiration(token, expiresAt) {
      const time = fromLucia(expiresAt);
      await write((db) =>
        db
          .updateTable("sessions")
          .set((eb) => ({
            expires_at: eb.case().when("ends_at", "<", time).then(eb.ref("ends_at")).else(time).end(),
          }))
          .where("hash", "=", hashSecret(token))
          .execute(),
      );
    },
    async deleteSession(token) {
      await write((db) => db.deleteFrom("sessions").where("hash", "=", hashSecret(token)).execute());
    },
    async deleteUserSessions(userId) {
      await write((db) => db.deleteFrom("sessions").where("kind", "=", kind).where("user_id", "=", userId).execute());
    },
    async deleteExpiredSessions() {
      await write((db) =>
        db.deleteFrom("sessions").where("kind", "=", kind).where("expires_at", "<=", now()).execute(),
      );
    },
    // Lucia would hand out these ids as if they were tokens, and invalidating one of them deletes nothing.
    getUserSessions: () => Promise.reject(new Error("Tokens are not stored: list sessions from the table.")),
  };
}
