import { type Kysely, sql } from "kysely";

/**
 * The name that customers see on an answer, written down with it. Those of before have the one they are shown with now:
 * the inbox's, where it answers by its own name.
 */
export const givenNames = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema.alterTable("messages").addColumn("given_name", "text").execute();
    await sql`
      UPDATE messages SET given_name = (
        SELECT inboxes.name FROM tickets JOIN inboxes ON inboxes.id = tickets.inbox_id
        WHERE tickets.id = messages.ticket_id
      )
      WHERE author_kind = 'staff' AND internal = 0 AND ticket_id IN (
        SELECT tickets.id FROM tickets JOIN inboxes ON inboxes.id = tickets.inbox_id WHERE inboxes.reply_as = 'inbox'
      )`.execute(db);
  },
});
