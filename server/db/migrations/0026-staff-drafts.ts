import type { Kysely } from "kysely";

/** What staff have begun to write at a ticket, each of them for themselves. */
export const staffDrafts = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .createTable("staff_drafts")
      .addColumn("staff_id", "text", (c) => c.notNull().references("staff.id"))
      .addColumn("ticket_id", "text", (c) => c.notNull().references("tickets.id"))
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("internal", "integer", (c) => c.notNull())
      .addColumn("attachments", "text", (c) => c.notNull())
      .addColumn("revision", "text", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("staff_drafts_pkey", ["staff_id", "ticket_id"])
      .execute();
    await db.schema.createIndex("staff_drafts_by_ticket").on("staff_drafts").column("ticket_id").execute();
  },
});
