import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import type { Logger } from "pino";
import { isAway } from "../db/away.ts";
import { notFound, Refusal } from "../errors.ts";
import type { RequestVariables } from "./env.ts";

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // A disk that is full says so in one voice, whether the database or a file met it.
  if (code === "ENOSPC" || code.startsWith("SQLITE_FULL") || code === "53100") {
    return new Refusal(507, "storage_full", { cause: error });
  }
  // Nothing was saved, or nobody knows whether it was: the same request, sent again under its key, makes it once.
  if (isAway(error)) return new Refusal(503, "unavailable", { retryAfter: 1, cause: error });
  // Postgres cannot look for a NUL. Bodies and queries are checked for it, so it stood in an id, and names nothing.
  if (code === "22021") return notFound();
  return new Refusal(500, "internal", { cause: error });
}

type Answer = Response | Promise<Response>;
/** A page, where a person asked. */
export type PageOfRefusal = (c: Context, refusal: Refusal) => Answer | undefined;

/**
 * Turns whatever was thrown into the one reply shape, or into a page. What is our fault goes to the log with its cause.
 */
export const replyToError =
  (log: Logger, page: PageOfRefusal): ErrorHandler<{ Variables: RequestVariables }> =>
  (error, c) => {
    const refusal = asRefusal(error);
    if (refusal.status >= 500) log.error({ requestId: c.get("requestId"), err: error }, "request failed");
    if (refusal.retryAfter !== undefined) c.header("Retry-After", String(refusal.retryAfter));
    return page(c, refusal) ?? c.json(refusal.reply, refusal.status);
  };

/** No such address, or one that takes other methods. */
export const replyNotFound =
  (methodsOf: (path: string) => string[], page: PageOfRefusal): NotFoundHandler =>
  (c) => {
    const methods = methodsOf(c.req.path);
    if (methods.length > 0) c.header("Allow", methods.join(", "));
    const refusal = methods.length > 0 ? new Refusal(405, "method_not_allowed") : notFound();
    return page(c, refusal) ?? c.json(refusal.reply, refusal.status);
  };
