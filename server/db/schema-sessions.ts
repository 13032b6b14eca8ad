/** Who is in, and what ends that. */
import type { Generated, Selectable } from "kysely";

export type SessionKind = "visitor" | "tracking" | "customer" | "staff";

export interface SessionsTable {
  /** SHA-256 of the token. */
  hash: string;
  kind: SessionKind;
  user_id: string;
  project_id: string | null;
  /** The Origin that made it; null: made without one. */
  origin: string | null;
  /** Which browser, in words for its owner. */
  browser: string | null;
  expires_at: number;
  /** Absolute end, however busy the session is. */
  ends_at: number;
  created_at: number;
  /** Of a customer: the visitor of the same browser, whose tickets they are asked about. */
  visitor_id: Generated<string | null>;
  /** Of a customer whom their site signed in: the key, and the token by its hash with the time of its own end. */
  identity_key: Generated<string | null>;
  identity_token: Generated<string | null>;
  identity_token_ends: Generated<number | null>;
}

/** Tokens of sites that were signed out again, until they end by themselves. */
export interface EndedIdentityTokensTable {
  hash: string;
  expires_at: number;
}

/** Links that stop an account, in mails about what changed of it; used ones stay until staff let somebody in again. */
export interface AccountStopsTable {
  /** SHA-256 of the token. */
  hash: string;
  project_id: string;
  customer_id: string;
  /** Where the mail went: the address of before the change. */
  email: string;
  expires_at: number;
  used_at: number | null;
}

export type AccountStopRow = Selectable<AccountStopsTable>;
