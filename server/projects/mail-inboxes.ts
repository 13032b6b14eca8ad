/** Inboxes by the addresses that mail comes to. */
import type { Db } from "../db/database.ts";
import { currentInbox } from "./moved-inboxes.ts";
import type { InboxRow } from "./store.ts";

/** Where mail comes in for an inbox; null where the desk has no domain for mail. */
export const intakeAddress = ({ intake }: Pick<InboxRow, "intake">, mailDomain: string | undefined): string | null =>
  mailDomain === undefined || intake === null ? null : `${intake}@${mailDomain}`;

/**
 * Where mail to one that was deleted goes, its tickets are.
 * @param intake name of an inbox at the desk's own domain
 * @param addresses public ones
 */
export async function findInboxesAt(
  db: Db,
  { intake, addresses }: { intake: string | undefined; addresses: readonly string[] },
): Promise<InboxRow[]> {
  const rows = await db
    .selectFrom("inboxes")
    .select("id")
    .where((eb) =>
      eb.or([eb("address", "in", addresses), ...(intake === undefined ? [] : [eb("intake", "=", intake)])]),
    )
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const found = await Promise.all(rows.map(({ id }) => currentInbox(db, id)));
  return found.flatMap((inbox) => inbox ?? []);
}
