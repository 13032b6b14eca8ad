/** The drafts of whoever asks. */
import { principalKey } from "../access/principals.ts";
import { may } from "../access/rules.ts";
import { staffLink } from "../attachments/links.ts";
import { findUnsent, renewUnsent } from "../attachments/store.ts";
import type { StaffDraft, StaffDraftReply, StaffDrafts } from "../contract/staff-drafts.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { readJson } from "../http/read-json.ts";
import { findDraft, forgetSentDraft, hasArrived, keepDraft, type Own, ticketsBegun } from "./drafts.ts";
import { staffDraft } from "./schemas.ts";
import { findTicket } from "./store.ts";
import { attachmentView } from "./views.ts";

export function draftRoutes({ database, limiter, now }: Pick<Deps, "database" | "limiter" | "now">) {
  /** @param writer who the page says has written it. @throws Refusal 403 or 404 */
  const requireOwn = async (db: Db, c: StaffContext, writer: string | undefined): Promise<Own> => {
    const who = c.get("who");
    if (writer !== undefined && writer !== who.id) throw new Refusal(403, "not_permitted");
    const ticket = await findTicket(db, c.req.param("id")!);
    if (!ticket || !may(who, "read-notes", ticket)) throw notFound();
    return { staffId: who.id, ticketId: ticket.id };
  };

  const answer = async (db: Db, c: StaffContext, own: Own): Promise<StaffDraftReply> => {
    const row = await findDraft(db, own);
    if (!row) return { draft: null };
    const files = await findUnsent(db, JSON.parse(row.attachments) as string[], principalKey(c.get("who")));
    const draft: StaffDraft = {
      body: row.body,
      internal: row.internal === 1,
      attachments: files.map((file) => attachmentView(file, staffLink)),
      revision: row.revision,
      updatedAt: new Date(row.updated_at).toISOString(),
    };
    return { draft };
  };

  return {
    async list(c: StaffContext) {
      const drafts: StaffDrafts = { tickets: await ticketsBegun(database.read, c.get("who")) };
      return c.json(drafts);
    },

    async read(c: StaffContext) {
      return c.json(await answer(database.read, c, await requireOwn(database.read, c, c.req.query("staff"))));
    },

    async keep(c: StaffContext) {
      const { attachments = [], staff, key, ...draft } = await readJson(c, staffDraft);
      const whose = principalKey(c.get("who"));
      const kept = await database.write(async (tx) => {
        const own = await requireOwn(tx.db, c, staff);
        await limiter.require(tx, "drafts", whose);
        if (key !== undefined && (await hasArrived(tx, own, key))) {
          await forgetSentDraft(tx, own, { ...draft, attachments });
        } else {
          const before = await findDraft(tx.db, own);
          const files = await findUnsent(tx.db, attachments, whose);
          await keepDraft(tx, own, { ...draft, attachments: files.map(({ id }) => id) }, now());
          const named = before ? (JSON.parse(before.attachments) as string[]) : [];
          const left = named.filter((id) => !attachments.includes(id));
          await renewUnsent(tx, left, whose, now());
        }
        return answer(tx.db, c, own);
      });
      return c.json(kept);
    },
  };
}
