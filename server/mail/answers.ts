/**
 * Answers that go out by mail. The mail names them, and they are read when it goes: what was erased meanwhile is in no
 * mail. What becomes of it stands at the answer.
 */
import type { AttachmentRow } from "../attachments/store.ts";
import type { Unmailed } from "../contract/mail.ts";
import type { StaffMessage } from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import type { MailContent } from "./content.ts";

export interface Answer {
  body: string;
  files: AttachmentRow[];
}

/** By the ids of their messages. */
export type Answers = ReadonlyMap<string, Answer>;

export const noAnswers: Answers = new Map();

/** In the order in which the mail says them. */
export async function readAnswers(db: Db, { parts }: MailContent): Promise<Answers> {
  const ids = parts.flatMap((part) => (part.kind === "answer" ? [part.message] : []));
  if (ids.length === 0) return noAnswers;
  const rows = await db.selectFrom("messages").select(["id", "body"]).where("id", "in", ids).execute();
  const files = await db
    .selectFrom("attachments")
    .selectAll()
    .where("message_id", "in", ids)
    .orderBy("position")
    .execute();
  return new Map(
    ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      return row ? [[id, { body: row.body, files: files.filter((file) => file.message_id === id) }] as const] : [];
    }),
  );
}

/** Writes down by which mail answers go out, or why by none. */
export async function noteAnswers(
  { db }: Tx,
  messages: readonly string[],
  what: { mailId: string } | { unmailed: Unmailed },
): Promise<void> {
  const row = "mailId" in what ? { mail_id: what.mailId, unmailed: null } : { mail_id: null, unmailed: what.unmailed };
  await db
    .insertInto("answer_mails")
    .values(messages.map((message_id) => ({ message_id, ...row })))
    .execute();
}

/** Milliseconds in which a notice speaks for what is answered after it too: its link leads there. */
const noticeHoldsMs = 10 * 60_000;

/** Id of the mail that tells this reader already that there are answers; undefined where none does. */
export async function recentNotice(
  db: Db,
  ticketId: string,
  recipient: string,
  now: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("mails")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .where("recipient", "=", recipient)
    .where("state", "in", ["queued", "sent"])
    .where("created_at", ">", now - noticeHoldsMs)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("answer_mails").select("mail_id").whereRef("answer_mails.mail_id", "=", "mails.id")),
    )
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** Staff who look at answers of this mail are told where it stands. */
export async function tellOfAnswers(tx: Tx, mailId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom("answer_mails")
    .innerJoin("messages", "messages.id", "answer_mails.message_id")
    .select(["messages.id", "messages.ticket_id", "messages.project_id"])
    .where("answer_mails.mail_id", "=", mailId)
    .execute();
  for (const { id, ticket_id: ticketId, project_id: projectId } of rows) {
    tx.emit({ type: "message.mailed", projectId, ticketId, messageId: id, concerns: "staff" });
  }
}

/** What staff read at an answer. @param messages ids */
export async function mailsOfAnswers(
  db: Db,
  messages: readonly string[],
): Promise<Map<string, Pick<StaffMessage, "mail" | "unmailed">>> {
  if (messages.length === 0) return new Map();
  const rows = await db
    .selectFrom("answer_mails")
    .leftJoin("mails", "mails.id", "answer_mails.mail_id")
    .select(["answer_mails.message_id", "answer_mails.unmailed", "mails.id", "mails.state", "mails.problem"])
    .where("answer_mails.message_id", "in", messages)
    .execute();
  return new Map(
    rows.map(({ message_id, unmailed, id, state, problem }) => [
      message_id,
      {
        ...(id !== null && state !== null && { mail: { id, state, problem } }),
        ...(unmailed !== null && { unmailed }),
      },
    ]),
  );
}
