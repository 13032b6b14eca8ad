/** What each kind of job does. */
import { mailCode } from "../accounts/code-mail.ts";
import { mailPasswordLink } from "../accounts/password-link.ts";
import type { Deps } from "../deps.ts";
import { importJob } from "../imports/job.ts";
import { takeMailIn } from "../intake/job.ts";
import { deliverMail } from "../mail/deliver.ts";
import type { JobHandlers } from "../jobs/runner.ts";
import { mailStaffPasswordLink } from "../staff/links.ts";
import { mayHaveAnswers } from "../tickets/mail-answers.ts";
import { takeEffect } from "../tickets/take-effect.ts";
import { sweep } from "./sweep.ts";

export type JobDeps = Pick<
  Deps,
  | "database"
  | "sessions"
  | "files"
  | "now"
  | "limiter"
  | "secrets"
  | "publicUrl"
  | "mailDomain"
  | "mailVerdict"
  | "mailer"
  | "log"
>;

export const jobHandlers = (deps: JobDeps): JobHandlers => ({
  mail: deliverMail({ ...deps, mayHave: mayHaveAnswers }),
  sweep: sweep(deps),
  "code-mail": mailCode(deps),
  "password-link": mailPasswordLink(deps),
  "staff-password-link": mailStaffPasswordLink(deps),
  import: importJob(deps),
  "mail-in": takeMailIn(deps),
  "staff-change": takeEffect(deps),
});
