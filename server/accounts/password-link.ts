/** The link that somebody asks for who forgot a password or missed an earlier link. In a job, as with codes. */
import type { Deps } from "../deps.ts";
import { queueInvitation, queueLink } from "../customers/invitations.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import { findCustomerByEmail } from "../customers/store.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { mayMailAutomatically } from "../mail/limits.ts";
import { findProject } from "../projects/store.ts";

type PasswordLinkDeps = Pick<Deps, "database" | "limiter" | "secrets" | "now" | "publicUrl">;

/** An address of no customer gets no mail: its owner comes in by registering. */
export const mailPasswordLink =
  (deps: PasswordLinkDeps) =>
  async ({ projectId, email, visitorId, home }: JobPayloads["password-link"]): Promise<void> => {
    await deps.database.write(async (tx) => {
      const project = await findProject(tx.db, projectId);
      if (!project?.enabled) return;
      const customer = await findCustomerByEmail(tx.db, projectId, email);
      if (!customer || !mayHaveLogin(project, customer)) return;
      if (customer.proven_at === null && customer.invited_at !== null) {
        await queueInvitation(tx, deps, project, customer, visitorId);
        return;
      }
      if (!(await mayMailAutomatically(tx, deps, projectId, email, home))) return;
      await queueLink(tx, deps, project, customer, customer.proven_at === null ? "welcome" : "password", visitorId);
    });
  };
