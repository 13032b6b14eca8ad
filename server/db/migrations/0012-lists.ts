import { type Kysely, sql } from "kysely";

/**
 * Orders of the lists that had to sort everything: those of all projects together, and by the last invitation, which had
 * an index by another expression. Held tickets are few and counted with every look at the desk.
 */
export const lists = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const { schema } = db;
    await schema.createIndex("tickets_latest").on("tickets").column("last_seq").execute();
    await sql`create index tickets_held on tickets (last_seq) where held = 1`.execute(db);
    await sql`create index companies_of_all on companies (lower(name), id)`.execute(db);
    await sql`create index customers_of_all on customers (lower(name), id)`.execute(db);
    await sql`create index customers_of_all_newest on customers (created_at, id)`.execute(db);
    const askedIn = sql`(case
      when coalesce(welcomed_at, 0) > coalesce(invited_at, 0) then welcomed_at
      else coalesce(invited_at, 0)
    end)`;
    await schema.dropIndex("customers_invited").execute();
    await sql`create index customers_invited on customers (project_id, ${askedIn}, id)`.execute(db);
    await sql`create index customers_of_all_invited on customers (${askedIn}, id)`.execute(db);
  },
});
