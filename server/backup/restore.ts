/** A restore beside what is there, and the swap when it is known to be good. */
import { rmdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { openFileStore } from "../attachments/files.ts";
import type { Config } from "../config.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import { makeFolder } from "../make-folder.ts";
import { holdsDesk } from "./holds-desk.ts";
import { closeDoors, type Doors } from "./close-doors.ts";
import { type Loaded, loadBackup, type Target } from "./load-backup.ts";
import { fold, swap } from "./swap.ts";

export interface RestoreOptions {
  config: Config;
  /** What is there already may be put aside (SQLite) or deleted (Postgres). */
  replace: boolean;
  /** What stays open. Absent: nothing but what visitors have, as of a backup without staff. */
  doors?: Doors;
  now: () => number;
  signal: AbortSignal;
}

export interface Restored extends Loaded {
  /** Where the database that was there before lies now. */
  aside: string | undefined;
}

/** @throws where there is a desk already */
export async function requireRoom(database: Config["database"]): Promise<void> {
  if (!(await holdsDesk(database))) return;
  throw new Error(
    "There is a desk here already. Restore to an empty place, or say --replace to put this one in its place.",
  );
}

/** @throws Error with one clear sentence; what was there is untouched then */
export async function restoreBackup(path: string, options: RestoreOptions): Promise<Restored> {
  const { database } = options.config;
  if (!options.replace) await requireRoom(database);
  return database.engine === "sqlite"
    ? restoreFile(path, database.file, options)
    : restorePostgres(path, database, options);
}

/** With its doors closed before it is there, so that nobody meets it with one open. */
function loadClosed(path: string, target: Target, { doors = closed, now, signal }: RestoreOptions): Promise<Loaded> {
  return loadBackup(path, target, signal, (tx, { createdAt }) => closeDoors(tx, doors, createdAt, now()));
}

const closed: Doors = { admins: [], keepSessions: false, keepKeys: false, endEverything: false };

async function restoreFile(path: string, file: string, options: RestoreOptions): Promise<Restored> {
  const { now } = options;
  const { filesDir } = options.config;
  const fresh = { file: `${file}.restoring`, files: `${filesDir}.restoring` };
  const clear = async (): Promise<void> => {
    for (const ending of ["", "-wal", "-shm"]) await rm(fresh.file + ending, { force: true });
    await rm(fresh.files, { recursive: true, force: true });
  };
  await clear();
  const made: string[] = [];
  try {
    for (const path of [file, filesDir]) made.push(...makeFolder(dirname(path)));
    const database = await openDatabase({ engine: "sqlite", file: fresh.file });
    const loaded = await closing(database, async () =>
      loadClosed(path, { database, files: await openFileStore(fresh.files) }, options),
    );
    fold(fresh.file);
    const aside = await swap(fresh, { file, files: filesDir }, now());
    return { ...loaded, aside };
  } catch (error) {
    await clear();
    for (const folder of made.toReversed()) removeEmpty(folder);
    throw error;
  }
}

/** A folder that this restore made, unless somebody else has put something there since. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  }
}

async function restorePostgres(path: string, target: Config["database"], options: RestoreOptions): Promise<Restored> {
  const database = await openDatabase(target);
  return closing(database, async () => {
    const files = await openFileStore(options.config.filesDir);
    return { ...(await loadClosed(path, { database, files }, options)), aside: undefined };
  });
}

async function closing<T>(database: OpenedDatabase, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await database.close();
  }
}
