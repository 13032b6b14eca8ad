/** Copies database and attachments into one file while the server goes on. */
import type { ReadStream } from "node:fs";
import { link, rm } from "node:fs/promises";
import type { FileStore } from "../attachments/files.ts";
import { arriving } from "../attachments/store.ts";
import type { Db } from "../db/database.ts";
import { knownMigrations } from "../db/migrate.ts";
import type { OpenedDatabase } from "../db/open.ts";
import { type ArchiveWriter, type DamagedFile, type Manifest, type Summary, writeArchive } from "./archive.ts";
import { readTables } from "./read-tables.ts";
import { tableNames } from "./tables.ts";

export interface BackupOptions {
  database: OpenedDatabase;
  files: FileStore;
  version: string;
  now: () => number;
  signal: AbortSignal;
  progress?: (line: string) => void;
}

/**
 * @returns what the file holds, and which attachments could not be saved. On any failure, and when stopped, nothing is
 * left under the name.
 */
export async function writeBackup(path: string, options: BackupOptions): Promise<Summary> {
  const { database, signal } = options;
  const unfinished = `${path}.${process.pid}.unfinished`;
  let summary: Summary | undefined;
  try {
    await database.snapshot((db) =>
      writeArchive(unfinished, signal, async (archive) => {
        summary = await fill(archive, db, options);
      }),
    );
    // Not by renaming, which would write over a backup of yesterday of the same name.
    await link(unfinished, path);
    return summary!;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function fill(archive: ArchiveWriter, db: Db, options: BackupOptions): Promise<Summary> {
  const { database, files, version, now, progress = () => {} } = options;
  const migrations = await knownMigrations(db, database.engine);
  const manifest: Manifest = {
    format: 1,
    deskbell: version,
    engine: database.engine,
    migration: migrations.findLast((one) => one.executedAt !== undefined)!.name,
    createdAt: new Date(now()).toISOString(),
    tables: [...tableNames],
  };
  await archive.entry("manifest.json", JSON.stringify(manifest, null, 2));
  let piece = 0;
  const sums = await readTables(db, database.engine, async (table, lines) => {
    await archive.entry(`tables/${table}/${String((piece += 1)).padStart(6, "0")}`, `${lines.join("\n")}\n`);
    if (piece % 50 === 0) progress(`${table} …`);
  });
  const damaged: DamagedFile[] = [];
  const summary: Summary = { ...sums, files: 0, bytes: 0, damaged };
  for (let after = ""; ;) {
    const rows = await db
      .selectFrom("attachments")
      .select(["id", "size", "sha256", "message_id", "name"])
      .where("id", ">", after)
      .where("owner", "!=", arriving)
      .orderBy("id")
      .limit(100)
      .execute();
    for (const { id, size, sha256, message_id, name } of rows) {
      const content = await openWhole(files, id, sha256);
      if (typeof content === "string") {
        // An upload that nobody sent may have been swept since the moment of this copy; a sent file may not be missing.
        if (content === "damaged" || message_id !== null) damaged.push({ id, name });
        continue;
      }
      await archive.file(`files/${id}`, size, content);
      summary.files += 1;
      summary.bytes += size;
      if (summary.files % 100 === 0) progress(`${summary.files} files …`);
    }
    if (rows.length < 100) break;
    after = rows.at(-1)!.id;
  }
  await archive.entry("summary.json", JSON.stringify(summary, null, 2));
  return summary;
}

/**
 * One file that the disk lost must not cost the rest of the desk its backup: such a file is left out, and named.
 * @throws where the disk or its rights are to blame and every other file would be left out as well
 */
async function openWhole(files: FileStore, id: string, sha256: string): Promise<ReadStream | "missing" | "damaged"> {
  try {
    return await files.open(id, sha256);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    if (code === "ENOENT") return "missing";
    if (code === undefined || code === "EIO" || code === "EISDIR" || code === "ENOTDIR") return "damaged";
    throw new Error(`The file of attachment ${id} cannot be read (${code}). Nothing was saved.`, { cause });
  }
}
