/** A ticket with the names that every view of it shows, in one query. */
import type { Db } from "../db/database.ts";
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

/** Of one page, as they come. */
export const ticketsBySeq = (db: Db, seqs: readonly number[]): Promise<TicketRecord[]> =>
  seqs.length === 0 ? Promise.resolve([]) : ticketQuery(db).where("tickets.seq", "in", seqs).execute();
export const staffTicketsBySeq = (db: Db, seqs: readonly number[]): Promise<StaffTicketRecord[]> =>
  seqs.length === 0 ? Promise.resolve([]) : staffTicketQuery(db).where("tickets.seq", "in", seqs).execute();

const ticketById = prepared((db, arg: { id: string }) => ticketQuery(db).where("tickets.id", "=", arg.id));
const staffTicketById = prepared((db, arg: { id: string }) => staffTicketQuery(db).where("tickets.id", "=", arg.id));

export const findTicketRecord = async (db: Db, id: string): Promise<TicketRecord | undefined> =>
  (await ticketById(db, { id }))[0];

export const findStaffTicketRecord = async (db: Db, id: string): Promise<StaffTicketRecord | undefined> =>
  (await staffTicketById(db, { id }))[0];
