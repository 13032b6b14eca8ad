import { type Kysely, sql } from "kysely";

/** An inbox that was deleted names the one that its tickets are in since then. */
export const movedInboxes = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema.alterTable("inboxes").addColumn("moved_to", "text").execute();
    // Of an expression that lists do not ask for: SQLite would put all tickets of an inbox in order to show a page of them.
    await sql`create index tickets_of_inbox on tickets ((inbox_id || ''))`.execute(db);
  },
});
