/** Tables of what lets customers and programs in: links, codes, keys, and what keeps others from guessing them. */
import type { Generated } from "kysely";
import type { CustomerLinkKind } from "../contract/portal.ts";

/** Links to an address that set up or open an account, once. */
export interface CustomerLinksTable {
  /** SHA-256 of the token. */
  hash: string;
  project_id: string;
  kind: CustomerLinkKind;
  email: string;
  /** Of somebody who registers and is no customer yet. */
  name: string;
  locale: string | null;
  /** Who asked for it, where that was a browser that had written before; null: nobody, or one that had not. */
  visitor_id: Generated<string | null>;
  /** Of the code that came in the same mail. */
  challenge: Generated<string | null>;
  expires_at: number;
}

export interface SignInCodesTable {
  /** Public name of the try; the code itself is signed, never stored. */
  challenge: string;
  project_id: string;
  /** Whose address changes to this one; null: somebody signs in or registers. */
  customer_id: string | null;
  /** The visitor who asked for it. */
  visitor_id: Generated<string | null>;
  email: string;
  name: string;
  locale: string | null;
  signature: string;
  tries: number;
  expires_at: number;
}

/** Codes that were tried and are not right, for a day: what limits guessing. */
export interface WrongCodesTable {
  id: string;
  project_id: string;
  email: string;
  /** Of the code that was guessed at. */
  challenge: string;
  /** Signed. */
  network: string;
  tried_at: number;
}

/** From which networks somebody has signed in. */
export interface FamiliarNetworksTable {
  /** Signature of door and address, of the network: the table names nobody. */
  person: string;
  network: string;
  seen_at: number;
}

export interface ApiKeysTable {
  id: string;
  hash: string;
  /** The last characters, to tell keys apart. */
  hint: string;
  name: string;
  scopes: string;
  created_by: string;
  created_at: number;
  used_at: number | null;
  /** Since when it is refused. */
  off_at: number | null;
  /** JSON list of the ids of projects that it has; null: all. */
  projects: Generated<string | null>;
}
