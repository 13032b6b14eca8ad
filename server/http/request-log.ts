import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { RequestVariables } from "./env.ts";

/**
 * One line a request: what was asked by its route, never by its address, because addresses hold ids and searches;
 * and neither bodies, mail addresses nor tokens.
 */
export const requestLog = (log: Logger): MiddlewareHandler<{ Variables: RequestVariables }> =>
  async function requestLog(c, next) {
    const start = performance.now();
    c.set("requestId", crypto.randomUUID());
    c.header("X-Request-Id", c.get("requestId"));
    await next();
    if (!log.isLevelEnabled("info")) return;
    log.info(
      {
        requestId: c.get("requestId"),
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: Math.round(performance.now() - start),
      },
      "request",
    );
  };
