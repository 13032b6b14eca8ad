/** Companies and customers, as Kysely sees their tables. */
import type { Generated } from "kysely";
import type { CustomerSource } from "../contract/people.ts";

export interface CompaniesTable {
  id: string;
  project_id: string;
  name: string;
  /** The company's id at the site or system it comes from. */
  external_id: string | null;
  permissions: Generated<string>;
  /** `sameName` of its name, and `orderName`. */
  name_key: string;
  name_order: string;
  /** The oldest company of the project that has the same name, which is the one that the name means; null: this one. */
  same_as_id: Generated<string | null>;
  created_at: number;
}

/** By what somebody is found: `nameWords` of their name, for a customer with their address. */
interface WordsTable {
  word: string;
  /** 1: a name or an address begins with it, or a name has it as a word of its own; 0: it begins inside of one. */
  main: number;
  project_id: string;
}

export interface CompanyWordsTable extends WordsTable {
  company_id: string;
}

export interface CustomerWordsTable extends WordsTable {
  customer_id: string;
  /** As the customer has it: an index holds the people of a word in this order. */
  name_order: string;
}

export interface CustomersTable {
  id: string;
  project_id: string;
  company_id: string | null;
  name: string;
  /** `orderName` of their name. */
  name_order: string;
  /** As `readAddress` writes it. Null: known by `external_id` alone. */
  email: string | null;
  /** The person's id at the site or system it comes from. */
  external_id: string | null;
  locale: string | null;
  /** Levels that are set; the others inherit from the company, then from the project. */
  permissions: Generated<string>;
  password_hash: string | null;
  /** How the record came to be: with self-registration off, nobody signs in who came by mail or by registering. */
  source: Generated<CustomerSource>;
  /** Another customer with the same proven address, where staff have to decide whether the two are one person. */
  same_as_id: string | null;
  /** The address as it stood here before that other customer of the same mailbox kept it. */
  former_email: Generated<string | null>;
  /** When the address was first shown to be theirs: since then they can sign in. */
  proven_at: number | null;
  /** When the newest invitation went out, and when its link was first looked at. */
  invited_at: number | null;
  opened_at: number | null;
  welcomed_at: number | null;
  /** Somebody who was told of a change has stopped the account: nobody signs in until staff let them. */
  stopped_at: Generated<number | null>;
  /** When that was last so: no token that the site issued before counts, also after staff have let them in. */
  tokens_since: Generated<number | null>;
  created_at: number;
}

/** What a merge changed, to undo it. */
export interface CustomerMergesTable {
  id: string;
  project_id: string;
  into_id: string;
  before: string;
  created_at: number;
}
