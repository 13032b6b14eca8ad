/** Throws away what nobody can use any more. */
import { deleteUnused } from "../attachments/store.ts";
import type { Deps } from "../deps.ts";
import { addJob } from "./store.ts";

const hour = 3_600_000;
const day = 24 * hour;

type SweepDeps = Pick<Deps, "database" | "sessions" | "files" | "limiter" | "now">;

/** Runs hourly; the next run is written before this one begins, so that a failure does not end the row. */
export const sweep =
  ({ database, sessions, files, limiter, now }: SweepDeps) =>
  async (): Promise<void> => {
    await database.write((tx) => addJob(tx, "sweep", {}, now() + hour));
    await sessions.sweep();
    const unused = await database.write((tx) => deleteUnused(tx, now() - day));
    for (const id of unused) await files.remove(id);
    await files.sweepUnfinished(now() - hour);
    await database.write((tx) => limiter.sweep(tx));
    await database.write(async ({ db }) => {
      // Streams that were away for longer list everything anew.
      await db
        .deleteFrom("events")
        .where("created_at", "<", now() - day)
        .execute();
      for (const table of ["staff_links", "customer_links", "sign_in_codes"] as const) {
        await db.deleteFrom(table).where("expires_at", "<", now()).execute();
      }
    });
  };

/** One row of sweeps, however many processes start. */
export async function scheduleSweep({ database, now }: Pick<SweepDeps, "database" | "now">): Promise<void> {
  await database.write(async (tx) => {
    const waiting = await tx.db.selectFrom("jobs").select("seq").where("kind", "=", "sweep").executeTakeFirst();
    if (!waiting) await addJob(tx, "sweep", {}, now());
  });
}
