import type { Message, Ticket, TicketPriority } from "./tickets.ts";

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export type FieldPermission = "none" | "view" | "edit";

export interface Permissions {
  priority: FieldPermission;
  type: FieldPermission;
  tags: FieldPermission;
  seeAgents: boolean;
  closeTickets: boolean;
  viewCompanyTickets: boolean;
}

export interface Branding {
  /** CSS hex colour such as `#0b6e4f`; absent: Deskbell's own. */
  color?: string;
  /** A line of welcome on the home view. */
  greeting?: string;
}

/** Answer of `GET /api/portal/<key>`. With login required, nobody signed in gets only the first six. */
export interface Portal {
  name: string;
  locale: string | null;
  locales: string[];
  branding: Branding;
  loginRequired: boolean;
  selfRegistration: boolean;
  helpDocs: boolean;
  inboxes?: { id: string; name: string }[];
  types?: string[];
  priorities?: TicketPriority[];
  permissions?: Permissions;
}

/** Answer of `GET /api/portal/<key>/session`. */
export interface PortalSession {
  kind: "visitor" | "tracking" | "customer";
  ticketId?: string;
  customer?: { id: string; name: string; email: string };
  permissions: Permissions;
}

/** One server-sent event; `event:` carries the type, `data:` the rest, `id:` the place to resume from. */
export type PortalEvent =
  | { type: "ticket.created" | "ticket.updated"; ticket: Ticket }
  | { type: "message.created"; ticket: Ticket; message: Message }
  | { type: "access.changed" }
  | { type: "portal.off" };
