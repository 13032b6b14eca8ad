/** Signed in at the site, signed in here: a token of the site is exchanged for a session of ours, once. */
import { z } from "zod";
import { accountView, findAccount } from "../access/account.ts";
import type { SignedIn, SiteToken } from "../contract/portal.ts";
import { openBySecret } from "../access/network-limits.ts";
import { joinVisitor, type Joiner } from "../customers/joining.ts";
import type { CustomerRow } from "../customers/store.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { check, readJson } from "../http/read-json.ts";
import { holdProject } from "../projects/store.ts";
import { isEnded } from "../access/ended-tokens.ts";
import { signedPerson } from "./signed-person.ts";
import { readSiteToken } from "./site-token.ts";
import { holdIdentityKey } from "./store.ts";

const asked = z.looseObject({ jwt: z.unknown().optional() }) satisfies z.ZodType<SiteToken>;
const whole = z.strictObject({ jwt: z.string() });

/**
 * Who the browser's tickets join: the person who signs in, at once, also where the site has not proven an address. A
 * token comes from the site's own page and never by a link, so the page says who sits in front of it. That person could
 * read these tickets all along, so joining shows them nothing new, while leaving the tickets behind would hide them
 * from the person who has just signed in to follow them.
 *
 * On a computer that several share, tickets sent by nobody in particular go to the first person who signs in. They do
 * not become visible to colleagues of a person without a proven address.
 */
const joiner = (customer: CustomerRow): Joiner => ({
  ...customer,
  company_id: customer.proven_at === null ? null : customer.company_id,
});

type IdentityDeps = Pick<Deps, "database" | "sessions" | "secrets" | "limiter" | "log" | "now">;

export function identityRoutes(deps: IdentityDeps) {
  const { database, sessions, limiter } = deps;

  return {
    async signIn(c: PortalContext) {
      const body = await readJson(c, asked);
      const { claims, hash } = await openBySecret(deps, c.get("network"), () => readSiteToken(deps, c, body.jwt));
      // A name or address beside the token is signed by nobody: refused like every unknown field, not taken as a hint.
      check(whole, body);
      const project = c.get("project");
      const who = c.get("who");
      const origin = c.req.header("Origin");
      const answer = await database.write(async (tx): Promise<SignedIn> => {
        await limiter.require(tx, "identities", `${project.id}:${claims.sub}`);
        const customer = await signedPerson(tx, deps, project, claims);
        // Looked at again: the session or key may have ended since, and a token that was never used is in no list of
        // ended ones.
        const { tokens_since: ofAll } = await holdProject(tx, project.id);
        const isOld = claims.issuedAt < Math.max(ofAll ?? 0, customer.tokens_since ?? 0);
        if (isOld || !(await holdIdentityKey(tx, project.id, claims.key)) || (await isEnded(tx.db, hash))) {
          throw new Refusal(401, "identity_invalid");
        }
        if (customer.stopped_at !== null) throw new Refusal(403, "account_stopped");
        if (who.kind === "visitor") await joinVisitor(tx, deps, joiner(customer), who.id);
        const identity = { key: claims.key, hash, endsAt: claims.endsAt };
        const owner = { userId: customer.id, projectId: project.id, origin, identity };
        return {
          token: await sessions.create(tx, "customer", owner),
          customer: accountView((await findAccount(tx.db, customer.id))!),
        };
      });
      return c.json(answer, 201);
    },
  };
}
