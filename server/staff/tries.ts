/** How often somebody may try a password or a code, wherever it is asked for. */
import type { Deps } from "../deps.ts";
import { isAppCode } from "./second-factor.ts";

type TryDeps = Pick<Deps, "database" | "limiter">;

/** In a transaction of its own: a try that fails counts too. */
export const countPasswordTry = ({ database, limiter }: TryDeps, email: string, network: string): Promise<void> =>
  database.write((tx) => limiter.require(tx, "passwordTries", `staff:${email.toLowerCase()}:${network}`));

/**
 * Somebody with the password and many networks is stopped too, which would stop the owner with them; but recovery
 * codes cannot be guessed and count per network only, so the owner still gets in by one.
 */
export const countCodeTry = (
  { database, limiter }: TryDeps,
  staffId: string,
  network: string,
  code: string,
): Promise<void> =>
  database.write(async (tx) => {
    await limiter.require(tx, "totpTries", `${staffId}:${network}`);
    if (isAppCode(code)) await limiter.require(tx, "totpTriesInAll", staffId);
  });
