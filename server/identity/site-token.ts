/** A token of the site as it comes in from outside. */
import { hashSecret } from "../access/tokens.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { isEnded } from "../access/ended-tokens.ts";
import { identitySecret } from "./store.ts";
import { type Claims, TokenError, verifyToken } from "./verify-token.ts";

type TokenDeps = Pick<Deps, "database" | "secrets" | "log" | "now">;

interface SiteToken {
  claims: Claims;
  /** Of the token. */
  hash: string;
}

/**
 * One answer to everything that is wrong with a token: a second one would tell a forger how far it got.
 * @throws Refusal 401
 */
export async function readSiteToken(deps: TokenDeps, c: PortalContext, jwt: unknown): Promise<SiteToken> {
  const { id, key: portalKey } = c.get("project");
  const secretOf = (kid: string): Promise<string | undefined> => identitySecret(deps, id, kid);
  try {
    const claims = await verifyToken(jwt, { portalKey, secretOf, now: deps.now() });
    const hash = hashSecret(jwt as string);
    if (await isEnded(deps.database.read, hash)) throw new TokenError("its session was signed out");
    return { claims, hash };
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const { log } = deps;
    log.info({ requestId: c.get("requestId"), portal: portalKey, why: error.message }, "identity token refused");
    throw new Refusal(401, "identity_invalid", { cause: error });
  }
}
