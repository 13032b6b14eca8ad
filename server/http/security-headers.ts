import type { MiddlewareHandler } from "hono";

/**
 * Headers of every answer. Pages and files replace this policy by one of their own. The headers are set before the
 * answer is made: a header added to a finished answer turns it into a stream, which takes longer than all else here.
 */
export const securityHeaders = (https: boolean): MiddlewareHandler =>
  async function securityHeaders(c, next) {
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    c.header("Cross-Origin-Opener-Policy", "same-origin");
    // What other sites' pages may load says so by itself: the widget's files and the portal API.
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    c.header(
      "Content-Security-Policy",
      "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    );
    if (https) c.header("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    await next();
  };

/** API answers hold what only one person may read: nothing on the way may keep them. */
export const noStore: MiddlewareHandler = async function noStore(c, next) {
  c.header("Cache-Control", "no-store");
  await next();
};
