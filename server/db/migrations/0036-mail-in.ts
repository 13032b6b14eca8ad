import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";

/**
 * Mail comes in. Of a mail it is known from whom, to which inbox, by which rule it was filed and what became of it; its
 * file is kept; and an answer finds its ticket by an address of its own, or by the id of a mail before it.
 */
export const mailIn = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const texts = [
      "sender",
      "sender_name",
      "inbox_id",
      "given_id",
      "verdict",
      "digest",
      "envelope",
      "filed_as",
      "quoted",
    ];
    for (const column of texts) await db.schema.alterTable("mails").addColumn(column, "text").execute();
    await db.schema.alterTable("mails").addColumn("rule", "integer").execute();
    await sql`create unique index mails_same on mails (project_id, digest) where digest is not null`.execute(db);
    await sql`create index mails_filed_as on mails (filed_as) where filed_as is not null`.execute(db);
    await db.schema
      .createTable("mail_sources")
      .addColumn("mail_id", "text", (c) => c.primaryKey().references("mails.id"))
      .addColumn("file_id", "text", (c) => c.notNull().references("attachments.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await sql`create index mail_sources_file on mail_sources (file_id)`.execute(db);
    await sql`create index mail_sources_created on mail_sources (created_at)`.execute(db);
    await db.schema
      .createTable("mail_ids")
      .addColumn("message_id", "text", (c) => c.notNull())
      .addColumn("ticket_id", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("mail_ids_pk", ["message_id", "ticket_id"])
      .execute();
    await sql`create index mail_ids_anchor on mail_ids (ticket_id) where kind = 'anchor'`.execute(db);
    await sql`insert into mail_ids (message_id, ticket_id, kind)
      select lower(trim(trim(mails.message_id, '<'), '>')), mails.ticket_id, 'ours' from mails
      inner join tickets on tickets.id = mails.ticket_id`.execute(db);
    await db.schema
      .createTable("reply_tokens")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("ticket_id", "text", (c) => c.notNull().references("tickets.id"))
      .addColumn("recipient", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await sql`create index reply_tokens_ticket on reply_tokens (ticket_id)`.execute(db);
    await db.schema
      .createTable("bounce_tokens")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("mail_id", "text", (c) => c.notNull().references("mails.id").onDelete("cascade"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await sql`create index bounce_tokens_mail on bounce_tokens (mail_id)`.execute(db);
    await sql`create index bounce_tokens_created on bounce_tokens (created_at)`.execute(db);
    await nameIntakes(db);
  },
});

/** Every inbox has an address here, by a name that nobody guesses. */
// oxlint-disable-next-line no-explicit-any -- see above
async function nameIntakes(db: Kysely<any>): Promise<void> {
  for (const { id } of await db.selectFrom("inboxes").select("id").execute()) {
    const intake = `in-${randomBytes(6).toString("hex")}`;
    await db.updateTable("inboxes").set({ intake }).where("id", "=", id).execute();
  }
  await sql`create unique index inboxes_intake on inboxes (intake) where intake is not null`.execute(db);
  await sql`create index inboxes_address on inboxes (address) where address is not null`.execute(db);
}
