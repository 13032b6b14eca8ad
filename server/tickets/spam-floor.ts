/**
 * Which tickets wait for staff instead of reaching the queue. Nothing is refused and nobody is asked a puzzle: what looks
 * like a program may be a person, whose words must not be lost.
 */
import type { NewTicket } from "../contract/tickets.ts";
import type { Db } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import { readReach, reaches } from "../access/reach.ts";
import type { Deps } from "../deps.ts";
import { wasReadByPerson } from "./form-token.ts";
import { addressKey } from "../mail-address.ts";

const link = /\bhttps?:\/\/|\bwww\./i;

/** Of a visitor: signs of a program in what was sent. */
export function looksAutomatic(
  deps: Pick<Deps, "secrets" | "now">,
  projectId: string,
  { subject, body, form, website }: NewTicket,
): boolean {
  if (website) return true;
  if (form !== undefined) return !wasReadByPerson(deps, projectId, form);
  // Sent by a program of somebody who may mean well: where it leads is looked at by a person.
  return link.test(`${subject}\n${body}`);
}

const blocking = prepared((db, arg: { address: string; domain: string; network: string }) =>
  db
    .selectFrom("blocks")
    .select("projects")
    .where((eb) =>
      eb.or([
        eb.and([eb("kind", "=", "address"), eb("value", "in", [arg.address, arg.domain])]),
        eb.and([eb("kind", "=", "network"), eb("value", "=", arg.network)]),
      ]),
    ),
);

/** @param email as it is known or was typed; a block names it whole, or all of its domain as `@example.com` */
export async function isBlocked(
  db: Db,
  projectId: string,
  email: string | null | undefined,
  network: string,
): Promise<boolean> {
  const address = addressKey(email ?? "");
  const domain = address.slice(address.lastIndexOf("@"));
  const blocks = await blocking(db, { address, domain, network });
  return blocks.some(({ projects }) => reaches({ projects: readReach(projects) }, projectId));
}
