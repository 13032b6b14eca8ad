/** Mails, and what becomes of them. */

/** `kept`: no SMTP server is set, so the mail is stored and shown but not sent. */
export type MailState = "kept" | "queued" | "sent" | "failed";

/**
 * `no_address`: there is none that it could go to. `notifications_off`, `portal_off`: as the project is set; with its
 * portal off there is no link for an address that nobody has proven. `account_stopped`: its owner says that it was
 * taken over, so the address may be somebody else's. `login_required`: the portal asks for one, and there is none for it.
 */
export type Unmailed = "no_address" | "notifications_off" | "portal_off" | "account_stopped" | "login_required";

export interface Mail {
  id: string;
  direction: "in" | "out";
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
}

export interface MailWithText extends Mail {
  /** Codes and links are masked, except in the demo. */
  text: string;
}
