/** The mail that says a ticket has arrived and where to follow it. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { ProjectRow } from "../projects/store.ts";
import { createTrackingLink, trackingUrl } from "../tickets/tracking-links.ts";
import { queueMail } from "./store.ts";

type ReceiptDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl">;

/**
 * Goes to an address that somebody typed and nobody has proven. So it holds not a word of what was typed: else the
 * form would mail anybody anything in the project's name.
 */
export async function queueReceipt(
  tx: Tx,
  { limiter, secrets, now, publicUrl }: ReceiptDeps,
  project: ProjectRow,
  ticketId: string,
  address: string,
): Promise<void> {
  const recipient = address.toLowerCase();
  if ((await limiter.take(tx, "unprovenMails", recipient)) > 0) return;
  const { number } = await tx.db
    .selectFrom("tickets")
    .select("number")
    .where("id", "=", ticketId)
    .executeTakeFirstOrThrow();
  const secret = await createTrackingLink(tx, ticketId, now());
  await queueMail(tx, {
    projectId: project.id,
    ticketId,
    recipient,
    subject: `${project.name}: we have your message (#${number})`,
    text: [
      `Thank you for writing to ${project.name}.`,
      "",
      `Your message has arrived and is ticket #${number}. Follow it and reply here:`,
      "{{link}}",
      "",
      "This link opens this one ticket for whoever has it, so keep it to yourself.",
      "If you did not write to us, you can ignore this mail.",
    ].join("\n"),
    sealed: secrets.seal({ link: trackingUrl(publicUrl, project, secret) }),
    now: now(),
    domain: new URL(publicUrl).hostname,
  });
}
