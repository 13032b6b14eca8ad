import type { MiddlewareHandler } from "hono";

/**
 * HEAD is answered by the handler of GET, and Hono drops the body that it made: a stream would go on being followed, a
 * file stay open. Nobody will read it, so it is told.
 */
export const noBodyOfHead: MiddlewareHandler = async function noBodyOfHead(c, next) {
  await next();
  if (c.req.method === "HEAD") await c.res.body?.cancel();
};
