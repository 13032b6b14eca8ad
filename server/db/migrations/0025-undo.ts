import { type Kysely, sql } from "kysely";

/** Changes of staff that customers do not see yet, and how long each of staff can take theirs back. */
export const undo = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const { schema } = db;
    await schema
      .alterTable("staff")
      .addColumn("undo_seconds", "integer", (c) => c.notNull().defaultTo(5))
      .execute();
    await schema
      .createTable("pending_changes")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("ticket_id", "text", (c) => c.notNull().references("tickets.id"))
      .addColumn("project_id", "text", (c) => c.notNull())
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("author_id", "text", (c) => c.notNull())
      .addColumn("author_name", "text", (c) => c.notNull())
      .addColumn("body", "text")
      .addColumn("attachments", "text", (c) => c.notNull())
      .addColumn("status", "text")
      .addColumn("replaces", "text", (c) => c.notNull())
      .addColumn("customer_seq", "bigint", (c) => c.notNull())
      .addColumn("overtaken", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("idempotency_key", "text")
      .addColumn("body_hash", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("effective_at", "bigint", (c) => c.notNull())
      .addColumn("undone_at", "bigint")
      .execute();
    await sql`create unique index pending_changes_key on pending_changes (project_id, idempotency_key)
      where idempotency_key is not null`.execute(db);
    await sql`create index pending_changes_open on pending_changes (ticket_id) where undone_at is null`.execute(db);
  },
});
