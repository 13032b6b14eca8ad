/** Makes up a whole desk in an empty database. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { holdsDesk } from "../../server/backup/holds-desk.ts";
import { setNumbers } from "../../server/backup/load-tables.ts";
import type { Config } from "../../server/config.ts";
import { isFilled, markAsFilled } from "../../server/db/filled.ts";
import { rebuildSearch } from "../../server/db/rebuild-search.ts";
import { migrate } from "../../server/db/migrate.ts";
import { openDatabase } from "../../server/db/open.ts";
import { makeDataDir, openSecrets } from "../../server/secret-key.ts";
import { withIndexesLast } from "./indexes.ts";
import { fillPeople, peopleTables } from "./people.ts";
import { createDice } from "./random.ts";
import { fillBlocks, type FillState, ticketTables } from "./tickets.ts";

export interface FillOptions {
  config: Config;
  tickets: number;
  seed: number;
  say: (line: string) => void;
}

/** So that the same desk is the same on any day. */
const lastDay = Date.UTC(2026, 10, 1);
/** Of every attached file. */
const content = "Hello";

/** @throws where the database holds a desk already: nothing is added to it */
export async function fill({ config, tickets, seed, say }: FillOptions): Promise<void> {
  if (await holdsDesk(config.database)) {
    throw new Error("This database holds a desk already, and nothing was added to it. Name an empty one.");
  }
  makeDataDir(config);
  const database = await openDatabase(config.database);
  try {
    await migrate(database.writer, database.engine);
    // Pages of what lies at random places stay at hand. Who is cut off begins anew anyway.
    if (database.engine === "sqlite") await sql`pragma cache_size = -400000`.execute(database.writer);
    await openSecrets(config, database);
    if (await isFilled(database)) throw new Error("A fill of this database was cut off. Name an empty one.");
    // Before the first row: one that is killed halfway is still known as made up.
    await markAsFilled(database);
    const dice = createDice(seed);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const state: FillState = { ticketSeq: 0, messageSeq: 0, earlier: [] };
    await withIndexesLast(database.writer, database.engine, [...peopleTables, ...ticketTables], async () => {
      const desk = await fillPeople(database, dice, tickets, lastDay);
      say("People are there.");
      for (let told = 0; state.ticketSeq < tickets;) {
        const files = await fillBlocks(database, dice, desk, state, { total: tickets, now: lastDay, sha256 });
        for (const id of files) writeContent(config.filesDir, id);
        if (state.ticketSeq - told < tickets / 10) continue;
        told = state.ticketSeq;
        say(`${told} tickets with ${state.messageSeq} messages are there.`);
      }
    });
    say("Indexes are there.");
    await database.unhurried.write(async ({ db, engine }) => {
      await setNumbers(db, engine, { tickets: state.ticketSeq, messages: state.messageSeq });
      await rebuildSearch(db, engine);
    });
    if (database.engine === "postgres") await sql`vacuum analyze`.execute(database.writer);
    // For whoever wants to know that it was not cut off.
    writeFileSync(join(config.dataDir, "filled"), "");
  } finally {
    await database.close();
  }
}

/** Where `openFileStore` looks for it, without its syncing each file to the disk. */
function writeContent(filesDir: string, id: string): void {
  const folder = join(filesDir, id.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, id), content);
}
