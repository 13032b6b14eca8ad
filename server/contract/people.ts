import type { PermissionLevel, Permissions, PermissionSources, Portal, PortalCustomer } from "./portal.ts";
import type { Reach } from "./staff.ts";
import type { Ticket } from "./tickets.ts";

export type CustomerSource = "staff" | "import" | "api" | "identity" | "mail" | "registration";

/**
 * `none`: nobody asked them in. `sent`: a link is on its way. `bounced`: it came back. `opened`: somebody looked at it.
 * `registered`: the address is proven, so they can sign in.
 */
export type InvitationState = "none" | "sent" | "bounced" | "opened" | "registered";

/** What is set at one level; null inherits from the level above. */
export type PermissionOverrides = { [Name in keyof Permissions]: Permissions[Name] | null };

export interface Customer {
  id: string;
  project: { id: string; name: string };
  name: string;
  /** Null: known by the id that their own site gives them. */
  email: string | null;
  emailProven: boolean;
  externalId: string | null;
  company: { id: string; name: string } | null;
  locale: string | null;
  source: CustomerSource;
  invitation: InvitationState;
  invitedAt: string | null;
  openedAt: string | null;
  registeredAt: string | null;
  /** Somebody who was told of a change has stopped the account: nobody signs in until staff let them. */
  stoppedAt: string | null;
  createdAt: string;
}

/** Answer of `GET /api/staff/customers/<id>`. */
export interface CustomerProfile extends Customer {
  permissions: PermissionOverrides;
  /** What holds for this person in the end, and which level decided. */
  effective: PermissionSources;
  ticketCount: number;
  /** The same proven address came from the site under another id, or `formerEmail` is theirs: is this one person? */
  sameAs: { id: string; name: string; email: string | null } | null;
  /** How the address was written before it turned out to be another customer's in another spelling. */
  formerEmail: string | null;
  /** `formerEmails`: addresses that it had, whose owners stopped it. */
  stopped: { at: string; formerEmails: string[] } | null;
  /** Merges that can be undone, the newest first. */
  merges: { id: string; name: string; email: string | null; mergedAt: string }[];
}

export type CustomerSort = "name" | "newest" | "invited";

/** What a program's call does that names somebody known; staff are told `taken` instead. `keep` where it does not say. */
export type IfKnown = "keep" | "change";

export interface NewCustomer {
  project: string;
  name: string;
  email?: string;
  externalId?: string;
  /** A company's id. */
  company?: string | null;
  locale?: string;
  permissions?: Partial<PermissionOverrides>;
  sendWelcome?: boolean;
  ifKnown?: IfKnown;
}

export interface CustomerPatch {
  name?: string;
  email?: string;
  externalId?: string | null;
  company?: string | null;
  locale?: string | null;
  permissions?: Partial<PermissionOverrides>;
  /** The two are different people. */
  sameAs?: null;
}

export interface Company {
  id: string;
  project: { id: string; name: string };
  name: string;
  externalId: string | null;
  permissions: PermissionOverrides;
  customerCount: number;
  /** The oldest company of the project that has the same name; a name in a list or a call means that one. */
  sameAs: { id: string; name: string } | null;
  createdAt: string;
}

export interface NewCompany {
  project: string;
  name: string;
  externalId?: string | null;
  permissions?: Partial<PermissionOverrides>;
  ifKnown?: IfKnown;
}

export type CompanyPatch = Partial<Omit<NewCompany, "project" | "ifKnown">>;

/** Body of `POST /api/staff/customers/invitations`. */
export interface Invitations {
  ids: string[];
}

/** Body of `POST /api/staff/customers/<id>/merge`. */
export interface CustomerMerge {
  /** The customer that stays. */
  into: string;
}

/** Body of `POST /api/staff/customers/<id>/let-in`. */
export interface LettingIn {
  /** The address that the account goes back to. */
  email?: string | undefined;
}

/** Body of `PATCH` on a key that a restore, or the end of whoever made it, switched off. */
export interface TurningOn {
  off: false;
}

/** Answer of `POST /api/staff/customers/invitations` for each of the customers asked for. */
export interface InvitationResult {
  id: string;
  sent: boolean;
  reason?: "no_address" | "registered" | "stopped" | "too_many" | "unknown" | "portal_off";
}

/** `GET /api/staff/customers/<id>/view`: the portal with this person's eyes, and why they see what they see. */
export interface PortalPreview {
  portal: Portal;
  customer: PortalCustomer;
  permissions: PermissionSources;
  /** Whether they could sign in today, and what stands against it. */
  access: { canSignIn: boolean; reason: "ok" | "portal_off" | "stopped" | "not_registered" | "by_invitation" };
  tickets: Ticket[];
  companyTickets: Ticket[] | null;
}

export type ImportState = "running" | "done" | "failed";
/** A name may stand in two columns; the rows of a preview have it as one. */
export type ImportField = "name" | "firstName" | "lastName" | "email" | "externalId" | "company" | "locale";

/** Which column of the file (from 0) holds what. */
export type ImportColumns = Partial<Record<ImportField, number>>;

export interface ImportRow {
  /** From 1, the header not counted. */
  row: number;
  outcome: "made" | "changed" | "same" | "refused";
  reason?: ImportRefusal;
  values: Partial<Record<ImportField, string>>;
}

export type ImportRefusal =
  | "no_name"
  | "no_address"
  | "invalid_email"
  | "too_long"
  | "invalid_locale"
  | "address_taken"
  | "twice_in_file"
  | "unreadable";

/** Answer of `POST /api/staff/imports?dryRun=true`. */
export interface ImportPreview {
  encoding: string;
  delimiter: string;
  header: string[];
  columns: ImportColumns;
  total: number;
  made: number;
  changed: number;
  same: number;
  refused: number;
  /** The first rows, and the first that would be refused. */
  rows: ImportRow[];
}

export interface Import {
  id: string;
  project: { id: string; name: string };
  state: ImportState;
  total: number;
  done: number;
  made: number;
  changed: number;
  refused: number;
  createdAt: string;
}

export type ApiScope = "customers:read" | "customers:write" | "tickets:read" | "mail:write";

export interface ApiKey {
  id: string;
  name: string;
  scopes: ApiScope[];
  projects: Reach;
  /** The last characters. */
  hint: string;
  /** Its calls are refused: a restore switched it off, or whoever made it is no administrator any more. */
  off: boolean;
  createdAt: string;
  usedAt: string | null;
}

export interface NewApiKey {
  name: string;
  scopes: ApiScope[];
  projects?: Reach;
}

/** Answer of `POST /api/staff/api-keys`. */
export interface MadeApiKey {
  apiKey: ApiKey;
  /** The key itself, shown this once. */
  key: string;
}

export interface IdentityKey {
  /** The `kid` of tokens signed with it. */
  id: string;
  /** What is signed with it is refused: a restore switched it off. */
  off: boolean;
  createdAt: string;
}

/** Whose tickets wait for staff instead of reaching the queue. */
export interface BlockedSender {
  id: string;
  kind: "address" | "network";
  value: string;
  note: string;
  /** Of those that whoever asks has too. */
  projects: Reach;
  createdAt: string;
}

export type NewBlock = Pick<BlockedSender, "kind" | "value"> & Partial<Pick<BlockedSender, "note" | "projects">>;

/** A thing and what was done to it. */
export type AuditAction =
  | `${"company" | "customer" | "inbox" | "project" | "staff"}.changed`
  | `${"company" | "customer" | "inbox" | "project" | "key"}.created`
  | `${"company" | "customer" | "identity-key" | "inbox" | "key"}.deleted`
  | `customer.${"invited" | "merged" | "merge_undone" | "let_in"}`
  /** By customers themselves. */
  | `customer.${"address_changed" | "password_changed" | "stopped"}`
  | "sessions.ended"
  | "customers.imported"
  | "identity-key.made"
  | `${"key" | "identity-key"}.turned_on`
  | "key.turned_off"
  | `secret-key.${"rotated" | "lost"}`
  | "desk.restored"
  | "ticket.company"
  | `block.${"added" | "removed"}`
  | `staff.${"set_up" | "invited" | "invited_again" | "removed" | "password_set" | "recovery_code_used"}`
  | `staff.${"totp_on" | "totp_off" | "totp_reset" | "turned_off" | "turned_on"}`;

export interface AuditEntry {
  id: string;
  /** Who did it, by the name they had then. */
  actor: string;
  action: AuditAction;
  subject: string;
  project: { id: string; name: string } | null;
  /** Field to before and after. */
  changes: Record<string, [before: unknown, after: unknown]>;
  createdAt: string;
}

export type { PermissionLevel };
