import type { MiddlewareHandler } from "hono";
import type { PortalEnv } from "../http/env.ts";
import type { Hub } from "./hub.ts";

/**
 * Says with every answer which event was the newest before anything was read for it. A client that reads first and
 * listens then begins there, and misses nothing that came between. Strangers are not told how busy a desk is.
 */
export const newestEvent = ({ hub }: { hub: Hub }): MiddlewareHandler<PortalEnv> =>
  async function newestEvent(c, next) {
    if (c.get("who").kind !== "nobody") c.header("Last-Event-ID", String(hub.last));
    await next();
  };
