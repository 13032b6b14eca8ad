/** Tickets as customers reach them: list, read, submit, reply, change. */
import { requireTypeOf } from "../projects/store.ts";
import { tooMany } from "../access/limits.ts";
import { takeOfNetwork } from "../access/network-limits.ts";
import { giveBackVisitor } from "../access/new-visitors.ts";
import { type PortalPrincipal, principalKey } from "../access/principals.ts";
import { companyInSight, may } from "../access/rules.ts";
import type { ChangedTicket, NewTicket, TicketPatch, TicketWithMessages } from "../contract/tickets.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { bodyHash, idempotencyKey } from "../http/idempotency-key.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { queueReceipt } from "./receipt.ts";
import { addReply } from "./add-reply.ts";
import { createTicket } from "./create-ticket.ts";
import { readTicketList } from "./read-list.ts";
import {
  type LinkDeps,
  type Reader,
  readerOf,
  readReply,
  readStatusMessage,
  readTicket,
  requireTicket,
} from "./read-ticket.ts";
import { isBlocked, looksAutomatic } from "./spam-floor.ts";
import { keepTags } from "./tags.ts";
import { changed } from "./changed.ts";
import { findChangeByKey, overtake } from "./pending-changes.ts";
import { newMessage, newTicket, threadPage, ticketList, ticketPatch } from "./schemas.ts";
import {
  announceStatus,
  findMessage,
  findMessageByKey,
  findTicketByKey,
  hasWritten,
  lockTicket,
  type TicketRow,
  writeDownVisitor,
} from "./store.ts";
import { customerTicket } from "./views.ts";

type TicketDeps = Deps & LinkDeps;
type Holder = Exclude<PortalPrincipal, { kind: "nobody" }>;
type Submitter = Extract<PortalPrincipal, { kind: "visitor" | "customer" }>;

export function customerTickets(deps: TicketDeps) {
  const { database, now, inFlight, limiter, sessions } = deps;

  /**
   * Somebody who signs in at this very moment sends again as the customer; as the visitor it would be out of reach. And
   * whose account goes, or becomes part of another, writes nothing more in its name.
   */
  const requireGoing = (tx: Tx, who: Holder): Promise<void> => sessions.require(tx, who.session.hash);

  const limitOf = (who: Submitter) => (who.kind === "visitor" ? "ticketsOfVisitor" : "tickets");

  /** Before it waits for the writer, which would keep others waiting; one that was taken already is answered. */
  const refuseEarly = async (who: Submitter, projectId: string, key: string): Promise<void> => {
    const wait = await limiter.wait({ db: database.read }, limitOf(who), principalKey(who));
    if (wait > 0 && !(await findTicketByKey(database.read, projectId, key))) throw tooMany(limitOf(who), wait);
  };

  /** Who signed in while the answer was being read is told the same. */
  const orNotGoing = async (who: Holder, otherwise: unknown): Promise<unknown> => {
    const isOver = (await sessions.expiryOf(who.session.hash)) === undefined;
    return isOver ? new Refusal(401, "unauthenticated") : otherwise;
  };

  const submit = async (
    tx: Tx,
    reader: Reader,
    network: string,
    key: string,
    input: NewTicket,
  ): Promise<{ id: string; isNew: boolean }> => {
    const { project } = reader;
    const who = reader.who as Submitter;
    await requireGoing(tx, who);
    // What shows a person at work differs each time the same words are sent.
    const { form: _form, website: _website, ...said } = input;
    const hash = bodyHash("tickets", said);
    const made = await findTicketByKey(tx.db, project.id, key);
    if (made) {
      // Whose ticket it is stays unsaid: a stranger's key and one's own with another text look the same.
      if (made.body_hash !== hash || !may(who, "read", made)) throw new Refusal(422, "key_reused");
      return { id: made.id, isNew: false };
    }
    const visitor = who.kind === "visitor";
    await limiter.require(tx, limitOf(who), principalKey(who));
    const overLimit = visitor && (await takeOfNetwork(tx, deps, "tickets", network)) > 0;
    const email = visitor ? input.email : who.account.email;
    const held =
      overLimit ||
      (visitor && looksAutomatic(deps, project.id, input)) ||
      (await isBlocked(tx.db, project.id, email, network));
    if (visitor && !(await hasWritten(tx.db, who.id))) {
      await writeDownVisitor(tx, project.id, who.id, now());
      if (!held) await giveBackVisitor(tx, deps, network);
    }
    if (input.type !== undefined) requireTypeOf(project, input.type);
    // Widgets of before ask everybody for a type, and their words are no less welcome.
    const { type: _type, ...untyped } = input;
    const { ticketId } = await createTicket(
      tx,
      project,
      reader.permissions.type === "edit" ? input : untyped,
      {
        author: { kind: "customer", id: who.id, name: who.kind === "customer" ? who.account.name : (input.name ?? "") },
        customerId: visitor ? null : who.id,
        visitorId: visitor ? who.id : null,
        companyId: who.kind === "customer" && who.account.proven ? (who.account.company?.id ?? null) : null,
        uploader: principalKey(who),
        held,
        anyInbox: false,
      },
      { key, hash },
      now(),
    );
    if (visitor && input.email !== undefined && !held) await queueReceipt(tx, deps, project, ticketId, input.email);
    return { id: ticketId, isNew: true };
  };

  return {
    async list(c: PortalContext) {
      const reader = readerOf(c.get("project"), c.get("who"));
      const asked = readQuery(c, ticketList);
      if (asked.scope === "company" && companyInSight(reader.who) === undefined)
        throw new Refusal(403, "not_permitted");
      return c.json(await readTicketList(database, reader, asked));
    },

    async get(c: PortalContext) {
      const reader = readerOf(c.get("project"), c.get("who"));
      const asked = readQuery(c, threadPage);
      return c.json({ ticket: await readTicket(database.read, deps, reader, c.req.param("id")!, asked) });
    },

    async create(c: PortalContext) {
      const reader = readerOf(c.get("project"), c.get("who"));
      const key = idempotencyKey(c);
      const input = await readJson(c, newTicket);
      if (input.priority !== undefined && reader.permissions.priority !== "edit") {
        throw new Refusal(403, "not_permitted", { fields: { priority: "not_allowed" } });
      }
      await refuseEarly(reader.who as Submitter, reader.project.id, key);
      const { id, ticket } = await inFlight.once(reader.project.id, key, () =>
        database.write(async (tx) => {
          const made = await submit(tx, reader, c.get("network"), key, input);
          // Read where it was written: nothing else can have come between. One that is sent again may have grown long,
          // and whoever reads a long page waits for others, which nobody may do who keeps all of them from writing.
          return { id: made.id, ticket: made.isNew ? await readTicket(tx.db, deps, reader, made.id) : undefined };
        }),
      );
      const again = async (): Promise<TicketWithMessages> => {
        // It is long by now, and is read in turns of its own.
        c.get("leaveTurn")?.();
        try {
          return await readTicket(database.read, deps, reader, id);
        } catch (error) {
          throw await orNotGoing(reader.who as Holder, error);
        }
      };
      return c.json({ ticket: ticket ?? (await again()) }, 201);
    },

    async reply(c: PortalContext) {
      const reader = readerOf(c.get("project"), c.get("who"));
      const key = idempotencyKey(c);
      const input = await readJson(c, newMessage);
      const id = c.req.param("id")!;
      const record = await requireTicket(database.read, reader, id);
      const who = reader.who as Holder;
      const name = who.kind === "customer" ? who.account.name : record.author_name;
      const hash = bodyHash(`tickets/${id}/messages`, input);
      const read = (db: Db, messageId: string) => readReply(db, deps, reader, messageId);
      const { messageId, fresh } = await inFlight.once(reader.project.id, key, () =>
        database.write(async (tx) => {
          await requireGoing(tx, who);
          const made = await findMessageByKey(tx.db, reader.project.id, key);
          if (made && made.body_hash !== hash) throw new Refusal(422, "key_reused");
          if (made) return { messageId: made.id, fresh: undefined };
          // An answer that waits has its key already: without it, it could not take effect.
          if (await findChangeByKey(tx.db, reader.project.id, key)) throw new Refusal(422, "key_reused");
          const ticket = await lockTicket(tx, id);
          if (!ticket || !may(who, "reply", ticket)) throw notFound();
          await limiter.require(tx, "replies", principalKey(who));
          const author = { kind: "customer" as const, id: who.id, name };
          const reply = { ...input, author, uploader: principalKey(who) };
          const { messageId } = await addReply(tx, ticket, reply, { key, hash }, now());
          return { messageId, fresh: await read(tx.db, messageId) };
        }),
      );
      const answer = fresh ?? (await read(database.read, messageId));
      if (!answer) throw await orNotGoing(who, notFound());
      return c.json(answer, 201);
    },

    async change(c: PortalContext) {
      const reader = readerOf(c.get("project"), c.get("who"));
      const patch = await readJson(c, ticketPatch);
      const id = c.req.param("id")!;
      await requireTicket(database.read, reader, id);
      const statusMessageId = await database.write(async (tx) => {
        const ticket = await lockTicket(tx, id);
        if (!ticket || !may(reader.who, "read", ticket)) throw notFound();
        return applyPatch(tx, deps, reader, ticket, patch);
      });
      const ticket = customerTicket(await requireTicket(database.read, reader, id), reader);
      const line = statusMessageId === undefined ? undefined : await findMessage(database.read, statusMessageId);
      const status = await readStatusMessage(database.read, deps, reader, line);
      const answer: ChangedTicket = { ticket, ...status };
      return c.json(answer);
    },
  };
}

/**
 * What is so already costs no write and is no news to anybody.
 * @returns id of the message that says a new status
 */
async function applyPatch(
  tx: Tx,
  { limiter, now }: Pick<TicketDeps, "limiter" | "now">,
  reader: Reader,
  ticket: TicketRow,
  patch: TicketPatch,
): Promise<string | undefined> {
  const permitted = (action: Parameters<typeof may>[1]): void => {
    if (!may(reader.who, action, ticket)) throw new Refusal(403, "not_permitted");
  };
  if (patch.priority !== undefined) permitted("edit-priority");
  if (patch.tags !== undefined) permitted("edit-tags");
  if (patch.status !== undefined) permitted("close");
  if (patch.type !== undefined) {
    permitted("edit-type");
    requireTypeOf(reader.project, patch.type);
  }
  const { priority, type, tags, status } = patch;
  const set = changed(ticket, {
    ...(priority && { priority }),
    ...(type !== undefined && { type }),
    ...(tags && { tags: JSON.stringify([...new Set(tags)]) }),
    // Read by a colleague is not read by its owner.
    ...(patch.read && may(reader.who, "own", ticket) && { read_seq: ticket.last_seq }),
  });
  const moves = status !== undefined && status !== ticket.status;
  if (!set && !moves) return undefined;
  await limiter.require(tx, "changes", principalKey(reader.who as Holder));
  if (set) await tx.db.updateTable("tickets").set(set).where("id", "=", ticket.id).execute();
  if (set?.tags !== undefined) await keepTags(tx, ticket, tags!);
  if (moves) await overtake(tx, ticket);
  const statusMessageId = moves ? await announceStatus(tx, ticket, status, "customer", now()) : undefined;
  tx.emit({ projectId: ticket.project_id, type: "ticket.updated", ticketId: ticket.id });
  return statusMessageId;
}
