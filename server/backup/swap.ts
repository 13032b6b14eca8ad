/** Puts a restored desk in the place of the one that is there: all of it or nothing. */
import { existsSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import BetterSqlite from "better-sqlite3";

/** Paths of the parts of a desk. */
export interface DeskFiles {
  file: string;
  files: string;
}

/**
 * @returns where the database lies now that was there before
 * @throws Error with one clear sentence; what was there is in its place then, or the sentence says where it lies
 */
export async function swap(fresh: DeskFiles, target: DeskFiles, now: number): Promise<string | undefined> {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, "-");
  const aside = `${target.file}.before-${stamp}`;
  const hadFile = existsSync(target.file);
  if (hadFile) fold(target.file);
  const moves: [from: string, to: string][] = [];
  // What a damaged database keeps beside it would be read into the new one if it stayed.
  for (const ending of ["", "-wal", "-shm"]) {
    if (existsSync(target.file + ending)) moves.push([target.file + ending, aside + ending]);
  }
  if (existsSync(target.files)) moves.push([target.files, `${target.files}.before-${stamp}`]);
  moves.push([fresh.file, target.file], [fresh.files, target.files]);
  await moveAll(moves);
  return hadFile ? aside : undefined;
}

/** A folder that is a mount cannot be renamed, and that shows only when it is tried: then everything goes back. */
async function moveAll(moves: readonly [from: string, to: string][]): Promise<void> {
  const done: [from: string, to: string][] = [];
  for (const [from, to] of moves) {
    try {
      await rename(from, to);
    } catch (cause) {
      const left = await moveBack(done);
      const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
      const why = code === " (EBUSY)" ? " It is in use or a mount: restore to a place that is not." : "";
      throw new Error(`${from} could not be moved to ${to}${code}.${why} ${left}`, { cause });
    }
    done.push([from, to]);
  }
}

/** Goes on after a failure: what can be put back is worth more than an early end. @returns a sentence for the owner */
async function moveBack(done: readonly [from: string, to: string][]): Promise<string> {
  const lost: string[] = [];
  for (const [from, to] of done.toReversed()) {
    await rename(to, from).catch(() => lost.push(`move ${to} back to ${from}`));
  }
  return lost.length === 0
    ? "Nothing was restored, and the desk is as it was."
    : `Nothing was restored, and not all could be put back. Do it by hand: ${lost.join(", ")}.`;
}

/**
 * One file instead of three, and proof that nobody else has it open: a server that runs would go on in the old one.
 * A damaged file is left as it is, with what lies beside it: that may be all there is to save it with.
 */
export function fold(file: string): void {
  try {
    // Looked at for reading only: who may write also clears the files beside it away, be it damaged or not.
    withSqlite(file, { readonly: true }, (sqlite) => sqlite.pragma("schema_version"));
    withSqlite(file, {}, (sqlite) => {
      sqlite.pragma("locking_mode = EXCLUSIVE");
      sqlite.pragma("wal_checkpoint(TRUNCATE)");
      sqlite.pragma("journal_mode = DELETE");
    });
    // Of the one that looked: it may not clear away, and nobody else needs it any more.
    rmSync(`${file}-shm`, { force: true });
  } catch (cause) {
    const code = cause instanceof BetterSqlite.SqliteError ? cause.code : "";
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return;
    // The command has its own sentence for a full disk.
    if (code === "SQLITE_FULL") throw cause;
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
      throw new Error(`Another program has ${file} open. Stop the server first.`, { cause });
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} cannot be put aside: ${reason}. Nothing was restored, and the desk is as it was.`, {
      cause,
    });
  }
}

function withSqlite(file: string, options: BetterSqlite.Options, work: (sqlite: BetterSqlite.Database) => void): void {
  const sqlite = new BetterSqlite(file, { timeout: 1000, ...options });
  try {
    work(sqlite);
  } finally {
    sqlite.close();
  }
}
