import type { Kysely } from "kysely";

/** Wrong codes one by one: a bucket that fills up again lets nearly twice as many through in a day. */
export const wrongCodes = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .createTable("wrong_codes")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.notNull())
      .addColumn("email", "text", (c) => c.notNull())
      .addColumn("challenge", "text", (c) => c.notNull())
      .addColumn("network", "text", (c) => c.notNull())
      .addColumn("tried_at", "bigint", (c) => c.notNull())
      .execute();
    const index = (name: string, columns: string[]) =>
      db.schema.createIndex(`wrong_codes_${name}`).on("wrong_codes").columns(columns).execute();
    await index("address", ["project_id", "email", "tried_at"]);
    await index("challenge", ["challenge"]);
  },
});
