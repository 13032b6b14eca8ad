/** What a portal says of itself, and the tokens it gives to browsers without an account. */
import { z } from "zod";
import { accountView } from "../access/account.ts";
import type { PortalSession, TrackingSecret } from "../contract/portal.ts";
import { openBySecret } from "../access/network-limits.ts";
import { countNewVisitor, refuseNewVisitor } from "../access/new-visitors.ts";
import { principalKey } from "../access/principals.ts";
import { may } from "../access/rules.ts";
import { newId } from "../access/tokens.ts";
import { hasPassword, lockCustomer } from "../customers/store.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { endTokens } from "../access/ended-tokens.ts";
import { createSeenSites } from "../projects/seen-sites.ts";
import { makeFormToken } from "../tickets/form-token.ts";
import { requireTicket, readerOf } from "../tickets/read-ticket.ts";
import { lockTicket } from "../tickets/store.ts";
import { createTrackingLink, endLinksOf, holdTrackingLink, openTrackingLink, trackingUrl } from "../tracking/links.ts";
import { describePortal } from "./describe-portal.ts";

const nothing = z.strictObject({}) satisfies z.ZodType<object>;
const tracking = z.strictObject({ secret: text(200) }) satisfies z.ZodType<TrackingSecret>;
const signOut = z.strictObject({ all: z.enum(["true", "false"]).optional() });

type PortalDeps = Pick<
  Deps,
  "database" | "sessions" | "limiter" | "secrets" | "now" | "publicUrl" | "mailer" | "demo" | "log"
>;

export function portalRoutes(deps: PortalDeps) {
  const { database, sessions, limiter, secrets, now, publicUrl, mailer, demo } = deps;
  // Who tries the demo reads its mails on the staff page.
  const mailIsSent = mailer !== undefined || demo;
  const noteSite = createSeenSites(deps);
  return {
    async describe(c: PortalContext) {
      const project = c.get("project");
      const portal = await describePortal(database.read, project, c.get("who"));
      noteSite(project, c.req.header("Origin"));
      // Who sees the form is told when they did.
      return c.json({
        ...portal,
        mailIsSent,
        ...(portal.inboxes && { form: makeFormToken({ secrets, now }, project.id) }),
      });
    },

    async createVisitor(c: PortalContext) {
      const project = c.get("project");
      if (project.loginRequired) throw new Refusal(401, "login_required");
      if (c.req.header("Content-Type") !== undefined) await readJson(c, nothing);
      await refuseNewVisitor(database.read, { limiter }, c.get("network"));
      const token = await database.write(async (tx) => {
        await countNewVisitor(tx, { limiter }, c.get("network"));
        const origin = c.req.header("Origin");
        return sessions.create(tx, "visitor", { userId: newId(), projectId: project.id, origin });
      });
      return c.json({ token }, 201);
    },

    async openTracking(c: PortalContext) {
      const project = c.get("project");
      if (project.loginRequired) throw new Refusal(401, "login_required");
      const { secret } = await readJson(c, tracking);
      const ticketId = await openBySecret({ database, limiter }, c.get("network"), async () => {
        const found = await openTrackingLink(database.read, project.id, secret, now());
        if (!found) throw new Refusal(410, "link_expired");
        return found;
      });
      const origin = c.req.header("Origin");
      const token = await database.write(async (tx) => {
        await limiter.require(tx, "trackings", ticketId);
        // The link may have ended meanwhile, and this session would have come after its end.
        if ((await holdTrackingLink(tx, project.id, secret, now())) === undefined) {
          throw new Refusal(410, "link_expired");
        }
        return sessions.create(tx, "tracking", { userId: ticketId, projectId: project.id, origin });
      });
      return c.json({ token, ticketId }, 201);
    },

    async makeTrackingLink(c: PortalContext) {
      const project = c.get("project");
      const who = c.get("who");
      const ticket = await requireTicket(database.read, readerOf(project, who), c.req.param("id")!);
      if (who.kind === "nobody" || !may(who, "own", ticket)) throw new Refusal(403, "not_permitted");
      const { id } = ticket;
      const secret = await database.write(async (tx) => {
        // The session is held until the link is made. Code that ends sessions ends links after them, so it finds this
        // link.
        await sessions.require(tx, who.session.hash);
        const still = await lockTicket(tx, id);
        if (!still || !may(who, "own", still)) throw new Refusal(403, "not_permitted");
        await limiter.require(tx, "changes", principalKey(who));
        const made = await createTrackingLink(tx, id, now());
        // Sessions of the replaced link end: it may have been sent to somebody else.
        const ended = await sessions.endOthers(tx, "tracking", id, who.session.hash);
        // Every stream looks at its session then.
        if (ended > 0) tx.emit({ projectId: project.id, type: "session.ended" });
        return made;
      });
      return c.json({ url: trackingUrl(publicUrl, project, secret) }, 201);
    },

    async session(c: PortalContext) {
      const who = c.get("who");
      if (who.kind === "nobody") throw new Refusal(401, "unauthenticated");
      const answer: PortalSession = { kind: who.kind, permissions: who.permissions };
      if (who.kind === "tracking") answer.ticketId = who.id;
      if (who.kind === "customer") {
        answer.customer = { ...accountView(who.account), hasPassword: await hasPassword(database.read, who.id) };
      }
      return c.json(answer);
    },

    /** Signing out and "forget this device" are one thing: the token is worth nothing afterwards. */
    async endSession(c: PortalContext) {
      const { all } = readQuery(c, signOut);
      const who = c.get("who");
      const token = c.get("token");
      if (who.kind === "nobody" || token === undefined) throw new Refusal(401, "unauthenticated");
      await database.write(async (tx) => {
        // A sign-in of this customer at this moment is seen here, or sees this.
        if (who.kind === "customer") await lockCustomer(tx, who.id);
        await endTokens(tx, all === "true" ? { userId: who.id } : { hash: who.session.hash });
        if (all === "true") await sessions.endAll(tx, who.kind, who.id);
        if (all === "true" && who.kind === "customer") await endLinksOf(tx, who.id);
        await sessions.end(tx, token);
        tx.emit({ projectId: who.projectId, type: "session.ended" });
      });
      return c.body(null, 204);
    },
  };
}
