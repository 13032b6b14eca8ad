import type { MiddlewareHandler } from "hono";
import type { PortalEnv, RequestVariables } from "../http/env.ts";
import type { Hub } from "./hub.ts";

/** First of all: a stream that begins there hears also of what ended while it was being let in. */
export const noteNewest = ({ hub }: { hub: Hub }): MiddlewareHandler<{ Variables: RequestVariables }> =>
  async function noteNewest(c, next) {
    c.set("newest", hub.last);
    await next();
  };

/**
 * Says with every answer which event was the newest before anything was read for it. A client that reads first and
 * listens then begins there, and misses nothing that came between. Strangers are not told how busy a desk is.
 */
export const newestEvent: MiddlewareHandler<PortalEnv> = async function newestEvent(c, next) {
  if (c.get("who").kind !== "nobody") c.header("Last-Event-ID", String(c.get("newest")));
  await next();
};
