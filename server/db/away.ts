/** Whether the database could not be asked just now: it is away, locked or closed to writing, and comes back. */

/** A mail server or a disk in the network is unreachable with the very same codes, and is no database. */
const fromDatabase = new WeakSet<object>();

/** Marks what a connection to the database threw. @returns the same */
export function ofDatabase(error: unknown): unknown {
  if (error instanceof Error) fromDatabase.add(error);
  return error;
}

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
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** Of one that is there and does not answer in time: a statement that was stopped, a connection that says nothing. */
const late =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/;

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : "");

/** An answer that came too late: whoever asked has waited for it long enough. */
export const isLate = (error: unknown): boolean =>
  error instanceof Error && fromDatabase.has(error) && (codeOf(error) === "57014" || late.test(error.message));

export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code.startsWith("SQLITE_BUSY")) return true;
  if (!fromDatabase.has(error)) return false;
  return isLate(error) || states.test(code) || sockets.has(code) || sentences.test(error.message);
}
