/**
 * What the server is measured against: nothing but Hono, zod and the bare statements on raw better-sqlite3,
 * a commit each and every commit on disk. No rights, no events, no search, no exactly-once.
 *
 * node scripts/bench/floor.ts <database file> <port>
 */
import { randomBytes, randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import Sqlite from "better-sqlite3";
import { Hono } from "hono";
import { z } from "zod";

const [, , file = "", port = ""] = process.argv;
const database = new Sqlite(file);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");

const owner = database.prepare("select project_id, visitor_id, inbox_id from tickets limit 1").get() as Record<
  string,
  string
>;
let { last } = database.prepare("select max(number) as last from tickets").get() as { last: number };

const insertMessage = database.prepare(
  `insert into messages (id, ticket_id, project_id, author_kind, author_name, internal, body, idempotency_key, body_hash, created_at)
   values (@message, @id, @project_id, 'customer', '', 0, @body, null, null, @now) returning seq`,
);
const insertTicket = database.prepare(
  `insert into tickets (id, project_id, number, subject, status, inbox_id, priority, tags, visitor_id, author_name, held,
     idempotency_key, body_hash, created_at, updated_at, last_seq, last_customer_seq, last_staff_seq, read_seq, excerpt)
   values (@id, @project_id, @number, @subject, 'new', @inbox_id, 'normal', '[]', @visitor_id, '', 0,
     @key, '', @now, @now, @seq, @seq, 0, @seq, @excerpt)`,
);
const create = database.transaction((input: { subject: string; body: string }) => {
  const values = { ...owner, ...input, id: newId(), message: newId(), now: Date.now(), key: randomUUID() };
  const { seq } = insertMessage.get(values) as { seq: number };
  last += 1;
  insertTicket.run({ ...values, seq, number: last, excerpt: input.body.slice(0, 160) });
  return values.id;
});
const moveTicket = database.prepare(
  `update tickets set last_seq = @seq, last_customer_seq = @seq, read_seq = @seq, updated_at = @now, excerpt = @excerpt
   where id = @id`,
);
const reply = database.transaction((id: string, message: string) => {
  const values = { ...owner, id, body: message, message: newId(), now: Date.now() };
  const { seq } = insertMessage.get(values) as { seq: number };
  moveTicket.run({ id, seq, now: values.now, excerpt: message.slice(0, 160) });
  return values.message;
});
const readOne = database.prepare("select * from messages where id = ?");
const readTicket = database.prepare("select * from tickets where id = ?");
const readMessages = database.prepare("select * from messages where ticket_id = ? and internal = 0 order by seq");
const listTickets = database.prepare("select * from tickets where visitor_id = ? order by last_seq desc limit 26");

/** A second floor, on which nothing is kept in any order: two bare inserts. */
database.exec(`create table bare_tickets (id text, message text, subject text, created_at integer);
  create table bare_messages (id text, ticket_id text, body text, created_at integer)`);
const insertBareTicket = database.prepare("insert into bare_tickets values (?, ?, ?, ?)");
const insertBareMessage = database.prepare("insert into bare_messages values (?, ?, ?, ?)");
const createBare = database.transaction((input: { subject: string; body: string }) => {
  const [id, message, now] = [newId(), newId(), Date.now()];
  insertBareMessage.run(message, id, input.body, now);
  insertBareTicket.run(id, message, input.subject, now);
  return { id, message, ...input, now };
});

const newTicket = z.strictObject({ subject: z.string().max(200), body: z.string().max(20_000) });
const newMessage = z.strictObject({ body: z.string().max(20_000) });
const read = (id: string): object => ({ ...(readTicket.get(id) as object), messages: readMessages.all(id) });

const app = new Hono()
  .post("/tickets", async (c) => c.json({ ticket: read(create(newTicket.parse(await c.req.json()))) }, 201))
  .post("/bare/tickets", async (c) => c.json({ ticket: createBare(newTicket.parse(await c.req.json())) }, 201))
  .post("/tickets/:id/messages", async (c) => {
    const { body } = newMessage.parse(await c.req.json());
    const id = c.req.param("id");
    const message = readOne.get(reply(id, body));
    return c.json({ message, ticket: readTicket.get(id) }, 201);
  })
  .get("/tickets/:id", (c) => c.json({ ticket: read(c.req.param("id")) }))
  .get("/tickets", (c) => c.json({ items: listTickets.all(owner["visitor_id"]), nextCursor: null }));

serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" }, () => console.log("ready"));

function newId(): string {
  return randomBytes(16).toString("hex");
}
