import { z } from "zod";
import type { MailDecision, MailWithText } from "../contract/mail.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal, refuseField } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { id, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { readCursor, readQuery, writeCursor, pageOf } from "../http/read-query.ts";
import { readAnswers } from "./answers.ts";
import { mailAsText } from "./content.ts";
import { listMails } from "./list-mails.ts";
import { decideParked } from "./received.ts";
import { mailQuery, type MailRecord, mailView, readContent, sendAgain } from "./store.ts";

const mailList = z.strictObject({
  direction: z.enum(["in", "out"]).optional(),
  ticket: id.optional(),
  customer: id.optional(),
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** `ticket`: of the mail's project, which it belongs to. */
const decision = z.strictObject({ ticket: id.optional() }) satisfies z.ZodType<MailDecision>;

const masked = "…";

type MailDeps = Pick<Deps, "database" | "secrets" | "mailer" | "now" | "demo">;

export function mailRoutes({ database, secrets, mailer, now, demo }: MailDeps) {
  /** Links open tickets: only the demo, where every ticket is made up, shows them to staff. */
  const shown = async (row: MailRecord): Promise<string> => {
    const values = row.sealed && demo ? secrets.unseal(row.sealed) : {};
    const content = readContent(row);
    return mailAsText(content, (name) => values[name] ?? masked, await readAnswers(database.read, content));
  };

  const whole = async (row: MailRecord): Promise<MailWithText> => ({
    ...mailView(row),
    text: await shown(row),
    ...(row.quoted !== null && { quoted: row.quoted }),
  });

  const find = async (mailId: string): Promise<MailRecord> => {
    const row = await mailQuery(database.read).where("mails.id", "=", mailId).executeTakeFirst();
    if (!row) throw notFound();
    return row;
  };

  const isOfProject = async (ticket: string, projectId: string): Promise<boolean> => {
    const tickets = database.read.selectFrom("tickets").select("id").where("id", "=", ticket);
    return (await tickets.where("project_id", "=", projectId).executeTakeFirst()) !== undefined;
  };

  return {
    async list(c: StaffContext) {
      const { direction, ticket, customer, cursor, limit } = readQuery(c, mailList);
      const { projects } = c.get("who");
      const asked = {
        direction,
        ticket,
        customer,
        after: cursor === undefined ? undefined : (readCursor(cursor, ["number", "string"]) as [number, string]),
      };
      const rows = projects.length === 0 ? [] : await listMails(database, projects, asked, limit + 1);
      return c.json(pageOf(rows, limit, mailView, (last) => writeCursor([last.created_at, last.id])));
    },

    async get(c: StaffContext) {
      return c.json({ mail: await whole(await find(c.req.param("id")!)) });
    },

    /**
     * Of one that went out, "Try again": the same mail under the same Message-ID, for when what stood in its way is mended.
     * Of one that waits for staff, what they decided: the ticket that it belongs to, or one of its own.
     */
    async replay(c: StaffContext) {
      const { id: mailId, direction, project_id: projectId } = await find(c.req.param("id")!);
      const { ticket } = c.req.header("Content-Type") === undefined ? {} : await readJson(c, decision);
      if (direction === "in") {
        if (ticket !== undefined && !(await isOfProject(ticket, projectId!))) refuseField("ticket", "not_allowed");
        const isDecided = await database.write((tx) => decideParked(tx, mailId, ticket ?? null, now()));
        if (!isDecided) throw new Refusal(409, "nothing_to_send");
      } else if (!mailer || !(await database.write((tx) => sendAgain(tx, mailId, now())))) {
        throw new Refusal(409, "nothing_to_send");
      }
      return c.json({ mail: await whole(await find(mailId)) });
    },
  };
}
