import type { Generated } from "kysely";
import type { MailState, Unmailed } from "../contract/mail.ts";

export interface MailsTable {
  id: string;
  /** Null: a mail to staff. */
  project_id: string | null;
  ticket_id: string | null;
  customer_id: Generated<string | null>;
  staff_id: Generated<string | null>;
  direction: "in" | "out";
  recipient: string;
  locale: Generated<string | null>;
  subject: string;
  /** JSON of a `MailContent`. Secrets stand as names; their values are in `sealed`. */
  letter: string;
  sealed: string | null;
  state: MailState;
  /** What the mail server said when it did not take the mail. */
  problem: Generated<string | null>;
  /** In whose name it goes. Null: the project's. */
  from_name: Generated<string | null>;
  /** Where its answers go. Null: to the address that it comes from. */
  reply_to: Generated<string | null>;
  /** The Message-ID of one that goes out; of one that came in, whose own anybody may have chosen, a name made here. */
  message_id: string;
  /** From here on: only of mails that came in. Who it says that it is from, as `readAddress` spells it. */
  sender: Generated<string | null>;
  sender_name: Generated<string | null>;
  /** The inbox that it came to. */
  inbox_id: Generated<string | null>;
  /** Its Message-ID as its sender wrote it, without brackets. */
  given_id: Generated<string | null>;
  /** JSON of a `Verdict`: whether it is from whom it says. */
  verdict: Generated<string | null>;
  /** The same of two mails: they are one. */
  digest: Generated<string | null>;
  /** JSON of an `Envelope`: how it came. */
  envelope: Generated<string | null>;
  /** The message that it became. */
  filed_as: Generated<string | null>;
  /** What it quotes, folded away from the message. */
  quoted: Generated<string | null>;
  /** By which rule it was filed, as `decide` numbers them. */
  rule: Generated<number | null>;
  created_at: number;
  sent_at: Generated<number | null>;
}

/** The file of a mail as it came. Mails to several projects share one. */
export interface MailSourcesTable {
  mail_id: string;
  /** Among the attachments, where no message takes it. */
  file_id: string;
  created_at: number;
}

/** Message-IDs by which an answer finds its ticket: in small letters, without brackets. */
export interface MailIdsTable {
  message_id: string;
  ticket_id: string;
  /** `anchor`: stands in all mails about the ticket, and is the id of none. `theirs`: of a mail that came in. */
  kind: "ours" | "theirs" | "anchor";
}

/** Addresses to which one person answers in one ticket. */
export interface ReplyTokensTable {
  /** SHA-256 of what stands before the @. */
  hash: string;
  ticket_id: string;
  /** Who was given it. */
  recipient: string;
  created_at: number;
}

/** Addresses to which mail servers send back what they could not deliver, one for each try to send a mail. */
export interface BounceTokensTable {
  /** SHA-256 of what stands before the @. */
  hash: string;
  mail_id: string;
  created_at: number;
}

/** What became of an answer: the mail it went out by, or why it went out by none. */
export interface AnswerMailsTable {
  message_id: string;
  mail_id: string | null;
  unmailed: Unmailed | null;
}
