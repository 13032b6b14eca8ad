/** Files of a desk that an earlier version, or a copy by hand, left readable to others on the machine. */
import { chmodSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Config } from "../config.ts";

/**
 * Before the database is opened: SQLite gives the files beside it the rights of the first.
 */
export function tightenFiles(config: Pick<Config, "database" | "keyFile" | "filesDir">): Tightened {
  const { database, keyFile, filesDir } = config;
  // What a restore put aside holds the same words.
  const beside = database.engine === "sqlite" ? startingWith(database.file) : [];
  const found: Tightened = { now: [], still: [] };
  for (const path of [...beside, ...startingWith(keyFile), ...startingWith(filesDir)].filter(isLoose)) {
    try {
      chmodSync(path, statSync(path).mode & 0o700);
      found.now.push(path);
    } catch {
      found.still.push(path);
    }
  }
  return found;
}

export interface Tightened {
  /** Others could read these until now. */
  now: string[];
  /** Others can read these, and that is not ours to change: they belong to another user. */
  still: string[];
}

/** The file or folder itself, and those whose names go on after it, such as `deskbell.db-wal`. */
function startingWith(path: string): string[] {
  const [folder, name] = [dirname(path), basename(path)];
  return names(folder)
    .filter((one) => one === name || one.startsWith(`${name}-`) || one.startsWith(`${name}.`))
    .map((one) => join(folder, one));
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Where files have no rights, as on Windows, nothing can be told or changed. */
function isLoose(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && process.platform !== "win32" && (found.mode & 0o077) !== 0;
}
