/** Holds the files against the rows that name them, a folder of 256 at a time. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "../db/database.ts";
import { pendingOwners } from "./store.ts";

export interface Compared {
  files: number;
  /** Ids of attachments whose file is gone: words of a customer's that cannot be read any more. */
  rowsWithoutFile: string[];
  /**
   * Names of files that nothing knows of: they harm nobody and take room. They are told, and never deleted: started on
   * the wrong database, a sweep would take every customer's files.
   */
  filesWithoutRow: string[];
}

/** An earlier version that still runs beside this one writes a file before its row. */
const arrivesWithinMs = 3_600_000;

export async function compareFiles(db: Db, dir: string, now: number): Promise<Compared> {
  const compared: Compared = { files: 0, rowsWithoutFile: [], filesWithoutRow: [] };
  for (let at = 0; at < 256; at++) {
    const prefix = at.toString(16).padStart(2, "0");
    // Files first: what is written meanwhile is then a row with a file that was not looked at, and asked for below.
    const files = await filesIn(join(dir, prefix));
    const rows = await idsIn(db, prefix);
    compared.files += files.size;
    for (const [id, mayBeMissing] of rows) {
      if (!mayBeMissing && !files.has(id) && !(await modifiedAt(join(dir, prefix, id))))
        compared.rowsWithoutFile.push(id);
    }
    for (const name of files) {
      if (rows.has(name)) continue;
      const modified = await modifiedAt(join(dir, prefix, name));
      if (modified !== undefined && modified < now - arrivesWithinMs) compared.filesWithoutRow.push(name);
    }
  }
  return compared;
}

async function filesIn(folder: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Set();
    throw error;
  }
}

const modifiedAt = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/**
 * Of each whether its file may be missing. Ids are hexadecimal, so `g` stands behind all that begin with the prefix, in
 * any collation.
 */
async function idsIn(db: Db, prefix: string): Promise<Map<string, boolean>> {
  const until = `${prefix}g`;
  const attachments = await db
    .selectFrom("attachments")
    .select(["id", "owner"])
    .where("id", ">=", prefix)
    .where("id", "<", until)
    .execute();
  const imports = await db
    .selectFrom("imports")
    .select("file_id as id")
    .where("state", "=", "running")
    .where("file_id", ">=", prefix)
    .where("file_id", "<", until)
    .execute();
  return new Map([
    ...attachments.map(({ id, owner }): [string, boolean] => [id, pendingOwners.includes(owner)]),
    ...imports.map(({ id }): [string, boolean] => [id, false]),
  ]);
}
