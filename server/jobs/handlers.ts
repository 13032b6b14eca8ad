/** What each kind of job does. */
import { mailCode } from "../accounts/code-mail.ts";
import { mailPasswordLink } from "../accounts/password-link.ts";
import type { Deps } from "../deps.ts";
import { keepMail } from "../mail/deliver.ts";
import type { JobHandlers } from "./runner.ts";
import { sweep } from "./sweep.ts";

export type JobDeps = Pick<Deps, "database" | "sessions" | "files" | "now" | "limiter" | "secrets" | "publicUrl">;

export const jobHandlers = (deps: JobDeps): JobHandlers => ({
  mail: keepMail(deps.database),
  sweep: sweep(deps),
  "code-mail": mailCode(deps),
  "password-link": mailPasswordLink(deps),
});
