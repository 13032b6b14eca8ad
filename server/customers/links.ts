/** Links to an address that set up or open an account: once, for a while, and only the newest that does the same. */
import type { Selectable } from "kysely";
import { hashSecret, newSecret } from "../access/tokens.ts";
import type { CustomerLinkKind } from "../contract/portal.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CustomerLinksTable } from "../db/schema-ways-in.ts";
import type { ProjectRow } from "../projects/store.ts";
import { addressKey } from "../mail-address.ts";

export type CustomerLinkRow = Selectable<CustomerLinksTable>;

const dayMs = 24 * 3_600_000;

/** Milliseconds. A link that signs in lives as long as the code beside it. */
const lifetimeMs: Record<CustomerLinkKind, number> = {
  registration: dayMs,
  invitation: dayMs,
  welcome: dayMs,
  password: dayMs,
  "sign-in": 10 * 60_000,
};

/**
 * Kinds that do the same. An invitation and a welcome both set up the account: who was sent a newer one must not leave
 * the older behind in a mailbox, still open.
 */
const settingUp: readonly CustomerLinkKind[] = ["invitation", "welcome"];
const endedBy = (kind: CustomerLinkKind): readonly CustomerLinkKind[] =>
  settingUp.includes(kind) ? settingUp : [kind];

export interface NewLink {
  projectId: string;
  kind: CustomerLinkKind;
  email: string;
  /** Of somebody who is no customer yet. */
  name?: string;
  locale?: string | null;
  /** Who asked for it: the visitor of that browser, and the code beside it. */
  visitorId?: string | null | undefined;
  challenge?: string;
}

/** @returns the token, shown this once; an older link to the same address that does the same ends with it */
export async function createCustomerLink({ db }: Tx, link: NewLink, now: number): Promise<string> {
  const token = newSecret();
  const { projectId, kind, name = "", locale = null, visitorId = null, challenge = null } = link;
  const email = addressKey(link.email);
  await db
    .deleteFrom("customer_links")
    .where("project_id", "=", projectId)
    .where("email", "=", email)
    .where("kind", "in", endedBy(kind))
    .execute();
  await db
    .insertInto("customer_links")
    .values({
      hash: hashSecret(token),
      project_id: projectId,
      kind,
      email,
      name,
      locale,
      visitor_id: visitorId,
      challenge,
      expires_at: now + lifetimeMs[kind],
    })
    .execute();
  return token;
}

/** Secrets stand in the fragment, which no browser sends to a server or writes into a log of one. */
export const customerLinkUrl = (publicUrl: string, project: Pick<ProjectRow, "key">, token: string): string =>
  `${publicUrl}/p/${project.key}#activate=${token}`;

/** What `newSecret` makes. Anything else is no link, and needs no look into the table. */
const isToken = (token: unknown): token is string => typeof token === "string" && /^[\w-]{43}$/.test(token);

/** Looks at a link without using it up. @param token whatever came in */
export async function findLink(
  db: Db,
  projectId: string,
  token: unknown,
  now: number,
): Promise<CustomerLinkRow | undefined> {
  if (!isToken(token)) return undefined;
  return db
    .selectFrom("customer_links")
    .selectAll()
    .where("hash", "=", hashSecret(token))
    .where("project_id", "=", projectId)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Uses a link up. Of two who come at once, one gets the row. */
export async function consumeLink({ db }: Tx, hash: string, now: number): Promise<CustomerLinkRow | undefined> {
  return db
    .deleteFrom("customer_links")
    .where("hash", "=", hash)
    .where("expires_at", ">", now)
    .returningAll()
    .executeTakeFirst();
}

/** Everything that lies in a mailbox and would still open the account: links, and codes. */
export async function endMailedWaysIn({ db }: Tx, projectId: string, email: string): Promise<void> {
  const address = addressKey(email);
  await db.deleteFrom("customer_links").where("project_id", "=", projectId).where("email", "=", address).execute();
  await db.deleteFrom("sign_in_codes").where("project_id", "=", projectId).where("email", "=", address).execute();
}
