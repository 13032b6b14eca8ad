import type { Generated } from "kysely";
import type { MailState } from "../contract/staff.ts";

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
  message_id: string;
  created_at: number;
  sent_at: Generated<number | null>;
}
