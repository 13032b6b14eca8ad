import { type Kysely, sql } from "kysely";
import { Migrator, type MigrationResult } from "kysely/migration";
import type { Engine } from "./database.ts";
import { foundation } from "./migrations/0001-foundation.ts";
import { importActor } from "./migrations/0004-import-actor.ts";
import { familiarNetworks } from "./migrations/0005-familiar-networks.ts";
import { people } from "./migrations/0003-people.ts";
import { oneAddress } from "./migrations/0007-one-address.ts";
import { wrongCodes } from "./migrations/0008-wrong-codes.ts";
import { switchedOff } from "./migrations/0011-switched-off.ts";
import { lists } from "./migrations/0012-lists.ts";
import { growth } from "./migrations/0016-growth.ts";
import { siteTokens } from "./migrations/0017-site-tokens.ts";
import { givenNames } from "./migrations/0020-given-names.ts";
import { hosts } from "./migrations/0018-hosts.ts";
import { seenSites } from "./migrations/0024-seen-sites.ts";
import { undo } from "./migrations/0025-undo.ts";
import { staffDrafts } from "./migrations/0026-staff-drafts.ts";
import { movedInboxes } from "./migrations/0027-moved-inboxes.ts";
import { reach } from "./migrations/0028-reach.ts";
import { blocksApart } from "./migrations/0029-blocks-apart.ts";
import { ticketLists } from "./migrations/0030-ticket-lists.ts";
import { names } from "./migrations/0031-names.ts";
import { ticketSearch } from "./migrations/0033-ticket-search.ts";
import { wordsInOrder } from "./migrations/0034-words-in-order.ts";
import { answersByMail } from "./migrations/0035-answers-by-mail.ts";
import { mailIn } from "./migrations/0036-mail-in.ts";
import { lighterWrites } from "./migrations/0002-lighter-writes.ts";
import { followUps } from "./migrations/0010-follow-ups.ts";
import { proofs } from "./migrations/0009-proofs.ts";

/** In order. A static map, so that the bundled server carries its migrations with it. */
const migrations = (engine: Engine) => ({
  "0001-foundation": foundation(engine),
  "0002-lighter-writes": lighterWrites(),
  "0003-people": people(engine),
  "0004-import-actor": importActor(),
  "0005-familiar-networks": familiarNetworks(),
  "0007-one-address": oneAddress(),
  "0008-wrong-codes": wrongCodes(),
  "0009-proofs": proofs(),
  "0010-follow-ups": followUps(),
  "0011-switched-off": switchedOff(),
  "0012-lists": lists(),
  "0016-growth": growth(),
  "0017-site-tokens": siteTokens(),
  "0018-hosts": hosts(),
  "0020-given-names": givenNames(),
  "0024-seen-sites": seenSites(),
  "0025-undo": undo(),
  "0026-staff-drafts": staffDrafts(),
  "0027-moved-inboxes": movedInboxes(),
  "0028-reach": reach(),
  "0029-blocks-apart": blocksApart(),
  "0030-ticket-lists": ticketLists(engine),
  "0031-names": names(engine),
  "0033-ticket-search": ticketSearch(engine),
  "0034-words-in-order": wordsInOrder(engine),
  "0035-answers-by-mail": answersByMail(engine),
  "0036-mail-in": mailIn(),
});

function migratorFor<Tables>(db: Kysely<Tables>, engine: Engine): Migrator {
  const all = migrations(engine);
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(all) } });
}

/** Brings the schema up to this program's. A second process that migrates at the same time waits. */
export async function migrate<Tables>(db: Kysely<Tables>, engine: Engine): Promise<MigrationResult[]> {
  if (await isDone(db, engine)) return [];
  const { error, results = [] } = await migratorFor(db, engine).migrateToLatest();
  if (error) throw error;
  return results;
}

/**
 * Whether nothing is left to do, as at nearly every start. Kysely's migrator looks through the whole catalog first, which
 * takes Postgres longer than all that a start asks it otherwise.
 */
async function isDone<Tables>(db: Kysely<Tables>, engine: Engine): Promise<boolean> {
  // Asked for first: in a transaction, Postgres forgives no table that is not there.
  const there =
    engine === "postgres"
      ? sql`select 1 where to_regclass('kysely_migration') is not null`
      : sql`select 1 from sqlite_master where name = 'kysely_migration'`;
  if ((await there.execute(db)).rows.length === 0) return false;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const known = Object.keys(migrations(engine));
  return rows.length === known.length && rows.every(({ name }) => known.includes(name));
}

/** Brings an empty database to the schema of an earlier day. @throws where this program does not know that schema */
export async function migrateTo<Tables>(db: Kysely<Tables>, engine: Engine, name: string): Promise<void> {
  const { error } = await migratorFor(db, engine).migrateTo(name);
  if (error) throw error;
}

/** Names of the migrations this program knows, in order, and whether each was applied. */
export const knownMigrations = <Tables>(db: Kysely<Tables>, engine: Engine) => migratorFor(db, engine).getMigrations();

export async function pendingMigrations<Tables>(db: Kysely<Tables>, engine: Engine): Promise<string[]> {
  const known = await migratorFor(db, engine).getMigrations();
  return known.filter((one) => one.executedAt === undefined).map((one) => one.name);
}
