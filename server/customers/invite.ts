/** Inviting as staff do it: one customer from their row or profile, or many at once. */
import type { StaffPrincipal } from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import { type AuditNote, record } from "../audit/store.ts";
import type { InvitationResult } from "../contract/people.ts";
import type { Tx } from "../db/database.ts";
import { findProject } from "../projects/store.ts";
import { subjectOf } from "./record-change.ts";
import { type InvitationDeps, queueInvitation } from "./invitations.ts";
import { findCustomer } from "./store.ts";

/** A closed portal lets nobody in: an invitation to it would be over before it opens. */
export async function invite(tx: Tx, deps: InvitationDeps, who: StaffPrincipal, id: string): Promise<InvitationResult> {
  const customer = await findCustomer(tx.db, id);
  const project = customer && (await findProject(tx.db, customer.project_id));
  if (!customer || !project || !reaches(who, project.id)) return { id, sent: false, reason: "unknown" };
  if (!project.enabled) return { id, sent: false, reason: "portal_off" };
  const invited = await queueInvitation(tx, deps, project, customer);
  if (!invited.sent) return { id, ...invited };
  const note: AuditNote = { action: "customer.invited", projectId: project.id, subject: subjectOf(customer) };
  await record(tx, who, note, deps.now());
  return { id, sent: true };
}
