/** The door of the portal API: which portal, is it open, who is asking. */
import type { MiddlewareHandler } from "hono";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalEnv } from "../http/env.ts";
import { findProjectByKey, type ProjectRow } from "../projects/store.ts";
import { guestPrincipal } from "../access/guests.ts";
import { customerPrincipal, type PortalPrincipal } from "../access/principals.ts";

type DoorDeps = Pick<Deps, "database" | "sessions">;

/** Reads the project on every request: a portal that is turned off is off for the next request of every process. */
export const findPortal = ({ database }: Pick<DoorDeps, "database">): MiddlewareHandler<PortalEnv> =>
  async function findPortal(c, next) {
    c.set("found", await findProjectByKey(database.read, c.req.param("key") ?? ""));
    await next();
  };

export const requireOpenPortal: MiddlewareHandler<PortalEnv> = async function requireOpenPortal(c, next) {
  const project = c.get("found");
  if (!project?.enabled) throw new Refusal(404, "portal_unavailable");
  c.set("project", project);
  await next();
};

export const identifyCustomer = (deps: DoorDeps): MiddlewareHandler<PortalEnv> =>
  async function identifyCustomer(c, next) {
    const token = /^Bearer (\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
    const who = token ? await principalOf(deps, token, c.get("project"), c.req.header("Origin")) : undefined;
    // A token that is over is told apart from none: the client has to let go of it.
    if (token && !who) throw new Refusal(401, "unauthenticated");
    c.set("token", token);
    c.set("who", who ?? { kind: "nobody" });
    await next();
  };

/** A token works for the project it was made in, and from the Origin it was made at. */
async function principalOf(
  { database, sessions }: DoorDeps,
  token: string,
  project: ProjectRow,
  origin: string | undefined,
): Promise<PortalPrincipal | undefined> {
  const session = await sessions.validate(token);
  if (!session || session.kind === "staff" || session.projectId !== project.id) return undefined;
  if (session.origin !== null && origin !== undefined && session.origin !== origin) return undefined;
  const { kind, hash, userId, expiresAt, account } = session;
  if (account) return customerPrincipal(account, project, { hash, expiresAt });
  return kind === "customer" ? undefined : guestPrincipal(database.read, kind, userId, project, { hash, expiresAt });
}

/** What a route asks of the one who calls it. */
export type PortalRight = "anyone" | "visitor" | "ticket-holder" | "customer";

const holders: Record<PortalRight, ReadonlySet<PortalPrincipal["kind"]>> = {
  anyone: new Set(["nobody", "visitor", "tracking", "customer"]),
  /** May make tickets. */
  visitor: new Set(["visitor", "customer"]),
  /** May read and answer tickets. */
  "ticket-holder": new Set(["visitor", "tracking", "customer"]),
  /** Has an account. */
  customer: new Set(["customer"]),
};

/** With login required only customers pass, everywhere but where anyone does. Nothing is deleted by that switch. */
export const requirePortalRight = (right: PortalRight): MiddlewareHandler<PortalEnv> =>
  async function requirePortalRight(c, next) {
    const { kind } = c.get("who");
    if (right !== "anyone") {
      if (c.get("project").loginRequired && kind !== "customer") throw new Refusal(401, "login_required");
      if (kind === "nobody") throw new Refusal(401, "unauthenticated");
      if (!holders[right].has(kind)) throw new Refusal(403, "not_permitted");
    }
    await next();
  };
