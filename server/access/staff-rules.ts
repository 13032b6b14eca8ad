/** What the role decides inside a route that agents may call. */
import { Refusal } from "../errors.ts";
import type { KeyPrincipal, StaffPrincipal } from "./principals.ts";

/**
 * Permissions are settings, so they are an administrator's to change; all other work with people is for agents too.
 * A key acts with what an administrator gave it.
 */
export function requirePermissionRight(who: StaffPrincipal | KeyPrincipal, permissions: object | undefined): void {
  if (permissions !== undefined && who.kind === "staff" && who.role !== "admin") throw new Refusal(403, "forbidden");
}

/** A key that may only write learns nothing by writing, such as whose record a known address has. */
export const mayReadCustomers = (who: StaffPrincipal | KeyPrincipal): boolean =>
  who.kind !== "key" || who.scopes.includes("customers:read");
