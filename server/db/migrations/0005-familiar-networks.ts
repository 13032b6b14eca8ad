import type { Kysely } from "kysely";

/** From which networks somebody has signed in: a crowd of strangers there must not keep them out. */
export const familiarNetworks = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .createTable("familiar_networks")
      .addColumn("person", "text", (c) => c.notNull())
      .addColumn("network", "text", (c) => c.notNull())
      .addColumn("seen_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("familiar_networks_pkey", ["person", "network"])
      .execute();
  },
});
