import { type Kysely, sql } from "kysely";
import type { Engine } from "../database.ts";

/**
 * Answers go out by mail. A ticket has a link for each of its newest mails, where it had one; a mail knows in whose name
 * it goes and where its answers are to go; and of an answer it is known what became of it.
 */
export const answersByMail = (engine: Engine) => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await linksSideBySide(db, engine);
    await db.schema.alterTable("mails").addColumn("from_name", "text").execute();
    await db.schema.alterTable("mails").addColumn("reply_to", "text").execute();
    await db.schema
      .createTable("answer_mails")
      .addColumn("message_id", "text", (c) => c.primaryKey().references("messages.id").onDelete("cascade"))
      .addColumn("mail_id", "text", (c) => c.references("mails.id").onDelete("cascade"))
      .addColumn("unmailed", "text")
      .execute();
    await sql`create index answer_mails_mail on answer_mails (mail_id) where mail_id is not null`.execute(db);
  },
});

// oxlint-disable-next-line no-explicit-any -- see above
async function linksSideBySide(db: Kysely<any>, engine: Engine): Promise<void> {
  if (engine === "postgres") {
    await sql`alter table tracking_links drop constraint tracking_links_ticket_id_key`.execute(db);
    await sql`alter table tracking_links add column mailed integer not null default 0`.execute(db);
  } else {
    // SQLite takes no constraint away from a table.
    await sql`create table links (hash text primary key, ticket_id text not null references tickets (id),
      created_at bigint not null, mailed integer not null default 0)`.execute(db);
    await sql`insert into links (hash, ticket_id, created_at) select hash, ticket_id, created_at from tracking_links`.execute(
      db,
    );
    await sql`drop table tracking_links`.execute(db);
    await sql`alter table links rename to tracking_links`.execute(db);
  }
  await sql`create index tracking_links_ticket on tracking_links (ticket_id, created_at)`.execute(db);
}
