import type { Kysely } from "kysely";

/** Since when tokens of a site count: one that was issued before, and not used yet, is in no list of those that ended. */
export const siteTokens = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    for (const table of ["projects", "customers"]) {
      await db.schema.alterTable(table).addColumn("tokens_since", "bigint").execute();
    }
  },
});
