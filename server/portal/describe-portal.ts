/** What a portal says of itself to the one who asks. */
import { resolvePermissions } from "../access/permissions.ts";
import type { PortalPrincipal } from "../access/principals.ts";
import type { Portal } from "../contract/portal.ts";
import type { Db } from "../db/database.ts";
import { languages } from "../languages.ts";
import { priorities } from "../tickets/status.ts";
import { listInboxes, type ProjectRow } from "../projects/store.ts";

export async function describePortal(db: Db, project: ProjectRow, who: PortalPrincipal): Promise<Portal> {
  const portal: Portal = {
    name: project.name,
    locale: project.locale,
    locales: [...languages],
    branding: project.branding,
    loginRequired: project.loginRequired,
    selfRegistration: project.selfRegistration,
    helpDocs: project.helpDocs,
    passwordInWidget: project.passwordInWidget,
  };
  if (portal.loginRequired && who.kind !== "customer") return portal;
  const inboxes = (await listInboxes(db, project.id)).filter((inbox) => inbox.portal === 1);
  return {
    ...portal,
    inboxes: inboxes.map(({ id, name }) => ({ id, name })),
    types: project.types,
    priorities: [...priorities],
    permissions: who.kind === "nobody" ? resolvePermissions({ project: project.permissions }) : who.permissions,
  };
}
