/** A ticket with the names that every view of it shows, in one query. */
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Database, Db, Engine } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";

export const ticketQuery = (db: Db) =>
  db
    .selectFrom("tickets")
    .innerJoin("inboxes as own_inbox", "own_inbox.id", "tickets.inbox_id")
    .innerJoin("inboxes", (join) =>
      join.on("inboxes.id", "=", (eb) => eb.fn.coalesce("own_inbox.moved_to", "own_inbox.id")),
    )
    .leftJoin("staff as assignee", "assignee.id", "tickets.assignee_id")
    .leftJoin("tickets as followed", "followed.id", "tickets.follows_id")
    .leftJoin("customers", "customers.id", "tickets.customer_id")
    .leftJoin("companies", "companies.id", "tickets.company_id")
    .selectAll("tickets")
    .select([
      // Where it is now: `inbox_id` may be of an inbox that was deleted since.
      "inboxes.id as current_inbox_id",
      "inboxes.name as inbox_name",
      "assignee.name as assignee_name",
      "followed.number as followed_number",
      "customers.name as customer_name",
      "companies.name as company_name",
    ]);

/** The same with what only staff see. */
export const staffTicketQuery = (db: Db) =>
  ticketQuery(db)
    .innerJoin("projects", "projects.id", "tickets.project_id")
    .select([
      "projects.name as project_name",
      "customers.email as customer_email",
      "customers.proven_at as customer_proven_at",
    ]);

export type TicketRecord = Awaited<ReturnType<ReturnType<typeof ticketQuery>["executeTakeFirstOrThrow"]>>;
export type StaffTicketRecord = Awaited<ReturnType<ReturnType<typeof staffTicketQuery>["executeTakeFirstOrThrow"]>>;

interface Seqs {
  /** JSON list of `tickets.seq`: one value, however many there are, so that the query is built once. */
  seqs: string;
}

const areAmong = (engine: Engine, { seqs }: Seqs): RawBuilder<SqlBool> =>
  engine === "sqlite"
    ? sql<SqlBool>`tickets.seq in (select value from json_each(${seqs}))`
    : sql<SqlBool>`tickets.seq = any (array(select value::bigint from json_array_elements_text(${seqs}::json)))`;

const bySeqs = (engine: Engine) => prepared((db, arg: Seqs) => ticketQuery(db).where(areAmong(engine, arg)));
const staffBySeqs = (engine: Engine) => prepared((db, arg: Seqs) => staffTicketQuery(db).where(areAmong(engine, arg)));
const tickets = { sqlite: bySeqs("sqlite"), postgres: bySeqs("postgres") };
const staffTickets = { sqlite: staffBySeqs("sqlite"), postgres: staffBySeqs("postgres") };

type Reading = Pick<Database, "read" | "lists" | "engine">;

/** More than a page has, but for one with the tickets of one number in hundreds of projects. */
const maxReadHere = 200;
const readerOf = ({ read, lists }: Reading, seqs: readonly number[]): Db => (seqs.length > maxReadHere ? lists : read);

/** Of one page, as they come. */
export const ticketsBySeq = (database: Reading, seqs: readonly number[]): Promise<TicketRecord[]> =>
  tickets[database.engine](readerOf(database, seqs), { seqs: JSON.stringify(seqs) });
export const staffTicketsBySeq = (database: Reading, seqs: readonly number[]): Promise<StaffTicketRecord[]> =>
  staffTickets[database.engine](readerOf(database, seqs), { seqs: JSON.stringify(seqs) });

const ticketById = prepared((db, arg: { id: string }) => ticketQuery(db).where("tickets.id", "=", arg.id));
const staffTicketById = prepared((db, arg: { id: string }) => staffTicketQuery(db).where("tickets.id", "=", arg.id));

export const findTicketRecord = async (db: Db, id: string): Promise<TicketRecord | undefined> =>
  (await ticketById(db, { id }))[0];

export const findStaffTicketRecord = async (db: Db, id: string): Promise<StaffTicketRecord | undefined> =>
  (await staffTicketById(db, { id }))[0];
