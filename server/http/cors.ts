import type { MiddlewareHandler } from "hono";
import { Refusal } from "../errors.ts";
import type { PortalEnv } from "./env.ts";

const methods = "GET, POST, PATCH, DELETE";
const headers = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID";

/**
 * The portal API answers pages of other sites, without credentials. The list of sites limits browsers; it is no
 * authentication. Comparison is exact: no suffixes, no other scheme or port.
 */
export const portalCors = (ownOrigin: string): MiddlewareHandler<PortalEnv> =>
  async function portalCors(c, next) {
    const origin = c.req.header("Origin");
    const found = c.get("found");
    // An unknown portal and a closed one answer every site alike, else headers and refusals would tell which there are.
    const listed = found?.enabled ? found.origins : [];
    const everyone = listed.length === 0;
    const allowed = everyone || origin === undefined || origin === ownOrigin || listed.includes(origin);

    const give = (name: string, value: string): void => c.header(name, value);
    if (!everyone) give("Vary", "Origin");
    if (everyone) give("Access-Control-Allow-Origin", "*");
    else if (origin !== undefined && allowed) give("Access-Control-Allow-Origin", origin);
    give("Access-Control-Expose-Headers", "Retry-After, Last-Event-ID");
    give("Cross-Origin-Resource-Policy", "cross-origin");

    if (c.req.method === "OPTIONS") {
      give("Access-Control-Allow-Methods", methods);
      give("Access-Control-Allow-Headers", headers);
      give("Access-Control-Max-Age", "600");
      return c.body(null, 204);
    }
    if (!allowed && c.req.method !== "GET" && c.req.method !== "HEAD") throw new Refusal(403, "origin_not_allowed");
    await next();
    return undefined;
  };
