/** That a ticket is solved or closed, told by mail where no answer says so. */
import type { TicketStatus } from "../contract/tickets.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { mayMailAutomatically } from "../mail/limits.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { createReplyAddress } from "../mail/reply-tokens.ts";
import { queueMail } from "../mail/store.ts";
import { findProject } from "../projects/store.ts";
import { type AnswerDeps, leadsSomewhere, linkFor, wayTo } from "./mail-answers.ts";
import { findTicket } from "./store.ts";

export type StatusDeps = AnswerDeps & Pick<Deps, "limiter">;

/** Milliseconds in which an answer and the status after it are one piece of news: whoever answers often solves next. */
const besideMs = 10 * 60_000;

/** In the transaction in which customers see the new status. */
export async function mailStatus(tx: Tx, deps: StatusDeps, ticketId: string, status: TicketStatus): Promise<void> {
  if (status !== "solved" && status !== "closed") return;
  const ticket = (await findTicket(tx.db, ticketId))!;
  // What is put aside as spam names addresses of people who never wrote.
  if (ticket.held === 1) return;
  const project = (await findProject(tx.db, ticket.project_id))!;
  // A mail about a place where nobody can go says nothing that could be done.
  if (!project.enabled || !project.notifications) return;
  const way = await wayTo(tx.db, project, ticket);
  if ("unmailed" in way || !leadsSomewhere(project, way)) return;
  if (await wasAnsweredSince(tx, ticketId, deps.now() - besideMs)) return;
  if (!(await mayMailAutomatically(tx, deps, project.id, way.address))) return;
  const { number, locale, customer_id: customerId } = ticket;
  await queueMail(tx, deps, {
    projectId: project.id,
    ticketId,
    customerId,
    recipient: way.address,
    locale,
    content: mailTextsIn(locale, project.locale)[status]({ project: project.name, number, isSecret: way.isSecret }),
    secrets: {
      link: await linkFor(tx, deps, project, ticketId, way),
      ...(await createReplyAddress(tx, deps, ticketId, way.address)),
    },
  });
}

async function wasAnsweredSince({ db }: Tx, ticketId: string, time: number): Promise<boolean> {
  const last = await db
    .selectFrom("messages")
    .select("created_at")
    .where("ticket_id", "=", ticketId)
    .where("author_kind", "=", "staff")
    .where("internal", "=", 0)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return last !== undefined && last.created_at > time;
}
