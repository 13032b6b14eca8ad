import type { Kysely } from "kysely";

/** An import that runs on after a restart still knows who changes addresses by it. */
export const importActor = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema.alterTable("imports").addColumn("actor", "text").execute();
  },
});
