import type { Deps } from "../deps.ts";
import { sweepPart } from "../db/sweep-part.ts";
import { endsAfterClosingMs } from "./links.ts";

export const sweepTrackingLinks = ({ database, now }: Pick<Deps, "database" | "now">): Promise<void> =>
  sweepPart({ database }, "tracking_links", async (db, from, to) => {
    await db
      .deleteFrom("tracking_links")
      .where("hash", ">", from)
      .where("hash", "<=", to)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("tickets")
            .select("tickets.id")
            .whereRef("tickets.id", "=", "tracking_links.ticket_id")
            .where("tickets.closed_at", "<", now() - endsAfterClosingMs),
        ),
      )
      .execute();
  });
