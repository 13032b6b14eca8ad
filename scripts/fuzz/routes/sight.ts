/** Who may read what, told by the rows alone: nothing here asks the code that it is held against. */
import type { Selectable } from "kysely";
import type { TicketsTable } from "../../../server/db/schema.ts";
import type { TestDesk } from "../../../server/testing/desk.ts";

type Ticket = Pick<
  Selectable<TicketsTable>,
  "id" | "project_id" | "visitor_id" | "customer_id" | "company_id" | "claimed_email"
>;

/** What comes to somebody at a portal in `answer` and is not theirs: tickets, or the word of none that they may read. */
export async function strayTickets(
  desk: TestDesk,
  token: string | undefined,
  { asked, answer, word }: { asked: string; answer: string; word: string },
): Promise<string[]> {
  const db = desk.database.read;
  const tickets: Ticket[] = await db
    .selectFrom("tickets")
    .select(["id", "project_id", "visitor_id", "customer_id", "company_id", "claimed_email"])
    .execute();
  const met = tickets.filter(({ id }) => answer.includes(id) && !asked.includes(id));
  const meetsWord = answer.includes(word) && !asked.includes(word);
  if (met.length === 0 && !meetsWord) return [];
  const isMine = await sightOf(desk, token);
  const strays = met.filter((ticket) => !isMine(ticket)).map(({ id }) => id);
  if (!meetsWord) return strays;
  const mine = tickets.filter(isMine).map(({ id }) => id);
  const holders = await db
    .selectFrom("messages")
    .innerJoin("tickets", "tickets.id", "messages.ticket_id")
    .select("tickets.id")
    .where((eb) => eb.or([eb("messages.body", "like", `%${word}%`), eb("tickets.subject", "like", `%${word}%`)]))
    .execute();
  return holders.some(({ id }) => mine.includes(id)) ? strays : [...strays, word];
}

async function sightOf({ database, sessions }: TestDesk, token: string | undefined): Promise<(it: Ticket) => boolean> {
  const session = token === undefined ? undefined : await sessions.validate(token);
  if (session?.kind === "visitor") return (ticket) => ticket.visitor_id === session.userId;
  if (session?.kind !== "customer") return () => false;
  const me = await database.read
    .selectFrom("customers")
    .select(["id", "company_id", "email", "project_id"])
    .where("id", "=", session.userId)
    .executeTakeFirst();
  if (!me) return () => false;
  return (ticket) => {
    const isColleagues = ticket.company_id !== null && ticket.company_id === me.company_id;
    // Nobody's yet, and sent with this address: whether it is theirs is asked by its subject.
    const isAsked = ticket.customer_id === null && ticket.claimed_email !== null && ticket.claimed_email === me.email;
    return ticket.project_id === me.project_id && (ticket.customer_id === me.id || isColleagues || isAsked);
  };
}
