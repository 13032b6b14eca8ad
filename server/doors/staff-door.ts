/**
 * The door of the staff API: a cookie of our own page, writes from our own page, and a role; or an API key with the
 * scope that the route names.
 */
import type { Context, MiddlewareHandler } from "hono";
import { findStaff, isPresent, reachOf } from "../access/staff-account.ts";
import { givenStaffCookie } from "../access/staff-cookie.ts";
import { useKey } from "../api-keys/store.ts";
import type { ApiScope } from "../contract/people.ts";
import type { StaffRole } from "../contract/staff.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { KeyedContext, StaffEnv } from "../http/env.ts";

/**
 * A write has to come from our own page. Browsers say where a request comes from in Sec-Fetch-Site; those that do not
 * send an Origin. A request that says neither could be anybody's form. An API key is none of a browser's: no form of
 * another site can send that header, and where it is sent no cookie counts.
 */
export const sameOriginWrites = (ownOrigin: string): MiddlewareHandler =>
  async function sameOriginWrites(c, next) {
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    const site = c.req.header("Sec-Fetch-Site");
    const own = site === undefined ? c.req.header("Origin") === ownOrigin : site === "same-origin";
    if (!isRead && !own && keyOf(c) === undefined) throw new Refusal(403, "origin_not_allowed");
    await next();
  };

/** An API key, whole or broken: such a request never falls back to a cookie. */
const keyOf = (c: Context): string | undefined => /^Bearer (dbk_\S*)$/i.exec(c.req.header("Authorization") ?? "")?.[1];

export type StaffRight = "anyone" | StaffRole;

const rolesWith: Record<Exclude<StaffRight, "anyone">, ReadonlySet<StaffRole>> = {
  viewer: new Set(["viewer", "agent", "admin"]),
  agent: new Set(["agent", "admin"]),
  admin: new Set(["admin"]),
};

export const requireStaffRight = (
  deps: Pick<Deps, "database" | "sessions" | "limiter" | "now" | "publicUrl">,
  right: StaffRight,
  scope?: ApiScope,
): MiddlewareHandler<StaffEnv> =>
  async function requireStaffRight(c, next) {
    const { database, sessions } = deps;
    const key = keyOf(c);
    if (key !== undefined) {
      const who = await useKey(deps, key);
      if (!who) throw new Refusal(401, "unauthenticated");
      if (scope === undefined || !who.scopes.includes(scope)) throw new Refusal(403, "not_permitted");
      // Only handlers of rows with a scope get here, and those are written for keys too.
      (c as unknown as KeyedContext).set("who", who);
      return next();
    }
    if (right === "anyone") return next();
    const token = givenStaffCookie(c, deps.publicUrl);
    const session = token ? await sessions.validate(token) : undefined;
    const staff = session?.kind === "staff" ? await findStaff(database.read, session.userId) : undefined;
    if (!token || !session || !isPresent(staff)) throw new Refusal(401, "unauthenticated");
    // The page was loaded by somebody else: what it sends is theirs, and goes out under nobody's name.
    const writer = c.req.header("x-writer");
    if (writer !== undefined && writer !== staff.id && c.req.method !== "GET")
      throw new Refusal(403, "account_changed");
    if (!rolesWith[right].has(staff.role)) throw new Refusal(403, "forbidden");
    const { id, name, email, role, undo_seconds: undoSeconds } = staff;
    c.set("token", token);
    c.set("who", {
      kind: "staff",
      id,
      name,
      email,
      role,
      projects: reachOf(staff),
      undoSeconds,
      session: { hash: session.hash, expiresAt: session.expiresAt },
    });
    return next();
  };
