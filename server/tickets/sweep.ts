/** What hangs on tickets and ends by itself. Looked at a part an hour, so that no run costs more with a larger desk. */
import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import type { Db } from "../db/database.ts";
import { endsAfterClosingMs } from "./tracking-links.ts";

const dayMs = 24 * 3_600_000;
const atOnce = 2000;

type SweepDeps = Pick<Deps, "database" | "now">;

export const sweepTrackingLinks = ({ database, now }: SweepDeps): Promise<void> =>
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

/** Those whose last token is over and who have no ticket. A young one may be about to send its first. */
export const sweepVisitors = ({ database, now }: SweepDeps): Promise<void> =>
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

const keys = { visitors: "id", tracking_links: "hash" } as const;

/**
 * Goes on where the last run stopped, and begins anew at the end.
 * @param remove takes what is over among the keys after the first and up to the second
 */
async function sweepPart(
  { database }: Pick<Deps, "database">,
  table: keyof typeof keys,
  remove: (db: Db, from: string, to: string) => Promise<void>,
): Promise<void> {
  const name = `swept:${table}`;
  const key = sql.ref<string>(keys[table]);
  await database.write(async ({ db }) => {
    const mark = await db.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst();
    const from = mark?.value ?? "";
    const next = db.selectFrom(table).select(key.as("key")).where(key, ">", from).orderBy(key).limit(atOnce);
    const rows = await next.execute();
    const last = rows.at(-1);
    if (last) await remove(db, from, last.key);
    const value = rows.length === atOnce ? last!.key : "";
    await db
      .insertInto("settings")
      .values({ name, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
  });
}
