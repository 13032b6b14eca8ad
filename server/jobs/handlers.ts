/** What each kind of job does. */
import type { Deps } from "../deps.ts";
import { deliverMail } from "../mail/deliver.ts";
import type { JobHandlers } from "./runner.ts";
import { sweep } from "./sweep.ts";

export type JobDeps = Pick<Deps, "database" | "sessions" | "files" | "now" | "secrets" | "mailer" | "log">;

export const jobHandlers = (deps: JobDeps): JobHandlers => ({
  mail: deliverMail(deps),
  sweep: sweep(deps),
});
