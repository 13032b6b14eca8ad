import type { Deps } from "../deps.ts";

const keptMs = 90 * 24 * 3_600_000;

/** What was refused stands there as it stood in the file: people's data that nobody needs for longer. */
export async function sweepImports({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(async ({ db }) => {
    const old = db
      .selectFrom("imports")
      .select("id")
      .where("created_at", "<", now() - keptMs)
      .where("state", "!=", "running");
    await db.deleteFrom("import_refusals").where("import_id", "in", old).execute();
    await db.deleteFrom("imports").where("id", "in", old).execute();
  });
}
