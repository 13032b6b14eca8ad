/** Mails, and what becomes of them. */

/**
 * Of mails that go out. `kept`: no SMTP server is set, so the mail is stored and shown but not sent. `bounced`: it was
 * taken, and came back.
 *
 * Of mails that come in. `received`: its file is safe, nobody has read it yet. `filed`: its words stand in a ticket.
 * `parked`: it waits for staff to decide. `noted`: nothing had to be done, as with a second copy.
 */
export type MailState = "kept" | "queued" | "sent" | "failed" | "bounced" | "received" | "filed" | "parked" | "noted";

/**
 * Why a mail that came in is where it is: 1 it is here already, 2 a program wrote it, 3 its address is one person's in one
 * ticket, 4 that address is another's, 5 a colleague's, 6 it answers a mail of the ticket, 7 somebody else answers one, 8
 * its sender is blocked or sends too many, 9 it is a new one.
 */
export type MailRule = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** `none`: there is nothing to go by, or nothing that is a yes or a no. `unverified`: nobody could be asked. */
export type AuthResult = "pass" | "fail" | "none" | "unverified";

/** Whether a mail is from whom it says. */
export interface Verdict {
  /** Of the host that brought it. */
  spf: AuthResult;
  /** Of any signature of the whole mail. */
  dkim: AuthResult;
  dmarc: AuthResult;
  /** It comes from the domain of its From: DMARC passes, or, of a domain that publishes none, a signature or the host is its. */
  isAligned: boolean;
}

/**
 * `no_address`: there is none that it could go to. `notifications_off`, `portal_off`: as the project is set; with its
 * portal off there is no link for an address that nobody has proven. `account_stopped`: its owner says that it was
 * taken over, so the address may be somebody else's. `login_required`: the portal asks for one, and there is none for it.
 */
export type Unmailed = "no_address" | "notifications_off" | "portal_off" | "account_stopped" | "login_required";

export interface Mail {
  id: string;
  direction: "in" | "out";
  /** Who a mail that came in says that it is from. */
  from: { name: string; address: string } | null;
  to: string;
  subject: string;
  state: MailState;
  /** What the mail server said when it did not take the mail. */
  problem: string | null;
  ticket: { id: string; number: number } | null;
  /** Null: a mail to staff. */
  project: { id: string; name: string } | null;
  customer: { id: string; name: string } | null;
  createdAt: string;
  sentAt: string | null;
  rule?: MailRule;
  verdict?: Verdict;
}

export interface MailWithText extends Mail {
  /** Codes and links are masked, except in the demo. */
  text: string;
  /** Of one that came in: what it quotes. */
  quoted?: string;
}

/** Body of `POST /api/staff/mail/<id>/replay`, about a mail that waits. */
export interface MailDecision {
  /** The ticket that it belongs to, of its project; absent: one of its own. */
  ticket?: string;
}

/** A mail that names a ticket and waits for staff to say whether it belongs there. */
export interface ParkedMail {
  id: string;
  /** Who it says that it is from: a name, else an address. */
  from: string;
}
