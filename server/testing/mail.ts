/** A desk that really sends, and short ways to a mail. */
import { readConfig } from "../config.ts";
import { action, type MailContent, text } from "../mail/content.ts";
import { createMailer, type Mailer, type MailerOptions } from "../mail/mailer.ts";
import { type NewMail, queueMail } from "../mail/store.ts";
import type { TestDesk } from "./desk.ts";
import type { SmtpSink } from "./smtp-sink.ts";

export const mailFrom = "help@desk.test";

/** As `serve` makes it of its settings, but that it trusts the certificate of the sink. */
export function mailerFor(
  { url, ca }: Pick<SmtpSink, "url"> & { ca?: string | undefined },
  options: Partial<MailerOptions> = {},
): Mailer {
  const { mail } = readConfig({ SMTP_URL: url, MAIL_FROM: mailFrom, SECRET_KEY: "0123456789abcdef".repeat(4) });
  return createMailer({ ...mail!, ...(ca !== undefined && { ca }), ...options });
}

export const mailContent = (subject: string): MailContent => ({ subject, parts: [text("Hello."), action("Look")] });

/** Queues a mail as a feature would. @returns its id */
export async function queue(desk: TestDesk, recipient: string, mail: Partial<NewMail> = {}): Promise<string> {
  await desk.database.write((tx) =>
    queueMail(tx, desk, {
      projectId: null,
      recipient,
      content: mailContent("A letter"),
      secrets: { link: `https://desk.test/p/acme#ticket=${"s".repeat(43)}` },
      ...mail,
    }),
  );
  const row = desk.database.read.selectFrom("mails").select("id").where("recipient", "=", recipient);
  return (await row.orderBy("created_at", "desc").executeTakeFirstOrThrow()).id;
}

export const mailRow = (desk: TestDesk, id: string) =>
  desk.database.read.selectFrom("mails").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
