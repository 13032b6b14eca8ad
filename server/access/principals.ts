import type { Permissions } from "../contract/portal.ts";
import type { ApiScope } from "../contract/people.ts";
import type { Reach, StaffRole } from "../contract/staff.ts";
import type { Account } from "./account.ts";
import { type PermissionChoices, resolvePermissions } from "./permissions.ts";

/** Who is asking, as proven by their token or cookie. */
export type Principal = PortalPrincipal | StaffPrincipal | KeyPrincipal;

export type PortalPrincipal =
  | { kind: "nobody" }
  /** A browser without an account. */
  | { kind: "visitor"; id: string; projectId: string; permissions: Permissions; session: SessionInfo }
  /** Whoever holds a tracking link: one ticket, and what goes on from it. `id` is the ticket's. */
  | {
      kind: "tracking";
      id: string;
      projectId: string;
      permissions: Permissions;
      session: SessionInfo;
      owner: TicketOwner;
    }
  | CustomerPrincipal;

/** Whose a ticket is; nobody's where both are null. */
export interface TicketOwner {
  customer_id: string | null;
  visitor_id: string | null;
}

export interface CustomerPrincipal {
  kind: "customer";
  id: string;
  projectId: string;
  account: Account;
  permissions: Permissions;
  session: SessionInfo;
}

export interface StaffPrincipal {
  kind: "staff";
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  projects: Reach;
  /** How long they can take back what they send. */
  undoSeconds: number;
  session: SessionInfo;
}

/** A program of the site's own, with an API key. Reaches only routes that name one of its scopes. */
export interface KeyPrincipal {
  kind: "key";
  id: string;
  name: string;
  scopes: ApiScope[];
  projects: Reach;
}

export interface SessionInfo {
  hash: string;
  /** When it ends unless it is used before, in milliseconds. */
  expiresAt: number;
}

/** Somebody known, as a short text: the owner of uploads and the name of limits. */
export const principalKey = (who: Exclude<Principal, { kind: "nobody" }>): string => `${who.kind}:${who.id}`;

export type PortalOwner = { id: string; permissions: PermissionChoices };

export function customerPrincipal(account: Account, project: PortalOwner, session: SessionInfo): CustomerPrincipal {
  const { permissions: customer, company } = account;
  const permissions = resolvePermissions({ project: project.permissions, company: company?.permissions, customer });
  return { kind: "customer", id: account.id, projectId: project.id, account, permissions, session };
}
