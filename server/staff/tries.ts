/** How often somebody may try a password or a code, wherever it is asked for. */
import { tryPassword } from "../access/password-tries.ts";
import type { Deps } from "../deps.ts";
import { isAppCode } from "./second-factor.ts";
import { addressKey } from "../http/address.ts";

type TryDeps = Pick<Deps, "database" | "limiter">;

export interface StaffTry {
  email: string;
  network: string;
  stored: string | null | undefined;
  given: string;
}

/** @throws Refusal 429 or 503 */
export const tryStaffPassword = (
  { database, limiter, staffPasswords: passwords }: TryDeps & Pick<Deps, "staffPasswords">,
  { email, network, stored, given }: StaffTry,
): Promise<boolean> => {
  const whose = `staff:${addressKey(email)}:${network}`;
  return tryPassword({ database, limiter, passwords }, { whose, stored, given });
};

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
