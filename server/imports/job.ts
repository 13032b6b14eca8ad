import type { Deps } from "../deps.ts";
import type { JobContext, JobResult } from "../jobs/queue.ts";
import { runImport } from "./run-import.ts";
import { endImport, findImport } from "./store.ts";

type JobDeps = Pick<Deps, "database" | "sessions" | "files" | "now">;

export const importJob =
  (deps: JobDeps) =>
  async ({ importId }: { importId: string }, { leaving }: Pick<JobContext, "leaving">): Promise<JobResult> => {
    const { database, files } = deps;
    const row = await findImport(database.read, importId);
    if (!row) return undefined;
    if (row.state === "running" && !(await isThere(deps, row.file_id))) {
      await database.write((tx) => endImport(tx, importId, "failed"));
      return undefined;
    }
    const more = await runImport(deps, importId, { open: () => files.open(row.file_id), leaving });
    if (more) return { againIn: 0 };
    if ((await findImport(database.read, importId))?.state !== "running") await files.remove(row.file_id);
    return undefined;
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
