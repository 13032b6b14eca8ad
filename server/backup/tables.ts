/** What a backup holds, in the order in which it can be put back: a row comes after those it refers to. */
import type { Schema } from "../db/schema.ts";

/** Table to the columns that tell its rows apart. A test holds this list against the database itself. */
export const tables = {
  settings: ["name"],
  projects: ["id"],
  seen_sites: ["project_id", "origin"],
  ticket_numbers: ["project_id"],
  inboxes: ["id"],
  companies: ["id"],
  company_words: ["company_id", "word"],
  customers: ["id"],
  customer_words: ["customer_id", "word"],
  customer_links: ["hash"],
  sign_in_codes: ["challenge"],
  wrong_codes: ["id"],
  customer_merges: ["id"],
  imports: ["id"],
  import_refusals: ["import_id", "row"],
  api_keys: ["id"],
  identity_keys: ["id"],
  blocks: ["id"],
  visitors: ["id"],
  staff: ["id"],
  staff_links: ["hash"],
  sessions: ["hash"],
  ended_identity_tokens: ["hash"],
  account_stops: ["hash"],
  tickets: ["seq"],
  ticket_tags: ["tag", "ticket_seq"],
  messages: ["seq"],
  pending_changes: ["id"],
  tracking_links: ["hash"],
  attachments: ["id"],
  staff_drafts: ["staff_id", "ticket_id"],
  events: ["seq"],
  mails: ["id"],
  answer_mails: ["message_id"],
  mail_sources: ["mail_id"],
  mail_ids: ["message_id", "ticket_id"],
  reply_tokens: ["hash"],
  bounce_tokens: ["hash"],
  jobs: ["seq"],
  audit: ["seq"],
  buckets: ["key"],
  familiar_networks: ["person", "network"],
  widget_files: ["version", "name"],
} as const satisfies Record<keyof Schema, readonly string[]>;

export type TableName = keyof typeof tables;

export const tableNames = Object.keys(tables) as TableName[];

/** Whose numbers go on where they stood, so that none is given out twice, not even that of a deleted row. */
export const numbered = ["tickets", "messages", "events", "jobs", "audit"] as const satisfies TableName[];
