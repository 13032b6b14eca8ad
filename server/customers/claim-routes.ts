/** "Sent with your address: yours?" Tickets that named a proven address from somewhere else, until their owner says. */
import { sql } from "kysely";
import { z } from "zod";
import type { CustomerPrincipal } from "../access/principals.ts";
import type { Claim } from "../contract/portal.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { readJson } from "../http/read-json.ts";
import { lockTicket } from "../tickets/store.ts";
import { joinTickets } from "./joining.ts";
import { type CustomerRow, findCustomer } from "./store.ts";

const decision = z.strictObject({ mine: z.boolean() });

/** More at once helps nobody to remember what was sent when. */
const most = 50;

/** Nothing for an address that is not proven. Held tickets wait for staff first. */
const claimable = (db: Db, customer: CustomerRow) =>
  db
    .selectFrom("tickets")
    .where("project_id", "=", customer.project_id)
    .where(sql`lower(claimed_email)`, "=", customer.proven_at === null ? null : customer.email)
    .where("customer_id", "is", null)
    .where("claim_declined", "=", 0)
    .where("held", "=", 0);

export function claimRoutes({ database }: Pick<Deps, "database">) {
  const ownRow = async (db: Db, c: PortalContext): Promise<CustomerRow> => {
    const customer = await findCustomer(db, (c.get("who") as CustomerPrincipal).id);
    if (!customer) throw notFound();
    return customer;
  };

  return {
    /** The subject and when, to remember by; nothing of what was said. */
    async list(c: PortalContext) {
      const customer = await ownRow(database.read, c);
      const rows = await claimable(database.read, customer)
        .select(["id", "number", "subject", "created_at"])
        .orderBy("seq", "desc")
        .limit(most)
        .execute();
      const items: Claim[] = rows.map(({ created_at: createdAt, ...row }) => ({
        ...row,
        createdAt: new Date(createdAt).toISOString(),
      }));
      return c.json({ items });
    },

    async decide(c: PortalContext) {
      const { mine } = await readJson(c, decision);
      const id = c.req.param("id")!;
      await database.write(async (tx) => {
        await lockTicket(tx, id);
        const customer = await ownRow(tx.db, c);
        const ticket = await claimable(tx.db, customer).select("visitor_id").where("id", "=", id).executeTakeFirst();
        if (!ticket) throw notFound();
        if (!mine) {
          await tx.db.updateTable("tickets").set({ claim_declined: 1 }).where("id", "=", id).execute();
          return;
        }
        await joinTickets(tx, customer, (eb) => eb.and([eb("tickets.id", "=", id)]));
        // Whoever sent it sees it go from their list.
        if (ticket.visitor_id !== null) {
          const concerns = `visitor:${ticket.visitor_id}`;
          tx.emit({ projectId: customer.project_id, type: "access.changed", concerns });
        }
      });
      return c.body(null, 204);
    },
  };
}
