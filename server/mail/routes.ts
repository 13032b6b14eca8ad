import { z } from "zod";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { id, text } from "../http/fields.ts";
import { readCursor, readQuery, writeCursor, pageOf } from "../http/read-query.ts";
import { readAnswers } from "./answers.ts";
import { mailAsText } from "./content.ts";
import { listMails } from "./list-mails.ts";
import { mailQuery, type MailRecord, mailView, readContent, sendAgain } from "./store.ts";

const mailList = z.strictObject({
  direction: z.enum(["in", "out"]).optional(),
  ticket: id.optional(),
  customer: id.optional(),
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

const masked = "…";

type MailDeps = Pick<Deps, "database" | "secrets" | "mailer" | "now" | "demo">;

export function mailRoutes({ database, secrets, mailer, now, demo }: MailDeps) {
  /** Links open tickets: only the demo, where every ticket is made up, shows them to staff. */
  const shown = async (row: MailRecord): Promise<string> => {
    const values = row.sealed && demo ? secrets.unseal(row.sealed) : {};
    const content = readContent(row);
    return mailAsText(content, (name) => values[name] ?? masked, await readAnswers(database.read, content));
  };

  const find = async (mailId: string): Promise<MailRecord> => {
    const row = await mailQuery(database.read).where("mails.id", "=", mailId).executeTakeFirst();
    if (!row) throw notFound();
    return row;
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
      const row = await find(c.req.param("id")!);
      return c.json({ mail: { ...mailView(row), text: await shown(row) } });
    },

    /** "Try again": the same mail under the same Message-ID, for when what stood in its way is mended. */
    async replay(c: StaffContext) {
      const { id: mailId } = await find(c.req.param("id")!);
      if (!mailer || !(await database.write((tx) => sendAgain(tx, mailId, now())))) {
        throw new Refusal(409, "nothing_to_send");
      }
      const row = await find(mailId);
      return c.json({ mail: { ...mailView(row), text: await shown(row) } });
    },
  };
}
