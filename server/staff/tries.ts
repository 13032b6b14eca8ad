/** How often somebody may try a password or a code, wherever it is asked for. */
import { type PasswordTry, tryOwnPassword, tryPasswordAtDoor } from "../access/password-tries.ts";
import type { Deps } from "../deps.ts";
import { isAppCode } from "./second-factor.ts";

type TryDeps = Pick<Deps, "database" | "limiter">;

type PasswordDeps = TryDeps & Pick<Deps, "staffPasswords" | "secrets" | "now">;
type StaffTry = Omit<PasswordTry, "door">;

const ofStaff = (deps: PasswordDeps) => ({ ...deps, passwords: deps.staffPasswords });

/** @throws Refusal 429 or 503 */
export const tryStaffPassword = (deps: PasswordDeps, tried: StaffTry): Promise<boolean> =>
  tryPasswordAtDoor(ofStaff(deps), { ...tried, door: "staff" });

/** Of somebody who is signed in. @throws Refusal 429 or 503 */
export const tryOwnStaffPassword = (deps: PasswordDeps, tried: StaffTry): Promise<boolean> =>
  tryOwnPassword(ofStaff(deps), { ...tried, door: "staff" });

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
