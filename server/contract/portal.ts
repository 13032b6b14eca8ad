import type { Message, Ticket, TicketPriority } from "./tickets.ts";

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  /** So many rows were looked through for this page, and there are more: what fits may be among those. */
  lookedThrough?: number;
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

/** Which of the levels, from far to near, decided a permission. */
export type PermissionLevel = "default" | "project" | "company" | "customer";

export type PermissionSources = {
  [Name in keyof Permissions]: { value: Permissions[Name]; level: PermissionLevel };
};

export interface Branding {
  /** CSS hex colour such as `#0b6e4f`; absent: Deskbell's own. */
  color?: string;
  /** A line of welcome on the home view. */
  greeting?: string;
  /** Beside the round button; snippets carry it. */
  label?: string;
}

/** Languages that customers are spoken to in, by their tags. */
export interface PortalLanguages {
  en: true;
  de: true;
  ar: true;
}

/** Answer of `GET /api/portal/<key>`. With login required, nobody signed in gets only the first nine. */
export interface Portal {
  name: string;
  locale: string | null;
  locales: string[];
  branding: Branding;
  loginRequired: boolean;
  selfRegistration: boolean;
  helpDocs: boolean;
  /** A password may be typed inside the widget too, on whatever page that is. */
  passwordInWidget: boolean;
  /** Whether mails leave the desk. Absent where staff look at the portal. */
  mailIsSent?: boolean;
  /** Signed time of reading; sent along with a new ticket it shows that the form was on a screen for a while. */
  form?: string;
  inboxes?: { id: string; name: string }[];
  types?: string[];
  priorities?: TicketPriority[];
  permissions?: Permissions;
}

/** Answer of `GET /api/portal/<key>/session`. */
export interface PortalSession {
  kind: "visitor" | "tracking" | "customer";
  ticketId?: string;
  customer?: PortalCustomer;
  permissions: Permissions;
}

export interface PortalCustomer {
  id: string;
  name: string;
  /** Null: known by the id that their own site gives them. */
  email: string | null;
  /** Their id at the site that vouches for them. */
  externalId: string | null;
  locale: string | null;
  company: { id: string; name: string } | null;
  /** Whether a password was ever set; absent where another person is shown. */
  hasPassword?: boolean;
}

/** That it is still the owner who asks: one of these, of the account as it is now. */
export type OwnProof =
  | { password: string }
  /** Of a code that `POST /session/codes` has mailed to the account's own address. */
  | { challenge: string; code: string }
  /** Of the site, issued within the last five minutes. */
  | { jwt: string };

/** What a customer changes of their own account. */
export interface AccountPatch {
  name?: string;
  locale?: string | null;
  password?: string;
  /** Asked for with a new password or address. */
  proof?: OwnProof;
  /** The same as `proof: {password}`, from widgets released before there was that. */
  currentPassword?: string;
  /** Takes effect once the code that is mailed there comes back to `POST /session/codes/verify`. */
  email?: string;
}

/** Answer of `PATCH /api/portal/<key>/customer`. */
export interface AccountChange {
  customer: PortalCustomer;
  /** Of a new address that waits for its code. */
  challenge?: string;
}

/** Answer of everything that signs a customer in. */
export interface SignedIn {
  token: string;
  customer: PortalCustomer;
  /**
   * So many tickets were sent as this browser's visitor, which did not ask for this proof: they stay with that
   * visitor's token until `POST /claims/browser` says whose they are. Absent: nothing is left there.
   */
  fromBrowser?: number;
}

export interface CodeChallenge {
  /** Names this try; the code itself goes to the address. */
  challenge: string;
  /** Whether the project lets people type a password inside the widget too. */
  passwordInWidget: boolean;
}

export type CustomerLinkKind = "registration" | "invitation" | "welcome" | "password" | "sign-in";

/** Bodies of the portal's doors. What is no token, code or secret at all is answered like a wrong one. */
export interface Registration {
  name: string;
  email: string;
  locale?: string | undefined;
}
/** Asks for a code or a link that is mailed. */
export interface GivenAddress {
  email: string;
}
export interface CodeAnswer {
  challenge: string;
  code: string;
}
export interface Credentials {
  email: string;
  password: string;
}
/** Of a link from a mail, looked at or used: to set up, to sign in, or to stop an account. */
export interface LinkToken {
  token?: unknown;
}
/** Of a link that opens one ticket. */
export interface TrackingSecret {
  secret: string;
}
/** Of the site, signed by one of its keys. */
export interface SiteToken {
  jwt?: unknown;
}
/** Whether a ticket, or all that this browser sent, is one's own. */
export interface ClaimDecision {
  mine: boolean;
}

/** What a mailed link is used with. */
export interface Activation {
  token?: unknown;
  name?: string | undefined;
  password?: string | undefined;
  /** Of the code that this browser asked for and that came in the same mail, where it had sent nothing by then. */
  challenge?: string | undefined;
}

/** Answer of `POST /activations/check`; nothing is used up by asking. */
export interface ActivationCheck {
  kind: CustomerLinkKind;
  /** Masked: `m…@example.com`. What widgets show that were released before there was `address`. */
  email: string;
  /** In full: whoever holds the link can read that mailbox, and has to see whose account it opens. */
  address: string;
  name: string;
}

/** A ticket that somebody sent with one's address, or from this browser before: is it one's own? */
export interface Claim {
  id: string;
  number: number;
  subject: string;
  createdAt: string;
  /** Known by the browser it came from, not by the address. */
  fromBrowser?: true;
}

/** Answer of `GET /claims`. */
export interface Claims extends Page<Claim> {
  /** Tickets that were sent from this browser before somebody signed in by another one's proof; `items` hold them too. */
  browser?: { count: number };
}

/** One server-sent event; `event:` carries the type, `data:` the rest, `id:` the place to resume from. */
export type PortalEvent =
  | { type: "ticket.created" | "ticket.updated"; ticket: Ticket }
  | { type: "message.created"; ticket: Ticket; message: Message }
  | { type: "access.changed" }
  | { type: "portal.off" };
