/** Addresses that are the desk's own: what is said to be from there was sent round, or comes through a group. */
import type { Db } from "../db/database.ts";
import { isMadeHere } from "../mail/local-parts.ts";
import { listInboxes } from "../projects/store.ts";

/** Of one project: those of its inboxes, and all that were made for one mail. */
export async function ownAddresses(
  db: Db,
  projectId: string,
  mailDomain: string | undefined,
): Promise<(address: string) => boolean> {
  const inboxes = await listInboxes(db, projectId);
  const isInboxs = new Set(inboxes.map(({ address }) => address));
  return (address) => {
    const at = address.lastIndexOf("@");
    const isHere = mailDomain !== undefined && address.slice(at + 1) === mailDomain;
    return isInboxs.has(address) || (isHere && isMadeHere(address.slice(0, at)));
  };
}
