/** Puts a backup into an empty database and an empty folder, and shows that what lies there is what was saved. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { FileStore } from "../attachments/files.ts";
import { arriving } from "../attachments/store.ts";
import type { Db, Tx } from "../db/database.ts";
import { knownMigrations, migrate, migrateTo } from "../db/migrate.ts";
import type { OpenedDatabase } from "../db/open.ts";
import { rebuildSearch } from "../db/rebuild-search.ts";
import { ArchiveError, type Manifest, readArchive, type Summary } from "./archive.ts";
import { emptyTables, insertLines, setNumbers } from "./load-tables.ts";
import { readTables } from "./read-tables.ts";
import { TableCounter } from "./row-line.ts";

export interface Target {
  database: OpenedDatabase;
  files: FileStore;
}

export interface Loaded {
  manifest: Manifest;
  summary: Summary;
}

/**
 * All in one transaction, with the schema and with what `finish` does: half a backup is never a database, and a process
 * that is killed on the way leaves nothing.
 * @param target its schema may be empty; it is brought to the backup's, and afterwards to this program's
 * @param finish the last act before all of it is there for anybody; what it throws takes everything back
 * @throws ArchiveError
 */
export async function loadBackup(
  path: string,
  { database, files }: Target,
  signal: AbortSignal,
  finish: (tx: Tx, manifest: Manifest) => Promise<void> = () => Promise.resolve(),
): Promise<Loaded> {
  const { engine, writer } = database;
  const manifest = await checkWhole(path, signal);
  await prepareSchema(database, manifest);

  const summary = await writer.transaction().execute(async (trx) => {
    await emptyTables(trx, manifest.tables);
    const found = await readArchive(path, signal, {
      manifest: () => Promise.resolve(),
      lines: (table, lines) => insertLines(trx, table, lines),
      async file(id, content) {
        await files.save(id, Readable.from(content));
      },
    });
    await setNumbers(trx, engine, found.numbers);
    // Only what was read back may be trusted, and only before it is committed can it still be taken back.
    await compare({ database, files }, trx, manifest, found);
    await migrate(trx, engine);
    // Nobody listens to a desk that is not there yet.
    await finish({ db: trx, engine, emit: () => {}, endings: new Map() }, manifest);
    // After all that changes a ticket, in place of what would have followed each change.
    await rebuildSearch(trx, engine);
    return found;
  });
  return { manifest, summary };
}

/** Reads it to its end once, before anything is made of it: then what is damaged is known by that and nothing else. */
async function checkWhole(path: string, signal: AbortSignal): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const counters = new Map<string, TableCounter>();
  const summary = await readArchive(path, signal, {
    async manifest(found) {
      manifest = found;
    },
    async lines(table, lines) {
      const counter = counters.get(table) ?? new TableCounter();
      counters.set(table, counter);
      for (const line of lines) counter.add(line);
    },
    async file(_, content) {
      for await (const piece of content) void piece;
    },
  });
  for (const [table, { digest }] of Object.entries(summary.tables)) {
    const found = counters.get(table) ?? new TableCounter();
    if (found.sum.digest !== digest) throw new ArchiveError(`This backup is damaged: its table ${table} differs.`);
  }
  return manifest!;
}

async function prepareSchema({ writer, engine }: OpenedDatabase, { migration, deskbell }: Manifest): Promise<void> {
  const known = await knownMigrations(writer, engine);
  if (!known.some(({ name }) => name === migration)) {
    throw new ArchiveError(`This backup was made by a newer Deskbell (${deskbell}). Update first.`);
  }
  const newest = known.findLast(({ executedAt }) => executedAt !== undefined)?.name;
  if (newest !== undefined && newest !== migration && newest > migration) {
    throw new ArchiveError("The place to restore to has a newer schema than the backup. Restore to an empty one.");
  }
  await migrateTo(writer, engine, migration);
}

/** @throws ArchiveError naming the first thing that differs */
async function compare({ database, files }: Target, db: Db, { tables }: Manifest, summary: Summary): Promise<void> {
  const present = await readTables(db, database.engine, undefined, tables);
  for (const table of tables) {
    const saved = summary.tables[table];
    const restored = present.tables[table]!;
    if (saved && (saved.rows !== restored.rows || saved.digest !== restored.digest)) {
      throw new ArchiveError(
        `The table ${table} differs: ${saved.rows} rows were saved, ${restored.rows} came back, or not the same ones.`,
      );
    }
  }
  const damaged = new Set(summary.damaged?.map(({ id }) => id));
  let count = 0;
  for (let after = ""; ;) {
    const rows = await db
      .selectFrom("attachments")
      .select(["id", "sha256", "message_id"])
      .where("id", ">", after)
      .where("owner", "!=", arriving)
      .orderBy("id")
      .limit(100)
      .execute();
    for (const { id, sha256, message_id } of rows) {
      if (damaged.has(id)) continue;
      const found = await digestOf(files, id);
      if (found === undefined && message_id === null) continue;
      if (found !== sha256) throw new ArchiveError(`The file of attachment ${id} is missing or differs.`);
      count += 1;
    }
    if (rows.length < 100) break;
    after = rows.at(-1)!.id;
  }
  if (count !== summary.files) throw new ArchiveError(`${summary.files} files were saved, ${count} came back.`);
}

async function digestOf(files: FileStore, id: string): Promise<string | undefined> {
  const content = await files.open(id).catch(() => undefined);
  if (!content) return undefined;
  const hash = createHash("sha256");
  for await (const chunk of content) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
