/** The tables as Kysely sees them. Times are milliseconds since 1970 (UTC), flags 0 or 1, JSON is text. */
import type { Generated } from "kysely";
import type { AuthorKind, TicketPriority, TicketStatus } from "../contract/tickets.ts";
import type { StaffRole } from "../contract/staff.ts";

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
  created_at: number;
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
}

export interface CustomersTable {
  id: string;
  project_id: string;
  name: string;
  email: string;
  locale: string | null;
  /** When the address was proven; null: staff typed it. */
  proven_at: number | null;
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
  created_at: number;
}

export interface StaffLinksTable {
  hash: string;
  staff_id: string;
  expires_at: number;
}

export type SessionKind = "visitor" | "tracking" | "customer" | "staff";

export interface SessionsTable {
  /** SHA-256 of the token. */
  hash: string;
  kind: SessionKind;
  user_id: string;
  project_id: string | null;
  /** The Origin that made it; null: made without one. */
  origin: string | null;
  expires_at: number;
  /** Absolute end, however busy the session is. */
  ends_at: number;
  created_at: number;
}

export interface TrackingLinksTable {
  hash: string;
  ticket_id: string;
  created_at: number;
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
  locale: string | null;
  held: number;
  follows_id: string | null;
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

export interface MessagesTable {
  seq: Generated<number>;
  id: string;
  ticket_id: string;
  project_id: string;
  author_kind: AuthorKind;
  author_id: string | null;
  author_name: string;
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

export interface EventsTable {
  seq: Generated<number>;
  project_id: string;
  type: "ticket.created" | "ticket.updated" | "message.created" | "access.changed" | "session.ended" | "portal.off";
  ticket_id: string | null;
  message_id: string | null;
  created_at: number;
}

export interface MailsTable {
  id: string;
  project_id: string;
  ticket_id: string | null;
  direction: "in" | "out";
  recipient: string;
  subject: string;
  /** Secrets stand as `{{name}}`; their values are in `sealed`. */
  text: string;
  sealed: string | null;
  state: "kept" | "queued" | "sent" | "failed";
  message_id: string;
  created_at: number;
}

export interface JobsTable {
  seq: Generated<number>;
  kind: "mail" | "sweep";
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
  ticket_numbers: TicketNumbersTable;
  inboxes: InboxesTable;
  customers: CustomersTable;
  visitors: VisitorsTable;
  staff: StaffTable;
  staff_links: StaffLinksTable;
  sessions: SessionsTable;
  tracking_links: TrackingLinksTable;
  tickets: TicketsTable;
  messages: MessagesTable;
  attachments: AttachmentsTable;
  events: EventsTable;
  mails: MailsTable;
  jobs: JobsTable;
  buckets: BucketsTable;
  settings: SettingsTable;
  widget_files: WidgetFilesTable;
}
