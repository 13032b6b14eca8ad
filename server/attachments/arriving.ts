import type { Deps } from "../deps.ts";
import { claimArriving, forgetSwept } from "./store.ts";

/**
 * Removes an upload that was announced and is nobody's. An upload whose last commit had no answer may be somebody's by
 * now: its file stays then, and goes with its row after a day.
 */
export async function abandonFile({ database, files }: Pick<Deps, "database" | "files">, id: string): Promise<void> {
  if (!(await database.write((tx) => claimArriving(tx, id)))) return;
  await files.remove(id);
  await database.write((tx) => forgetSwept(tx, id));
}
