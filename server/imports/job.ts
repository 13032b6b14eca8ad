import type { Deps } from "../deps.ts";
import { addJob } from "../jobs/store.ts";
import { runImport } from "./run-import.ts";
import { endImport, findImport } from "./store.ts";

/** Then mails and other work get their turn, long before the lease of this job is over. */
const rowsAtOnce = 2000;

type JobDeps = Pick<Deps, "database" | "sessions" | "files" | "now">;

export const importJob =
  (deps: JobDeps) =>
  async ({ importId }: { importId: string }): Promise<void> => {
    const { database, files, now } = deps;
    const row = await findImport(database.read, importId);
    if (!row) return;
    if (row.state === "running" && !(await isThere(deps, row.file_id))) {
      await database.write((tx) => endImport(tx, importId, "failed"));
      return;
    }
    const more = await runImport(deps, importId, { open: () => files.open(row.file_id), most: rowsAtOnce });
    if (more) await database.write((tx) => addJob(tx, "import", { importId }, now()));
    else if ((await findImport(database.read, importId))?.state !== "running") await files.remove(row.file_id);
  };

async function isThere({ files }: JobDeps, fileId: string): Promise<boolean> {
  try {
    (await files.open(fileId)).destroy();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
