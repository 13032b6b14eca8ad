import type { Deps } from "../deps.ts";
import { sweepPart } from "../db/sweep-part.ts";

const dayMs = 24 * 3_600_000;

/** Those whose last token is over and who have no ticket. A young one may be about to send its first. */
export const sweepVisitors = ({ database, now }: Pick<Deps, "database" | "now">): Promise<void> =>
  sweepPart({ database }, "visitors", async (db, from, to) => {
    await db
      .deleteFrom("visitors")
      .where("id", ">", from)
      .where("id", "<=", to)
      .where("created_at", "<", now() - dayMs)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom("sessions")
              .select("sessions.hash")
              .where("sessions.kind", "=", "visitor")
              .whereRef("sessions.user_id", "=", "visitors.id"),
          ),
        ),
      )
      .where(({ exists, not, selectFrom }) =>
        not(exists(selectFrom("tickets").select("tickets.id").whereRef("tickets.visitor_id", "=", "visitors.id"))),
      )
      .execute();
  });

/** Of what was undone a row stays for its key, and its words for a day: until then a page may ask for them again. */
export const sweepUndone = ({ database, now }: Pick<Deps, "database" | "now">): Promise<void> =>
  sweepPart({ database }, "pending_changes", async (db, from, to) => {
    await db
      .updateTable("pending_changes")
      .set({ body: "", attachments: "[]" })
      .where("id", ">", from)
      .where("id", "<=", to)
      .where("undone_at", "<", now() - dayMs)
      .where("body", "!=", "")
      .execute();
  });
