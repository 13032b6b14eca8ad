import type { Content } from "./content.ts";

/** Every status, and whether a ticket in it is still work for somebody. Both sides hold this list as a value. */
export interface TicketStatuses {
  new: "unfinished";
  open: "unfinished";
  waiting: "unfinished";
  "on-hold": "unfinished";
  solved: "settled";
  closed: "settled";
}
export type TicketStatus = keyof TicketStatuses;
export type UnfinishedStatus = {
  [Status in TicketStatus]: TicketStatuses[Status] extends "unfinished" ? Status : never;
}[TicketStatus];

/** Sizes that both sides know. They are types, since the contract holds no values: another number does not compile. */
export type BodyCharacters = 20_000;
export type FilesOfMessage = 10;
export type FileBytes = 10_485_760;
export type TicketPriority = "low" | "normal" | "high" | "urgent";
export type AuthorKind = "customer" | "staff" | "system";

export interface Attachment {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  /** Media type as found in the file's own bytes, never as the sender named it. */
  type: string;
  /** May be shown as a picture (re-checked PNG, JPEG, GIF or WebP). */
  picture: boolean;
  /** Absolute link that needs no token and works for 10 minutes. Absent right after an upload. */
  url?: string;
}

export interface Message {
  id: string;
  /** `mine` is there where customers write in a colleague's ticket. */
  author: { kind: AuthorKind; name: string; mine?: boolean };
  /** The text as typed, to the last character. */
  body: string;
  content: Content;
  attachments: Attachment[];
  createdAt: string;
  /** Only on system messages: what happened to the ticket. */
  change?: { status: { from: TicketStatus; to: TicketStatus } };
}

/** A ticket as its customer sees it. A field that the customer may not view is absent. */
export interface Ticket {
  id: string;
  number: number;
  subject: string;
  status: TicketStatus;
  inbox: { id: string; name: string };
  priority?: TicketPriority;
  type?: string;
  tags?: string[];
  agent?: string;
  /** Where colleagues' tickets are in sight too: whose company, who raised it, and whether that is oneself. */
  company?: string;
  raisedBy?: string;
  mine?: boolean;
  createdAt: string;
  updatedAt: string;
  /** There is an answer that its customer has not opened yet. */
  unread: boolean;
  /** The beginning of its last message, in one line. */
  excerpt: string;
  /** The closed ticket that this one goes on from. */
  follows?: { id: string; number: number };
}

/** A piece of a thread, asked for by `?limit=&before=<message id>`. */
export interface ThreadPage<Shown = Message> {
  /** The newest, or the newest before `before`, in the order they were said. */
  messages: Shown[];
  /** There is more before the first of them: it is asked for by naming that one. */
  earlier: boolean;
}

export interface TicketWithMessages extends Ticket, ThreadPage {}

export interface NewTicket {
  subject: string;
  body: string;
  inbox?: string;
  type?: string;
  priority?: TicketPriority;
  attachments?: string[];
  name?: string;
  email?: string;
  locale?: string;
  /** `form` of the portal's description. */
  form?: string;
  /** A field that people do not see; whatever fills it is a program. */
  website?: string;
}

export interface NewMessage {
  body: string;
  attachments?: string[];
}

export interface TicketPatch {
  priority?: TicketPriority;
  type?: string;
  tags?: string[];
  status?: "closed";
  read?: true;
}

/** Answer to a change of a ticket. */
export interface ChangedTicket {
  ticket: Ticket;
  /** The system message that says the new status in the thread, where there is one. */
  statusMessage?: Message;
  /** Id of the message before what this made. A thread that does not have it has missed something. */
  after?: string;
}

/** `{message}` of a reply; `ticket` says where it landed (a reply to a long closed ticket opens a new one). */
export interface MessageReply extends ChangedTicket {
  message: Message;
}
