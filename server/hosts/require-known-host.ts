import type { MiddlewareHandler } from "hono";
import { Refusal } from "../errors.ts";
import type { Hosts } from "./hosts.ts";

/** Whoever looks whether the process lives asks it by its address. */
const forEverybody = new Set(["/healthz", "/readyz"]);

/** 421 under a name that is not the desk's. Links never take a name from a request, so this is not what keeps them right. */
export const requireKnownHost = ({ isKnown, letsOn, note }: Hosts): MiddlewareHandler =>
  async function requireKnownHost(c, next) {
    const hostname = URL.parse(c.req.url)?.hostname ?? "";
    if (!isKnown(hostname) && !forEverybody.has(c.req.path)) {
      if (!(await letsOn())) throw new Refusal(421, "host_unknown");
      note(hostname);
    }
    await next();
  };
