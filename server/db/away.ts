/** Whether the database could not be asked just now: it is away, locked or closed to writing, and comes back. */

/** Of Postgres: connection exceptions, shutting down or starting up, no connection left or let in, turned read-only. */
const states = /^(08\w{3}|57P0[1-5]|53300|55000|25006)$/;
/** Of the socket beneath. */
const sockets = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
/** What `pg` says without a code. */
const sentences =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return states.test(code) || sockets.has(code) || code.startsWith("SQLITE_BUSY") || sentences.test(error.message);
}
