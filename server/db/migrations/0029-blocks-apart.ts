import { type Kysely, sql } from "kysely";

/** One sender may be blocked by several, each for projects of their own. SQLite drops no constraint: the table is made anew. */
export const blocksApart = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .createTable("blocks_apart")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("value", "text", (c) => c.notNull())
      .addColumn("note", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("projects", "text")
      .execute();
    await sql`insert into blocks_apart (id, kind, value, note, created_at, projects)
      select id, kind, value, note, created_at, projects from blocks`.execute(db);
    await db.schema.dropTable("blocks").execute();
    await db.schema.alterTable("blocks_apart").renameTo("blocks").execute();
    await db.schema.createIndex("blocks_of_value").on("blocks").columns(["kind", "value"]).execute();
  },
});
