/**
 * The job that sends a mail, and decides what becomes of one that was not taken. At least once: a second copy is possible
 * where the answer to DATA was lost, and mail programs fold it, since both have one Message-ID.
 */
import type { Deps } from "../deps.ts";
import type { JobContext, JobResult } from "../jobs/queue.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { accentOf } from "./colour.ts";
import { mailAsHtml } from "./html.ts";
import { mailAsText } from "./content.ts";
import type { OutgoingMail } from "./mailer.ts";
import { findQueued, markSent, type QueuedMail, readContent, setMailState } from "./store.ts";

type DeliverDeps = Pick<Deps, "database" | "secrets" | "mailer" | "now" | "log">;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** After the first tries; later ones come hourly. */
const waitsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs];
const givesUpAfterMs = 24 * hourMs;

export const deliverMail =
  ({ database, secrets, mailer, now, log }: DeliverDeps) =>
  async ({ mailId, since }: JobPayloads["mail"], { attempts, signal }: JobContext): Promise<JobResult> => {
    const mail = await findQueued(database.read, mailId);
    // Sent already, by a process that died before it could say so.
    if (!mail) return undefined;
    if (!mailer) {
      // Without a mail server a mail is kept where staff can read it; saying "sent" would be a lie.
      await database.write((tx) => setMailState(tx, mailId, "kept"));
      return undefined;
    }
    const values = mail.sealed ? secrets.unseal(mail.sealed) : {};
    if (lacksSecret(mail, values)) {
      // A mail without its link would ask for something nobody can do.
      await database.write((tx) => setMailState(tx, mailId, "failed", "Its link was lost with the desk's key."));
      return undefined;
    }
    const delivery = await mailer.deliver(await compose(mail, values), signal);
    if (delivery.outcome === "sent") {
      await database.write((tx) => markSent(tx, mailId, now()));
      return undefined;
    }
    if (signal.aborted) return { againIn: 0 };

    const againIn = waitsMs[attempts - 1] ?? hourMs;
    const over = delivery.outcome === "refused" || now() + againIn > since + givesUpAfterMs;
    const problem = withoutSecrets(delivery.problem, values);
    await database.write((tx) => setMailState(tx, mailId, over ? "failed" : "queued", problem));
    log.warn({ mail: mailId, outcome: delivery.outcome, attempts, over }, "a mail was not taken");
    return over ? undefined : { againIn };
  };

const lacksSecret = (mail: QueuedMail, values: Record<string, string>): boolean =>
  readContent(mail).parts.some((part) => "secret" in part && values[part.secret] === undefined);

async function compose(mail: QueuedMail, values: Record<string, string>): Promise<OutgoingMail> {
  const content = readContent(mail);
  const language = content.language ?? "en";
  const fromName = mail.project_name ?? "Deskbell";
  const shown = (secret: string): string => values[secret]!;
  return {
    messageId: mail.message_id,
    fromName,
    to: mail.recipient,
    subject: mail.subject,
    text: mailAsText(content, shown),
    html: await mailAsHtml(content, { language, sender: fromName, colour: accentOf(mail.colour) }, shown),
    language,
    date: new Date(mail.created_at),
  };
}

const maxProblemCharacters = 300;

/**
 * Takes secrets out of what a mail server said. Filters like to name the address in a mail that they refuse, and that
 * address may open a ticket.
 */
function withoutSecrets(problem: string, values: Record<string, string>): string {
  let words = problem.replace(/\p{Cc}+/gu, " ");
  for (const value of Object.values(values)) {
    const [, token] = /[=#]([\w-]+)$/.exec(value) ?? [];
    for (const secret of token ? [value, token] : [value]) words = words.replaceAll(secret, "…");
  }
  return words.slice(0, maxProblemCharacters);
}
