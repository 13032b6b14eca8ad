import type { Deps } from "../deps.ts";
import type { JobContext, JobResult } from "../jobs/queue.ts";
import { runImport } from "./run-import.ts";
import { endImport, findImport } from "./store.ts";

const maxAttempts = 5;

type RunOfJob = Pick<JobContext, "attempts" | "leaving">;
type JobDeps = Pick<Deps, "database" | "sessions" | "files" | "now">;

export const importJob =
  (deps: JobDeps) =>
  async ({ importId }: { importId: string }, { attempts, leaving }: RunOfJob): Promise<JobResult> => {
    const { database, files } = deps;
    const row = await findImport(database.read, importId);
    if (!row) return undefined;
    if (row.state === "running" && !(await isThere(deps, row.file_id))) {
      await database.write((tx) => endImport(tx, importId, "failed"));
      return undefined;
    }
    const options = { open: () => files.open(row.file_id), leaving };
    const more = await runImport(deps, importId, options).catch(async (error: unknown) => {
      // A disk may be slow once. A file that nobody can read ends its import instead of being tried for ever.
      if (attempts < maxAttempts) throw error;
      await database.write((tx) => endImport(tx, importId, "failed"));
      return false;
    });
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
