/** The mail that says a ticket has arrived and where to follow it. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { ProjectRow } from "../projects/store.ts";
import { createTrackingLink, trackingUrl } from "../tickets/tracking-links.ts";
import { lettersIn } from "./locales/letters.ts";
import { queueMail } from "./store.ts";

type ReceiptDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl">;

/**
 * Goes to an address that somebody typed and nobody has proven. So it holds not a word of what was typed: else the
 * form would mail anybody anything in the project's name.
 */
export async function queueReceipt(
  tx: Tx,
  deps: ReceiptDeps,
  project: ProjectRow,
  ticketId: string,
  address: string,
): Promise<void> {
  const recipient = address.toLowerCase();
  if ((await deps.limiter.take(tx, "unprovenMails", recipient)) > 0) return;
  const { number, locale } = await tx.db
    .selectFrom("tickets")
    .select(["number", "locale"])
    .where("id", "=", ticketId)
    .executeTakeFirstOrThrow();
  const secret = await createTrackingLink(tx, ticketId, deps.now());
  const link = trackingUrl(deps.publicUrl, project, secret);
  await queueMail(tx, deps, {
    projectId: project.id,
    ticketId,
    recipient,
    locale,
    letter: lettersIn(locale, project.locale).receipt({ project: project.name, number }),
    secrets: { link },
  });
}
