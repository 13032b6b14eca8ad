/** The list of mails, the newest first: an index for each thing that it can be narrowed to, and for each project. */
import { sql } from "kysely";
import type { Reach } from "../contract/staff.ts";
import type { Database } from "../db/database.ts";
import { branchesOf, merged } from "../db/merged.ts";
import { mailQuery, type MailRecord } from "./store.ts";

interface MailsAsked {
  direction: "in" | "out" | undefined;
  ticket: string | undefined;
  customer: string | undefined;
  /** Time and id of the last row of the page before. */
  after: [createdAt: number, id: string] | undefined;
}

/** @param projects not none */
export async function listMails(
  { lists, engine }: Pick<Database, "lists" | "engine">,
  projects: Reach,
  { direction, ticket, customer, after }: MailsAsked,
  limit: number,
): Promise<MailRecord[]> {
  const conditions = [
    // Written out: those that came in have an index, as long as most go out.
    ...(direction === undefined ? [] : [sql`direction = ${sql.lit(direction)}`]),
    ...(ticket === undefined ? [] : [sql`ticket_id = ${ticket}`]),
    ...(customer === undefined ? [] : [sql`customer_id = ${customer}`]),
    ...(after === undefined ? [] : [sql`(created_at, id) < (${after[0]}, ${after[1]})`]),
  ];
  const all = sql.join([sql`1 = 1`, ...conditions], sql` and `);
  const branches = branchesOf(
    projects,
    sql`project_id`,
    (more) => sql`select created_at, id from mails where ${all}${more}`,
  );
  const page = merged(engine, { branches, order: sql`created_at desc, id desc`, limit });
  const { rows } = await sql<{ id: string }>`${page}`.execute(lists);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const found = await mailQuery(lists).where("mails.id", "in", ids).execute();
  return ids.flatMap((id) => found.find((row) => row.id === id) ?? []);
}
