import type { Branding, Page, Permissions } from "./portal.ts";
import type { Content } from "./content.ts";
import type { MailState, ParkedMail, Unmailed } from "./mail.ts";
import type { PermissionOverrides } from "./people.ts";
import type { Attachment, AuthorKind, Message, ThreadPage, Ticket, TicketPriority, TicketStatus } from "./tickets.ts";

/** `viewer`: reads what agents read, and writes notes. */
export type StaffRole = "admin" | "agent" | "viewer";

/** Ids of the projects that somebody has; what lies in another one is not there for them. Administrators have all. */
export type Reach = "all" | string[];

/** How long staff can take back what they send. */
export type UndoSeconds = 0 | 5 | 10 | 30;

export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  projects: Reach;
}

/** Answer item of `GET /api/staff/agents`: colleagues who have a project that whoever asks has too. */
export interface Agent {
  id: string;
  name: string;
  /** Of those that whoever asks has too. */
  projects: Reach;
  /** Switched off: keeps the tickets they have and is given no more. */
  off?: true;
}

/** Answer item of `GET /api/staff/staff`. */
export interface StaffAccount extends StaffMember {
  /** `off`: cannot sign in until an administrator switches them on; what is assigned to them stays so. */
  state: "invited" | "active" | "off" | "left";
  hasTotp: boolean;
  /** Whose address theirs turned out to be, in another spelling: an id of staff. They cannot sign in. */
  sameAs: string | null;
  createdAt: string;
}

/** Answer of `POST /api/staff/staff` and `POST /api/staff/staff/<id>/invitation`. */
export interface StaffInvitation {
  staff: StaffAccount;
  /** Sets a password, once, within 24 hours. Also mailed; here for whoever hands it on themselves. */
  link: string;
}

/** Body of `POST /api/staff/setup`: the first administrator. */
export interface StaffSetup {
  token: string;
  name: string;
  email: string;
  password: string;
}

/** Body of `POST /api/staff/session`. */
export interface StaffCredentials {
  email: string;
  password: string;
  /** A code of the second factor, or a recovery code. */
  totp?: string | undefined;
}

/** Body of `POST /api/staff/activations`: a password is chosen by a link. */
export interface NewStaffPassword {
  token: string;
  name?: string | undefined;
  password: string;
}

/** Body of `POST /api/staff/totp`: begun with the password, confirmed with a first code. */
export type TotpSetting = { password?: string | undefined } | { code: string };

/** Body of `DELETE /api/staff/totp`. */
export type TotpEnding = { password: string } | { code: string };

/** Body of `POST /api/staff/staff`: somebody is invited. */
export interface NewStaff {
  name: string;
  email: string;
  role: StaffRole;
  projects?: Reach;
}

export interface StaffPatch {
  name?: string;
  role?: StaffRole;
  projects?: Reach;
  /** Takes the second factor off somebody who has lost it. */
  totp?: null;
  off?: boolean;
}

/** Of `PATCH /api/staff/session`: one's own name and password. */
export interface StaffSessionPatch {
  name?: string;
  password?: string;
  currentPassword?: string;
  undoSeconds?: UndoSeconds;
}

/** Answer of `POST /api/staff/activations`. */
export interface StaffActivation {
  staff: StaffMember;
  /** False: the password is set, and signing in takes the second factor too. */
  signedIn: boolean;
}

export interface StaffSessionItem {
  id: string;
  browser: string | null;
  createdAt: string;
  /** The one that asks. */
  current: boolean;
}

/** Answer of `POST /api/staff/totp` without a code: what the authenticator app needs. */
export interface TotpSetup {
  secret: string;
  uri: string;
  /** The same as a QR code: a line of 0 (light) and 1 (dark) for each row, its quiet border included. */
  qr: string[];
}

export interface OtherHosts {
  names: string[];
  until: string;
}

/** Answer of `GET /api/staff/session`. */
export interface StaffSession {
  staff: StaffMember;
  /** What the page has to say about this server. */
  server: {
    version: string;
    mailIsSent: boolean;
    demo: boolean;
    /** For administrators of an upgraded desk: names it was asked for under, and until when it still answers to them. */
    otherHosts?: OtherHosts;
  };
  hasTotp: boolean;
  undoSeconds: UndoSeconds;
}

export interface Inbox {
  id: string;
  name: string;
  /** The public address customers write to. */
  address: string | null;
  /** Our own address, where forwarded mail arrives. */
  intake: string | null;
  replyAs: "agent" | "inbox";
  /** Customers may choose it in the portal. */
  portal: boolean;
}

/** Answer of `GET /api/staff/inboxes/<id>`. */
export interface InboxWithCount extends Inbox {
  /** How many it holds, those that are held back too; 1000 stands for more than 999. */
  tickets: number;
}

export interface NewInbox {
  name: string;
  address?: string | null;
  replyAs?: Inbox["replyAs"];
  portal?: boolean;
}

export type InboxPatch = Partial<NewInbox>;

/** A project as agents see it: enough to work on its tickets. */
export interface ProjectHead {
  id: string;
  name: string;
  types: string[];
  inboxes: { id: string; name: string }[];
}

export interface PortalSettings {
  key: string;
  url: string;
  enabled: boolean;
  loginRequired: boolean;
  selfRegistration: boolean;
  passwordInWidget: boolean;
  locale: string | null;
  domain: string | null;
  origins: string[];
  notifications: boolean;
  helpDocs: boolean;
  permissions: Permissions;
  branding: Branding;
  types: string[];
}

/** Settings that a project begins with; what is left out is as in the contract. */
export interface NewProject {
  name: string;
  portal?: ProjectPatch["portal"];
}

/** Body of `PATCH /api/staff/projects/<id>`: what is left out stays as it is. */
export interface ProjectPatch {
  name?: string;
  portal?: Partial<Omit<PortalSettings, "key" | "url" | "domain" | "permissions">> & {
    permissions?: Partial<PermissionOverrides>;
  };
}

/** What the "Copy snippet" buttons copy. */
export interface Snippets {
  simple: string;
  /** The same version for ever, each file checked by the browser against its digest. */
  pinned: string;
}

/** A site whose visitors have opened the widget. Kept to the minute. */
export interface SeenSite {
  /** Such as `https://shop.example`. */
  origin: string;
  firstSeenAt: string;
  lastSeenAt: string;
}

export interface Project {
  id: string;
  name: string;
  portal: PortalSettings;
  snippets: Snippets;
  /** Those seen last come first; 20 at most. */
  seenOn: SeenSite[];
}

/** Answer item of `GET /api/staff/projects`: agents get heads, administrators whole projects. */
export type ProjectItem = ProjectHead & Partial<Pick<Project, "portal" | "snippets" | "seenOn">>;

/** A ticket as staff see it. */
export interface StaffTicket extends Omit<Ticket, "agent" | "unread" | "company" | "raisedBy" | "mine"> {
  project: { id: string; name: string };
  priority: TicketPriority;
  tags: string[];
  assignee: { id: string; name: string } | null;
  from: {
    kind: "visitor" | "customer";
    name: string;
    /** Null where no address was given. */
    email: string | null;
    /** False: somebody typed this address into a form and nobody has shown that it is theirs. */
    emailProven: boolean;
    customerId: string | null;
  };
  /** Whose colleagues may see it, where the project, the company or they are permitted to. */
  company: { id: string; name: string } | null;
  /** The last public message is the customer's. */
  unanswered: boolean;
  /** Over the limit of open portals: waits until staff release it. */
  held: boolean;
  /** The beginning of the last public message. */
  excerpt: string;
  /** The status is as staff left it: customers see it from then on, where nobody undoes it. */
  effectiveAt?: string;
  /** The newest mails that wait beside it for a decision. In everything but lists; absent where none does. */
  parked?: ParkedMail[];
  /** Its customer has it before their eyes: a live talk, in which nothing waits. In everything but lists. */
  live?: true;
}

export interface StaffMessage extends Message {
  /** A note that customers never see. */
  internal: boolean;
  /** When customers see it. Absent as soon as they do. Its id is that of the change. */
  effectiveAt?: string;
  /** Milliseconds until then, as the desk says it: by the reader's clock that time may be gone, or hours away. */
  effectiveIn?: number;
  /** It was taken back, and customers never saw it. */
  undoneAt?: string;
  /** It came by mail, and `mail` is that one. */
  via?: "mail";
  /** Of an answer that went out by mail: where that mail stands. `problem`: what the mail server said. */
  mail?: { id: string; state: MailState; problem: string | null };
  /** Why an answer went out by none. */
  unmailed?: Unmailed;
  /** While it can be undone: id of who made it, who alone can. */
  by?: string;
}

/** Answer to a change of a ticket. */
export interface ChangedStaffTicket {
  ticket: StaffTicket;
  /** The system message that says the new status in the thread, where there is one. */
  statusMessage?: StaffMessage;
  /** Id of the message before what this made. A thread that does not have it has missed something. */
  after?: string;
}

export interface StaffMessageReply extends ChangedStaffTicket {
  message: StaffMessage;
}

export interface StaffTicketWithMessages extends StaffTicket, ThreadPage<StaffMessage> {}

export type TicketSort = "updated" | "oldest" | "newest" | "priority";

export interface StaffTicketPatch {
  status?: TicketStatus;
  assignee?: string | null;
  priority?: TicketPriority;
  type?: string;
  tags?: string[];
  inbox?: string;
  subject?: string;
  held?: false;
  /** Of the ticket's project. */
  company?: string | null;
}

export interface NewStaffTicket {
  project: string;
  subject: string;
  body: string;
  inbox?: string;
  type?: string;
  priority?: TicketPriority;
  /** On behalf of this customer. */
  customer?: string;
  name?: string;
  email?: string;
  attachments?: string[];
}

export interface NewStaffMessage {
  body: string;
  internal?: boolean;
  /** Set together with it. */
  status?: TicketStatus;
  attachments?: string[];
  /** Revision of the draft that this was, which goes with it. One that says the same goes without being named. */
  draft?: string;
}

/** What a search found, whatever status the list is narrowed to, of the newest five hundred or so. */
export interface FoundByStatus {
  counts: Partial<Record<TicketStatus, number>>;
  /** There are more than these. */
  isMore: boolean;
}

/** Answer of `GET /api/staff/tickets`. */
export interface StaffTicketPage extends Page<StaffTicket> {
  /** With `q`, of the first page. */
  found?: FoundByStatus;
}

/** Capped: 1000 stands for "999+". */
export interface TicketCounts extends Record<TicketStatus, number> {
  /** Unfinished ones. */
  mine: number;
  /** New and open ones that nobody has. */
  unassigned: number;
  held: number;
}

/** Those of the tickets with the latest news, the most frequent first. */
export interface TagsInUse {
  tags: string[];
}

export type StaffEvent =
  | { type: "ticket.created" | "ticket.updated"; ticket: StaffTicket }
  | { type: "message.created"; ticket: StaffTicket; message: StaffMessage }
  /** What became of the mail of an answer; nothing else of it has changed. */
  | { type: "message.mailed"; ticket: StaffTicket; message: StaffMessage }
  /** All of the ticket that customers do not see yet, in order. */
  | { type: "ticket.pending"; ticket: StaffTicket; pending: StaffMessage[] }
  /** Its customer has it before their eyes from now on, or no longer: nothing else of it has changed. */
  | { type: "ticket.live"; id: string; live: boolean }
  /** `anew`: more has happened than was told, whatever is shown has to be read again. */
  | { type: "access.changed"; anew?: true };

export type { Attachment, AuthorKind, Content };
