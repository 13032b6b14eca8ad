/** The tables as Kysely sees them. Times are milliseconds since 1970 (UTC), flags 0 or 1, JSON is text. */
import type { Generated } from "kysely";
import type { AuthorKind, TicketPriority, TicketStatus } from "../contract/tickets.ts";
import type { ImportState } from "../contract/people.ts";
import type { StaffRole } from "../contract/staff.ts";
import type {
  AnswerMailsTable,
  BounceTokensTable,
  MailIdsTable,
  MailSourcesTable,
  MailsTable,
  ReplyTokensTable,
} from "./schema-mail.ts";
import type {
  CompaniesTable,
  CompanyWordsTable,
  CustomerMergesTable,
  CustomersTable,
  CustomerWordsTable,
} from "./schema-people.ts";
import type { PendingChangesTable } from "./schema-pending.ts";
import type {
  ApiKeysTable,
  CustomerLinksTable,
  FamiliarNetworksTable,
  SignInCodesTable,
  WrongCodesTable,
} from "./schema-ways-in.ts";
import type { AccountStopsTable, EndedIdentityTokensTable, SessionsTable } from "./schema-sessions.ts";

export interface ProjectsTable {
  id: string;
  key: string;
  name: string;
  enabled: number;
  login_required: number;
  self_registration: number;
  password_in_widget: number;
  locale: string | null;
  domain: string | null;
  origins: string;
  notifications: number;
  help_docs: number;
  permissions: string;
  branding: string;
  types: string;
  /** When its customers were last signed out all together: no token that its site issued before counts. */
  tokens_since: Generated<number | null>;
  created_at: number;
}

/** A site on which the widget of a project was opened. */
export interface SeenSitesTable {
  project_id: string;
  /** Scheme, host and port. */
  origin: string;
  first_seen_at: number;
  last_seen_at: number;
}

/** The last ticket number given out, apart from `projects` so that settings and submissions never wait for each other. */
export interface TicketNumbersTable {
  project_id: string;
  last: number;
}

export interface InboxesTable {
  id: string;
  project_id: string;
  name: string;
  address: string | null;
  intake: string | null;
  reply_as: "agent" | "inbox";
  portal: number;
  created_at: number;
  /** Null while it is there; else deleted: the inbox that its tickets are in. Never one that is deleted itself. */
  moved_to: Generated<string | null>;
}

export type { CompaniesTable, CustomersTable } from "./schema-people.ts";
export type { CustomerLinkKind } from "../contract/portal.ts";
export type { SessionKind } from "./schema-sessions.ts";

export interface ImportsTable {
  id: string;
  project_id: string;
  state: ImportState;
  /** The uploaded file, among the attachments' files; deleted when the import is done. */
  file_id: string;
  /** JSON: how the file is to be read and which of its columns means what. */
  columns: string;
  total: number;
  /** Rows looked at so far: the place to go on from after a crash. */
  done: number;
  made: number;
  changed: number;
  refused: number;
  /** JSON: who started it, for the audit trail. Null: of a day on which that was not kept. */
  actor: Generated<string | null>;
  created_at: number;
}

export interface ImportRefusalsTable {
  import_id: string;
  /** Line of the file, counted from 1 without the header. */
  row: number;
  reason: string;
  /** JSON list: the row as it stood in the file. */
  cells: string;
}

export interface IdentityKeysTable {
  /** The `kid` of tokens signed with it. */
  id: string;
  project_id: string;
  sealed: string;
  /** Since when what is signed with it is refused. */
  off_at: number | null;
  created_at: number;
}

export interface BlocksTable {
  id: string;
  kind: "address" | "network";
  value: string;
  note: string;
  /** JSON list of the ids of projects that it holds for; null: all. */
  projects: Generated<string | null>;
  created_at: number;
}

export interface AuditTable {
  seq: Generated<number>;
  /** `staff:<id>`, `key:<id>` or `command`. */
  actor: string;
  actor_name: string;
  action: string;
  project_id: string | null;
  /** What was changed, in words that still mean something after it is gone. */
  subject: string;
  /** JSON: field to `[before, after]`; never a secret. */
  changes: string;
  created_at: number;
}

export interface VisitorsTable {
  id: string;
  project_id: string;
  created_at: number;
}

export interface StaffTable {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  password_hash: string | null;
  /** Secret of the second factor, sealed; it counts once confirmed. */
  totp_sealed: string | null;
  totp_confirmed_at: number | null;
  /** The last step that was used: a code works once. */
  totp_last_step: number | null;
  /** JSON list of hashes. */
  recovery_codes: Generated<string>;
  /** Somebody who left signs in no more; their answers keep their name. */
  left_at: number | null;
  /** A colleague who has the same address, under which this one signs in no more. */
  same_as_id: Generated<string | null>;
  /** Somebody who is switched off signs in no more, and keeps what is assigned to them. */
  off_at: Generated<number | null>;
  /** How long they can take back what they send. */
  undo_seconds: Generated<number>;
  /** JSON list of the ids of projects that they have; null: all, as administrators always do. */
  projects: Generated<string | null>;
  created_at: number;
}

export interface StaffLinksTable {
  hash: string;
  staff_id: string;
  expires_at: number;
}

export interface TrackingLinksTable {
  hash: string;
  ticket_id: string;
  created_at: number;
  /** 1: it went out in a mail of ours; 0: somebody asked for it. */
  mailed: Generated<number>;
}

export interface TicketsTable {
  seq: Generated<number>;
  id: string;
  project_id: string;
  number: number;
  subject: string;
  status: TicketStatus;
  inbox_id: string;
  type: string | null;
  priority: TicketPriority;
  tags: string;
  assignee_id: string | null;
  customer_id: string | null;
  visitor_id: string | null;
  author_name: string;
  claimed_email: string | null;
  /** The owner of the claimed address said that this one is not theirs. */
  claim_declined: Generated<number>;
  /** Whose colleagues may see it: the company of a customer whose address is proven, as it was then. */
  company_id: string | null;
  locale: string | null;
  held: number;
  follows_id: string | null;
  /** That ticket, and those it goes on from itself, the oldest first: `/<id>/<id>`. */
  follows_path: Generated<string | null>;
  idempotency_key: string | null;
  body_hash: string | null;
  created_at: number;
  updated_at: number;
  closed_at: number | null;
  /** `messages.seq` of the last public message: the order of every list, so that no clock decides it. */
  last_seq: number;
  last_customer_seq: number;
  last_staff_seq: number;
  /** How far its customer has read. */
  read_seq: number;
  excerpt: string;
}

/** The tags of `tickets.tags`, a row each. */
export interface TicketTagsTable {
  tag: string;
  ticket_seq: number;
}

export interface MessagesTable {
  seq: Generated<number>;
  id: string;
  ticket_id: string;
  project_id: string;
  author_kind: AuthorKind;
  author_id: string | null;
  author_name: string;
  /** Whose name customers see on an answer of staff, where it is not the author's: the inbox's, as it was called then. */
  given_name: Generated<string | null>;
  internal: number;
  body: string;
  change: string | null;
  idempotency_key: string | null;
  body_hash: string | null;
  created_at: number;
}

export interface AttachmentsTable {
  id: string;
  project_id: string;
  /** Null until a message takes it; swept after 24 hours. */
  message_id: string | null;
  /** Among the files of its message. */
  position: Generated<number>;
  /** Who uploaded it (`visitor:<id>`): nobody else can put it on a message. */
  owner: string;
  name: string;
  size: number;
  type: string;
  picture: number;
  sha256: string;
  created_at: number;
}

/** What one member of staff has begun to write at a ticket. */
export interface StaffDraftsTable {
  staff_id: string;
  ticket_id: string;
  body: string;
  internal: number;
  /** JSON list of ids: uploads of theirs that no message has taken. */
  attachments: string;
  /** Made by whoever writes, for each save another one. */
  revision: string;
  updated_at: number;
}

export interface EventsTable {
  seq: Generated<number>;
  project_id: string;
  type:
    | "ticket.created"
    | "ticket.updated"
    | "ticket.pending"
    | "message.created"
    /** What became of the mail of an answer: staff's alone. */
    | "message.mailed"
    | "access.changed"
    | "session.ended"
    | "portal.off";
  ticket_id: string | null;
  message_id: string | null;
  /** Of a change of access: `customer:<id>`, `company:<id>`; null: everybody of the project. */
  concerns: Generated<string | null>;
  created_at: number;
}

export interface JobsTable {
  seq: Generated<number>;
  kind:
    | "mail"
    | "mail-in"
    | "sweep"
    | "import"
    | "code-mail"
    | "password-link"
    | "staff-password-link"
    | "staff-change";
  /** Jobs of one lane are done one after the other; null: whenever there is room. */
  lane: Generated<string | null>;
  payload: string;
  run_at: number;
  attempts: number;
  leased_until: number;
}

export interface BucketsTable {
  key: string;
  tokens: number;
  updated_at: number;
}

export interface SettingsTable {
  name: string;
  value: string;
}

export interface WidgetFilesTable {
  version: string;
  name: string;
  body: Uint8Array;
  integrity: string;
}

export interface Schema {
  projects: ProjectsTable;
  seen_sites: SeenSitesTable;
  ticket_numbers: TicketNumbersTable;
  inboxes: InboxesTable;
  companies: CompaniesTable;
  company_words: CompanyWordsTable;
  customers: CustomersTable;
  customer_words: CustomerWordsTable;
  customer_links: CustomerLinksTable;
  sign_in_codes: SignInCodesTable;
  wrong_codes: WrongCodesTable;
  customer_merges: CustomerMergesTable;
  imports: ImportsTable;
  import_refusals: ImportRefusalsTable;
  api_keys: ApiKeysTable;
  identity_keys: IdentityKeysTable;
  blocks: BlocksTable;
  audit: AuditTable;
  visitors: VisitorsTable;
  staff: StaffTable;
  staff_links: StaffLinksTable;
  sessions: SessionsTable;
  ended_identity_tokens: EndedIdentityTokensTable;
  account_stops: AccountStopsTable;
  tracking_links: TrackingLinksTable;
  tickets: TicketsTable;
  ticket_tags: TicketTagsTable;
  messages: MessagesTable;
  pending_changes: PendingChangesTable;
  attachments: AttachmentsTable;
  staff_drafts: StaffDraftsTable;
  events: EventsTable;
  mails: MailsTable;
  answer_mails: AnswerMailsTable;
  mail_sources: MailSourcesTable;
  mail_ids: MailIdsTable;
  reply_tokens: ReplyTokensTable;
  bounce_tokens: BounceTokensTable;
  jobs: JobsTable;
  buckets: BucketsTable;
  familiar_networks: FamiliarNetworksTable;
  settings: SettingsTable;
  widget_files: WidgetFilesTable;
}
