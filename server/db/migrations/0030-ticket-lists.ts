import { type Kysely, sql } from "kysely";
import type { Engine } from "../database.ts";

/**
 * An index for every list of tickets that staff work by, of one project as of all. With one that knew the status alone, a list of a
 * project read all tickets of that status, and those that are held were left out by reading each row.
 */
export const ticketLists = (engine: Engine) => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const { schema } = db;
    const rank = sql`(case priority when 'urgent' then 3 when 'high' then 2 when 'normal' then 1 else 0 end)`;
    await schema.dropIndex("tickets_status").execute();
    await sql`create index tickets_status on tickets (status, last_seq) where held = 0`.execute(db);
    await sql`create index tickets_turn on tickets (project_id, status, ${rank}, last_seq) where held = 0`.execute(db);
    await sql`create index tickets_unassigned on tickets (project_id, status, last_seq)
      where assignee_id is null and status in ('new', 'open') and held = 0`.execute(db);
    await sql`create index tickets_unfinished on tickets (project_id, seq)
      where status in ('new', 'open', 'waiting', 'on-hold') and held = 0`.execute(db);
    await sql`create index tickets_made on tickets (project_id, seq)`.execute(db);
    await sql`create index tickets_held_here on tickets (project_id, last_seq) where held = 1`.execute(db);
    await schema.dropIndex("tickets_assignee").execute();
    await sql`create index tickets_assignee on tickets (assignee_id, status, last_seq, held)
      where assignee_id is not null`.execute(db);
    await sql`create index audit_project on audit (project_id, seq) where project_id is not null`.execute(db);
    await sql`create index mails_project on mails (project_id, created_at, id)`.execute(db);
    await sql`create index mails_incoming on mails (created_at, id) where direction = 'in'`.execute(db);
    await sql`create index mails_ticket on mails (ticket_id, created_at, id) where ticket_id is not null`.execute(db);
    await addTags(db, engine);
  },
});

/** A tag that few tickets have is found by them, and not by reading all that have others. */
// oxlint-disable-next-line no-explicit-any -- as above
async function addTags(db: Kysely<any>, engine: Engine): Promise<void> {
  const table = db.schema
    .createTable("ticket_tags")
    .addColumn("tag", "text", (c) => c.notNull())
    .addColumn("ticket_seq", engine === "sqlite" ? "integer" : "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("ticket_tags_pk", ["tag", "ticket_seq"]);
  await (engine === "sqlite" ? table.modifyEnd(sql`without rowid`) : table).execute();
  await schemaIndex(db);
  const each = engine === "sqlite" ? sql`json_each(tickets.tags)` : sql`json_array_elements_text(tickets.tags::json)`;
  await sql`insert into ticket_tags (tag, ticket_seq)
    select distinct each.value, tickets.seq from tickets, ${each} as each where tickets.tags <> '[]' and each.value is not null`.execute(
    db,
  );
}

/** For whoever gives a ticket other tags. */
// oxlint-disable-next-line no-explicit-any -- as above
const schemaIndex = (db: Kysely<any>): Promise<void> =>
  db.schema.createIndex("ticket_tags_of_ticket").on("ticket_tags").column("ticket_seq").execute();
