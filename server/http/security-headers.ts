import type { MiddlewareHandler } from "hono";

/** On every answer, whatever it is; pages and files set a policy of their own over the last one. */
export const securityHeaders = (https: boolean): MiddlewareHandler =>
  async function securityHeaders(c, next) {
    await next();
    const set = (name: string, value: string): void => {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    };
    set("X-Content-Type-Options", "nosniff");
    set("Referrer-Policy", "no-referrer");
    set("Cross-Origin-Opener-Policy", "same-origin");
    set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'");
    if (https) set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  };

/** API answers hold what only one person may read: nothing on the way may keep them. */
export const noStore: MiddlewareHandler = async function noStore(c, next) {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
};
