import type { Kysely } from "kysely";

/** People of staff and keys that a restore, or an administrator, switched off. */
export const switchedOff = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    for (const table of ["staff", "api_keys", "identity_keys"]) {
      await db.schema.alterTable(table).addColumn("off_at", "bigint").execute();
    }
  },
});
