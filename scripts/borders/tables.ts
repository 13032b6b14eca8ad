/**
 * Every table by one line: which room writes it, what takes its rows away again, and what becomes of the rows of a
 * person who is deleted. A table without a line does not compile; the linter asks the line for every statement that
 * writes, and a test asks the sweep. All tables are in a backup (`server/backup/tables.ts`).
 */
import type { Schema } from "../../server/db/schema.ts";

export type Writing = "insert" | "update" | "delete";

interface TableLine {
  /** The room that writes its rows; every other one asks that room's store. */
  owner: string;
  /** What other rooms may do as well. */
  also?: { [writing in Writing]?: readonly string[] };
  /** Where rows go without a press of somebody: when. */
  swept?: string;
  /** Where they stay: why that is right, and why it stays small or has to grow. */
  kept?: string;
  /** When a customer is deleted; absent: it holds nothing of a customer's. */
  person?: string;
}

/** A restore brings every row back, and another SECRET_KEY seals every secret anew. */
export const writersOfAll: readonly string[] = ["backup/", "key-rotation/"];

const byStaff = "staff make and delete them, one at a time";
const words = "customers' words";

export const tables = {
  settings: { owner: "db/", kept: "a handful of names" },
  projects: { owner: "projects/", kept: byStaff },
  seen_sites: { owner: "projects/", kept: "20 a project: the one not seen for longest makes room" },
  ticket_numbers: { owner: "projects/", also: { update: ["tickets/"] }, kept: "one a project" },
  inboxes: { owner: "projects/", kept: "staff make them, one at a time; a deleted one says where its tickets are" },
  companies: { owner: "companies/", kept: byStaff },
  company_words: { owner: "companies/", kept: "64 a company at most, and gone with it" },
  customers: { owner: "customers/", kept: "they own tickets; made by staff or by a proof", person: "deleted" },
  customer_words: { owner: "customers/", kept: "64 a customer at most, and gone with them", person: "deleted" },
  customer_links: { owner: "customers/", swept: "when it is over: a day at most", person: "deleted" },
  sign_in_codes: { owner: "customers/", swept: "when it is over: ten minutes", person: "deleted" },
  wrong_codes: { owner: "accounts/", swept: "a day after they were tried", person: "a day later" },
  customer_merges: { owner: "customers/", swept: "after a year: nobody undoes a merge then", person: "deleted" },
  imports: { owner: "imports/", swept: "90 days after it began, unless it runs" },
  import_refusals: { owner: "imports/", swept: "with its import", person: "with its import" },
  api_keys: { owner: "api-keys/", kept: byStaff },
  identity_keys: { owner: "identity/", kept: "two a project" },
  account_stops: {
    owner: "customers/",
    swept: "when the link is over: 7 days; one that was used, when the account is not stopped any more",
    person: "deleted",
  },
  ended_identity_tokens: { owner: "access/", swept: "when the token ends: a day at most" },
  blocks: { owner: "blocks/", kept: byStaff },
  visitors: {
    owner: "tickets/",
    swept: "when no token opens them any more, unless a ticket is theirs",
    person: "stays without a name: a row is an id and a time",
  },
  staff: { owner: "staff/", kept: "answers keep their name" },
  staff_links: { owner: "staff/", swept: "when it is over: a day" },
  sessions: { owner: "access/", swept: "when it is over", person: "deleted" },
  tracking_links: { owner: "tracking/", swept: "90 days after its ticket was closed", person: "kept with the ticket" },
  tickets: {
    owner: "tickets/",
    also: { update: ["ticket-holders/"] },
    kept: words,
    person: "kept, named by what was written, of no account and no address",
  },
  ticket_tags: { owner: "tickets/", kept: "20 a ticket at most", person: "kept with the ticket" },
  messages: { owner: "tickets/", also: { update: ["ticket-holders/"] }, kept: words, person: "kept" },
  pending_changes: {
    owner: "tickets/",
    kept: "what was undone, for its key: a press of staff each, without its words after a day. The others take effect within the minute",
    person: "kept with the ticket: without words after a day",
  },
  attachments: {
    owner: "attachments/",
    swept: "after a day, unless a message took it, a pending change keeps it or a draft names it",
    person: "kept",
  },
  staff_drafts: {
    owner: "tickets/",
    also: { delete: ["ticket-holders/"] },
    swept: "90 days after it was last written; when it is sent or its writer leaves, at once",
    person: "deleted with what they hold: nobody is left to be answered",
  },
  events: { owner: "db/", swept: "after a day: a stream that was away for longer lists anew" },
  mails: {
    owner: "mail/",
    swept: "after 90 days, unless it waits or is about a ticket: an answer to it is known by the id of the mail",
    person: "kept, of no account",
  },
  mail_sources: {
    owner: "mail/",
    swept: "90 days after all of it stands in a message, or was noted; never while its mail waits for a decision",
    person: "kept with its mail",
  },
  mail_ids: {
    owner: "mail/",
    kept: "one a mail about a ticket: an answer comes years later",
    person: "kept with the ticket",
  },
  reply_tokens: {
    owner: "mail/",
    kept: "one a mail about a ticket: an answer comes years later",
    person: "kept with the ticket",
  },
  bounce_tokens: {
    owner: "mail/",
    swept: "with its mail; of mails about tickets a year after it was sent",
    person: "kept with its mail",
  },
  answer_mails: { owner: "mail/", kept: "one an answer, and gone with it", person: "kept with the answer" },
  jobs: { owner: "jobs/", swept: "when it is done" },
  audit: { owner: "audit/", kept: "who changed what is asked years later", person: "kept" },
  buckets: { owner: "access/", swept: "within two minutes of when it is full again: a day at most" },
  familiar_networks: {
    owner: "access/",
    swept: "90 days after they last signed in from there",
    person: "deleted; it names them by a signature",
  },
  widget_files: { owner: "pages/", kept: "pinned snippets are served for ever; some 30 rows a release" },
} as const satisfies Record<keyof Schema, TableLine>;
