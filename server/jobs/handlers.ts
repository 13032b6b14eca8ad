/** What each kind of job does. */
import type { Deps } from "../deps.ts";
import { importJob } from "../imports/job.ts";
import { keepMail } from "../mail/deliver.ts";
import type { JobHandlers } from "./runner.ts";
import { sweep } from "./sweep.ts";

export type JobDeps = Pick<Deps, "database" | "sessions" | "files" | "now">;

export const jobHandlers = (deps: JobDeps): JobHandlers => ({
  mail: keepMail(deps.database),
  sweep: sweep(deps),
  import: importJob(deps),
});
