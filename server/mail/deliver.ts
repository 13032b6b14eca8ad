/**
 * The job that sends a mail, and decides what becomes of one that was not taken. At least once: a second copy is possible
 * where the answer to DATA was lost, and mail programs fold it, since both have one Message-ID.
 */
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { JobContext, JobResult } from "../jobs/queue.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { accentOf } from "./colour.ts";
import { mailAsHtml } from "./html.ts";
import { type Answers, readAnswers } from "./answers.ts";
import { createBounceAddress } from "./bounces.ts";
import { type MailContent, type MailPart, mailAsText } from "./content.ts";
import { enclose } from "./enclose.ts";
import { mailTextsIn } from "./locales/texts.ts";
import type { Delivery, Mailer, OutgoingMail } from "./mailer.ts";
import { findQueued, markSent, type QueuedMail, readContent, setMailState } from "./store.ts";
import { replySecret } from "./reply-tokens.ts";
import { threadBefore } from "./thread.ts";

export interface DeliverDeps extends Pick<
  Deps,
  "database" | "secrets" | "mailer" | "files" | "now" | "log" | "mailDomain"
> {
  /** Whether the words of staff in it are still for whom it goes to: rooms above know whose a ticket is. */
  mayHave: (db: Db, mail: Pick<QueuedMail, "ticket_id" | "recipient">) => Promise<boolean>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** After the first tries; later ones come hourly. */
const waitsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs];
const givesUpAfterMs = 24 * hourMs;

export const deliverMail =
  (deps: DeliverDeps) =>
  async ({ mailId, since }: JobPayloads["mail"], { attempts, signal }: JobContext): Promise<JobResult> => {
    const { database, secrets, mailer, now, log } = deps;
    const mail = await findQueued(database.read, mailId);
    // Sent already, by a process that died before it could say so.
    if (!mail) return undefined;
    if (!mailer) {
      // Without a mail server a mail is kept where staff can read it; saying "sent" would be a lie.
      await database.write((tx) => setMailState(tx, mailId, "kept"));
      return undefined;
    }
    const values = mail.sealed ? secrets.unseal(mail.sealed) : {};
    const delivery = await tryToSend(deps, mailer, mail, values, signal).catch((error: unknown): Delivery => {
      log.error({ err: error, mail: mailId }, "a mail could not be written");
      return { outcome: "later", problem: "It could not be written. The log of the server says why." };
    });
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

async function tryToSend(
  deps: DeliverDeps,
  mailer: Mailer,
  mail: QueuedMail,
  values: Record<string, string>,
  signal: AbortSignal,
): Promise<Delivery> {
  const { files, mayHave } = deps;
  const db = deps.database.read;
  const content = readContent(mail);
  const answers = await readAnswers(db, content);
  const hasAnswers = content.parts.some(({ kind }) => kind === "answer");
  const problem = missingIn(content, values, hasAnswers ? answers : undefined);
  if (problem !== undefined) return { outcome: "refused", problem };
  // It may have waited for a day: whose address it was when it was written is not whose it is now.
  if (hasAnswers && !(await mayHave(db, mail))) {
    return { outcome: "refused", problem: "Its address is not the customer's any more, or may have no answers now." };
  }
  const thread = await threadBefore(db, mail);
  const enclosed = await enclose(
    files,
    [...answers.values()].flatMap((answer) => answer.files),
  );
  try {
    const composed = await compose(mail, { content, answers, values, left: enclosed.left });
    const returnTo = mail.project_id === null ? undefined : await createBounceAddress(deps, mail.id);
    return await mailer.deliver({ ...composed, ...enclosed, ...thread, returnTo, isPersons: hasAnswers }, signal);
  } finally {
    enclosed.close();
  }
}

/** Why it can never go as it was written; undefined where it can. @param answers of a mail that names any */
function missingIn(
  { parts }: MailContent,
  values: Record<string, string>,
  answers: Answers | undefined,
): string | undefined {
  // A mail without its link would ask for something nobody can do.
  if (parts.some((part) => "secret" in part && values[part.secret] === undefined)) {
    return "Its link was lost with the desk's key.";
  }
  return answers?.size === 0 ? "Its words were deleted before it went." : undefined;
}

interface Filling {
  content: MailContent;
  answers: Answers;
  values: Record<string, string>;
  /** Names of files that do not go with it. */
  left: readonly string[];
}

async function compose(
  mail: QueuedMail,
  { content: asWritten, answers, values, left }: Filling,
): Promise<OutgoingMail> {
  const language = asWritten.language ?? "en";
  const sender = mail.project_name ?? "Deskbell";
  const content =
    left.length === 0
      ? asWritten
      : withFilesLeft(
          asWritten,
          mailTextsIn(language).filesLeft({ left, isOpen: asWritten.parts.some(({ kind }) => kind === "action") }),
        );
  const shown = (secret: string): string => values[secret]!;
  return {
    messageId: mail.message_id,
    fromName: mail.from_name ?? sender,
    to: mail.recipient,
    subject: mail.subject,
    text: mailAsText(content, shown, answers),
    html: await mailAsHtml(content, { language, sender, colour: accentOf(mail.colour) }, shown, answers),
    language,
    date: new Date(mail.created_at),
    replyTo: values[replySecret] ?? mail.reply_to ?? undefined,
  };
}

/** Right below what they belong to. */
function withFilesLeft(content: MailContent, named: readonly MailPart[]): MailContent {
  const at = content.parts.findLastIndex(({ kind }) => kind === "answer") + 1;
  return { ...content, parts: content.parts.toSpliced(at, 0, ...named) };
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
