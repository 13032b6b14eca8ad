import type { Generated } from "kysely";
import type { TicketStatus } from "../contract/tickets.ts";

/**
 * A change of staff that customers do not see yet. Its row goes when it takes effect; one that was undone stays, so that
 * its key is never used again.
 */
export interface PendingChangesTable {
  /** Of the message that it becomes: the answer, or the line that says the new status. */
  id: string;
  ticket_id: string;
  project_id: string;
  /** Among those of its ticket, in the order they were made. */
  position: number;
  author_id: string;
  author_name: string;
  /** The answer; null: a status alone. */
  body: string | null;
  /** JSON list of ids, in order. */
  attachments: string;
  /** The status that was chosen; null: the answer moves it as answers do. */
  status: TicketStatus | null;
  /** JSON list of the author's own choices that made way for this one, each a `ChoiceMade`: undone, it gives them back. */
  replaces: string;
  /** `last_customer_seq` of its ticket as it was made: a customer who has written since has the last word. */
  customer_seq: number;
  /** Somebody has set the status since. */
  overtaken: Generated<number>;
  idempotency_key: string | null;
  body_hash: string | null;
  created_at: number;
  effective_at: number;
  undone_at: Generated<number | null>;
}
