/** Tickets as agents and administrators reach them. */
import { principalKey, type StaffPrincipal } from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import type {
  ChangedStaffTicket,
  StaffMessageReply,
  StaffTicketPage,
  TagsInUse,
  TicketCounts,
} from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal, refuseField } from "../errors.ts";
import type { KeyedContext, StaffContext } from "../http/env.ts";
import { bodyHash, idempotencyKey } from "../http/idempotency-key.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { findProject } from "../projects/store.ts";
import { changeTicket } from "./change-ticket.ts";
import { countTickets } from "./count-tickets.ts";
import { createTicket } from "./create-ticket.ts";
import { forgetSentDraft } from "./drafts.ts";
import type { TicketFilter } from "./list/filter.ts";
import { findPage, pageOfFound } from "./list/list.ts";
import { countFound, countsOf } from "./search-tickets.ts";
import { customerNamed, onBehalfOf, welcomeAtTicket, wordsOf } from "./on-behalf.ts";
import { mailAnswers } from "./mail-answers.ts";
import { staffTicketsBySeq } from "./query.ts";
import { staffTickets as viewsOf } from "./pending-views.ts";
import { readOwnStaffMessage, readStaffTicket, readStaffTicketWithMessages } from "./read-ticket.ts";
import {
  newStaffMessage,
  newStaffTicket,
  ofProject,
  staffTicketList,
  staffTicketPatch,
  staffUndo,
  threadPage,
} from "./schemas.ts";
import { addAnswer, setStatus, undoChange } from "./staff-changes.ts";
import { type Author, findTicketByKey } from "./store.ts";
import { tagsInUse } from "./tags-in-use.ts";

const authorOf = (who: StaffPrincipal): Author => ({ kind: "staff", id: who.id, name: who.name });

type StaffTicketDeps = Pick<
  Deps,
  "database" | "hub" | "now" | "inFlight" | "limiter" | "secrets" | "publicUrl" | "mailDomain"
>;

export function staffTickets(deps: StaffTicketDeps) {
  const { database, now, inFlight } = deps;
  return {
    async list(c: KeyedContext) {
      const { q, sort, cursor, limit, held, assignee, ...filter } = readQuery(c, staffTicketList);
      const who = c.get("who");
      const asked: TicketFilter = { ...filter, assignee: assignee === "me" ? who.id : assignee };
      if (held) asked.held = held === "true";
      const page = await findPage(database, who, { filter: asked, q, sort, cursor, limit });
      const read = async () => {
        const rows = await staffTicketsBySeq(database, page.seqs);
        return { rows, views: await viewsOf(database.read, who, rows) };
      };
      if (q === undefined || cursor !== undefined) {
        const { rows, views } = await read();
        return c.json(pageOfFound(page, rows, views));
      }
      const isAll = page.nextCursor === null && page.lookedThrough === undefined && asked.status === undefined;
      const counting = isAll ? undefined : countFound(database, { who, q, filter: asked, sort, limit });
      const [{ rows, views }, counted] = await Promise.all([read(), counting]);
      const found = counted ?? { counts: countsOf(rows), isMore: false };
      const answer: StaffTicketPage = { ...pageOfFound(page, rows, views), found };
      return c.json(answer);
    },

    async counts(c: StaffContext) {
      const { project } = readQuery(c, ofProject);
      const counts: TicketCounts = await countTickets(database, c.get("who"), project);
      return c.json({ counts });
    },

    async tags(c: StaffContext) {
      const { project } = readQuery(c, ofProject);
      const answer: TagsInUse = { tags: await tagsInUse(database, c.get("who"), project) };
      return c.json(answer);
    },

    async get(c: KeyedContext) {
      const asked = readQuery(c, threadPage);
      const id = c.req.param("id")!;
      return c.json({ ticket: await readStaffTicketWithMessages(database.read, deps, c.get("who"), id, asked) });
    },

    async create(c: StaffContext) {
      const key = idempotencyKey(c);
      const { project: projectId, ...given } = await readJson(c, newStaffTicket);
      const who = c.get("who");
      // Before the key is taken: where it is at work for somebody else already is of that project too.
      if (!reaches(who, projectId)) refuseField("project", "not_allowed");
      const hash = bodyHash("staff/tickets", given);
      const id = await inFlight.once(projectId, key, () =>
        database.write(async (tx) => {
          const project = await findProject(tx.db, projectId);
          if (!project) return refuseField("project", "not_allowed");
          const earlier = await findTicketByKey(tx.db, projectId, key);
          if (earlier && earlier.body_hash !== hash) throw new Refusal(422, "key_reused");
          if (earlier) return earlier.id;
          const customer = await customerNamed(tx, project, given);
          const input = { ...given, ...wordsOf(customer) };
          const source = { author: authorOf(who), ...onBehalfOf(customer), held: false, anyInbox: true };
          const uploader = principalKey(who);
          const made = await createTicket(tx, project, input, { ...source, uploader }, { key, hash }, now());
          await mailAnswers(tx, deps, made.ticketId, [made.messageId]);
          await welcomeAtTicket(tx, deps, project, customer);
          return made.ticketId;
        }),
      );
      return c.json({ ticket: await readStaffTicketWithMessages(database.read, deps, who, id) }, 201);
    },

    async reply(c: StaffContext) {
      const key = idempotencyKey(c);
      // Not of what the key stands for: a draft may be saved between two tries.
      const { draft, ...input } = await readJson(c, newStaffMessage);
      const id = c.req.param("id")!;
      const who = c.get("who");
      if (who.role === "viewer" && !(input.internal && input.status === undefined)) throw new Refusal(403, "forbidden");
      const { project } = await readStaffTicket(database.read, deps, id);
      const { status: _status, ...words } = input;
      const hash = bodyHash(`staff/tickets/${id}/messages`, words);
      const read = async (db: Db, messageId: string): Promise<StaffMessageReply> => ({
        ...(await readOwnStaffMessage(db, deps, messageId)),
        ticket: await readStaffTicket(db, deps, id),
      });
      const { messageId, said } = await inFlight.once(project.id, key, () =>
        database.write(async (tx) => {
          const { messageId, isNew } = await addAnswer(tx, deps, who, id, input, { key, hash });
          const said = await read(tx.db, messageId);
          // By a second try the draft that is there may be a newer one; once it was undone it is a draft again.
          if (!said.message.undoneAt) {
            await forgetSentDraft(tx, { staffId: who.id, ticketId: id }, input, isNew ? draft : undefined);
          }
          return { messageId, said: isNew ? said : undefined };
        }),
      );
      return c.json(said ?? (await read(database.read, messageId)), 201);
    },

    async change(c: StaffContext) {
      const { status, ...rest } = await readJson(c, staffTicketPatch);
      const id = c.req.param("id")!;
      const who = c.get("who");
      const statusMessageId = await database.write(async (tx: Tx) => {
        await changeTicket(tx, who, id, rest, now(), deps);
        return status && (await setStatus(tx, deps, who, id, status));
      });
      const ticket = await readStaffTicket(database.read, deps, id);
      const own =
        statusMessageId === undefined ? undefined : await readOwnStaffMessage(database.read, deps, statusMessageId);
      const answer: ChangedStaffTicket = {
        ticket,
        ...(own && { statusMessage: own.message, ...(own.after !== undefined && { after: own.after }) }),
      };
      return c.json(answer);
    },

    /** @see undoChange */
    async undo(c: StaffContext) {
      const { change } = await readJson(c, staffUndo);
      const id = c.req.param("id")!;
      const answer = await database.write(async (tx): Promise<StaffMessageReply> => {
        await undoChange(tx, deps, c.get("who"), id, change);
        return { ...(await readOwnStaffMessage(tx.db, deps, change)), ticket: await readStaffTicket(tx.db, deps, id) };
      });
      return c.json(answer);
    },
  };
}
