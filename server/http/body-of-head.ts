import type { MiddlewareHandler } from "hono";

/**
 * HEAD is answered by the handler of GET, and Hono drops the body that this one made. Nobody would read that body: a
 * stream would go on being followed, a file stay open. So the body is cancelled.
 */
export const noBodyOfHead: MiddlewareHandler = async function noBodyOfHead(c, next) {
  await next();
  if (c.req.method === "HEAD") await c.res.body?.cancel();
};
