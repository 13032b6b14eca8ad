/** People without an account: a visitor is a browser that has written, and a reader came in by a link to a ticket. */
import type { Db } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import { resolvePermissions } from "./permissions.ts";
import type { PortalOwner, PortalPrincipal, SessionInfo } from "./principals.ts";

const ownerOfTicket = prepared((db, arg: { id: string }) =>
  db.selectFrom("tickets").select(["customer_id", "visitor_id"]).where("id", "=", arg.id),
);

/**
 * Guests belong to no company, so their permissions are those of the project.
 * @returns undefined for a link whose ticket is not there
 */
export async function guestPrincipal(
  db: Db,
  kind: "visitor" | "tracking",
  id: string,
  project: PortalOwner,
  session: SessionInfo,
): Promise<PortalPrincipal | undefined> {
  const permissions = { ...resolvePermissions({ project: project.permissions }), viewCompanyTickets: false };
  const guest = { id, projectId: project.id, permissions, session };
  if (kind === "visitor") return { kind, ...guest };
  const [owner] = await ownerOfTicket(db, { id });
  return owner && { kind, ...guest, owner };
}
