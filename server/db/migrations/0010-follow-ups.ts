import type { Kysely } from "kysely";

/** Which tickets a ticket goes on from, all the way back: a link to one of them opens what follows it, however far. */
export const followUps = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema.alterTable("tickets").addColumn("follows_path", "text").execute();
    const rows = await db
      .selectFrom("tickets")
      .select(["id", "follows_id"])
      .where("follows_id", "is not", null)
      .orderBy("seq")
      .execute();
    // In the order they were made: what is followed was there first.
    const paths = new Map<string, string>();
    for (const { id, follows_id: followed } of rows as { id: string; follows_id: string }[]) {
      const path = `${paths.get(followed) ?? ""}/${followed}`;
      paths.set(id, path);
      await db.updateTable("tickets").set({ follows_path: path }).where("id", "=", id).execute();
    }
    await db.schema
      .createIndex("tickets_follow_ups")
      .on("tickets")
      .columns(["project_id", "follows_path"])
      .where("follows_path", "is not", null)
      .execute();
  },
});
