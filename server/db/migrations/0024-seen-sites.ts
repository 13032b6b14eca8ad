import type { Kysely } from "kysely";

/** On which sites the widget of a project was opened, and when. */
export const seenSites = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .createTable("seen_sites")
      .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
      .addColumn("origin", "text", (c) => c.notNull())
      .addColumn("first_seen_at", "bigint", (c) => c.notNull())
      .addColumn("last_seen_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("seen_sites_pkey", ["project_id", "origin"])
      .execute();
  },
});
