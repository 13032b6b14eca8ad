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
  /** Its Message-ID. */
  message_id: string;
  created_at: number;
  sent_at: Generated<number | null>;
}

/** What became of an answer: the mail it went out by, or why it went out by none. */
export interface AnswerMailsTable {
  message_id: string;
  mail_id: string | null;
  unmailed: Unmailed | null;
}
