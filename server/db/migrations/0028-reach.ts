import type { Kysely } from "kysely";

/** Which projects somebody of staff, a program and a block have. Null: all of them, as before there was a choice. */
export const reach = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    for (const table of ["staff", "api_keys", "blocks"]) {
      await db.schema.alterTable(table).addColumn("projects", "text").execute();
    }
  },
});
