/** "Sent with your address: yours?" Tickets that named a proven address from somewhere else, until their owner says. */
import { sql } from "kysely";
import { z } from "zod";
import type { CustomerPrincipal } from "../access/principals.ts";
import { askedAboutVisitor, stopAsking } from "../access/session-rows.ts";
import type { Claim, ClaimDecision, Claims } from "../contract/portal.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { pageOf, readCursor, readQuery, writeCursor } from "../http/read-query.ts";
import { endMailedLinks } from "../tracking/links.ts";
import { lockTicket } from "./store.ts";
import { countOfVisitor, joinTickets, joinVisitor } from "../customers/joining.ts";
import { lockOwn } from "../customers/lock-own.ts";
import { type CustomerRow, findCustomer } from "../customers/store.ts";

const decision = z.strictObject({ mine: z.boolean() }) satisfies z.ZodType<ClaimDecision>;

/** More at once helps nobody to remember what was sent when. */
const page = z.strictObject({
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/**
 * By the address, nothing where it is not proven, and held tickets wait for staff first; by the browser, whatever its
 * visitor sent.
 */
const claimable = (db: Db, customer: CustomerRow, visitorId: string | null) => {
  const address = customer.proven_at === null ? null : customer.email;
  return db
    .selectFrom("tickets")
    .where("project_id", "=", customer.project_id)
    .where("customer_id", "is", null)
    .where((eb) =>
      eb.or([
        eb("visitor_id", "=", visitorId),
        eb.and([
          eb("claimed_email", "=", address),
          // The same once more, for the index.
          eb(sql`lower(claimed_email)`, "=", sql`lower(${address})`),
          eb("claim_declined", "=", 0),
          eb("held", "=", 0),
        ]),
      ]),
    );
};

const askedAbout = (db: Db, c: PortalContext): Promise<string | null> =>
  askedAboutVisitor(db, (c.get("who") as CustomerPrincipal).session.hash);

export function claimRoutes(deps: Pick<Deps, "database" | "sessions">) {
  const { database } = deps;
  const ownRow = async (db: Db, c: PortalContext): Promise<CustomerRow> => {
    const customer = await findCustomer(db, (c.get("who") as CustomerPrincipal).id);
    if (!customer) throw notFound();
    return customer;
  };

  return {
    /**
     * The subject and when, to remember by; nothing of the messages. A subject that the message begins with was filled in
     * by the widget, and is part of it: the number stands for it.
     */
    async list(c: PortalContext) {
      const { cursor, limit } = readQuery(c, page);
      const customer = await ownRow(database.read, c);
      const visitorId = await askedAbout(database.read, c);
      const rows = await claimable(database.read, customer, visitorId)
        .select(["id", "seq", "number", "subject", "created_at", "visitor_id"])
        .select((eb) =>
          eb
            .selectFrom("messages")
            .select(sql<string>`substr(body, 1, 400)`.as("body"))
            .whereRef("messages.ticket_id", "=", "tickets.id")
            .orderBy("messages.seq")
            .limit(1)
            .as("body"),
        )
        .$if(cursor !== undefined, (query) => query.where("seq", "<", readCursor(cursor!, ["number"])[0] as number))
        .orderBy("seq", "desc")
        .limit(limit + 1)
        .execute();
      const count = visitorId === null ? 0 : await countOfVisitor(database.read, customer.project_id, visitorId);
      const show = ({ id, number, created_at: createdAt, visitor_id: by, ...row }: (typeof rows)[number]): Claim => ({
        id,
        number,
        subject: row.body?.includes(row.subject) ? `#${number}` : row.subject,
        createdAt: new Date(createdAt).toISOString(),
        ...(by !== null && by === visitorId && { fromBrowser: true }),
      });
      const reply: Claims = {
        ...pageOf(rows, limit, show, (last) => writeCursor([last.seq])),
        ...(count > 0 && { browser: { count } }),
      };
      return c.json(reply);
    },

    async decide(c: PortalContext) {
      const { mine } = await readJson(c, decision);
      const id = c.req.param("id")!;
      await database.write(async (tx) => {
        const customer = await lockOwn(tx, deps, c.get("who") as CustomerPrincipal);
        await lockTicket(tx, id);
        const ticket = await claimable(tx.db, customer, await askedAbout(tx.db, c))
          .select(["visitor_id", "claimed_email"])
          .where("id", "=", id)
          .executeTakeFirst();
        if (!ticket) throw notFound();
        if (!mine) {
          // Of an address that is not theirs they have nothing to say: its owner has still to be asked.
          if (ticket.claimed_email !== customer.email) return;
          await tx.db.updateTable("tickets").set({ claim_declined: 1 }).where("id", "=", id).execute();
          // What was mailed to that address is a way into somebody else's ticket.
          await endMailedLinks(tx, id);
          return;
        }
        await joinTickets(tx, customer, (eb) => eb.and([eb("tickets.id", "=", id)]));
        // Whoever sent it sees it go from their list.
        if (ticket.visitor_id !== null) announceAccess(tx, customer.project_id, "visitor", ticket.visitor_id);
      });
      return c.body(null, 204);
    },

    /** All that was sent from this browser. With "no" it stays its visitor's, whose token goes on working. */
    async decideBrowser(c: PortalContext) {
      const { mine } = await readJson(c, decision);
      await database.write(async (tx) => {
        const customer = await lockOwn(tx, deps, c.get("who") as CustomerPrincipal);
        const visitorId = await askedAbout(tx.db, c);
        if (visitorId === null) throw notFound();
        if (mine) await joinVisitor(tx, deps, customer, visitorId);
        await stopAsking(tx, (c.get("who") as CustomerPrincipal).session.hash);
      });
      return c.body(null, 204);
    },
  };
}
