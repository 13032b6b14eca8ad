/** The second factor: codes of an authenticator app, and recovery codes for the day the app is gone. */
import { Secret, TOTP } from "otpauth";
import type { Secrets } from "../access/secrets.ts";
import { newReadableCode } from "../access/tokens.ts";
import type { TotpSetup } from "../contract/staff.ts";
import type { Tx } from "../db/database.ts";
import { lockStaff, type StaffRow } from "../access/staff-account.ts";
import { updateStaff } from "./store.ts";

const issuer = "Deskbell";
const recoveryCodeCount = 10;

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totp = (secret: string, label: string): TOTP => new TOTP({ issuer, label, secret: Secret.fromBase32(secret) });

export async function totpSetup(secret: string, email: string): Promise<TotpSetup> {
  const uri = totp(secret, email).toString();
  const { encode } = await import("uqr");
  const { data } = encode(uri, { ecc: "M", border: 4 });
  return { secret, uri, qr: data.map((row) => row.map(Number).join("")) };
}

const anyDigit = /\p{Nd}/gu;

/** Digits of a script stand in a row, from its zero on. */
function plainDigit(digit: string): string {
  let value = 0;
  while (String.fromCodePoint(digit.codePointAt(0)! - value - 1).match(anyDigit)) value += 1;
  return String(value % 10);
}

/** Apps show codes as "123 456", people write recovery codes as they like, and keyboards have digits of their own. */
const bare = (code: string): string => code.replace(/[\s-]/g, "").replace(anyDigit, plainDigit).toLowerCase();

/** A code of an app; anything else is taken for a recovery code. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(bare(code));

/**
 * @param lastStep the newest step that was used: this and older ones count no more, so that a code works once
 * @returns the step of the code, one to either side of now allowed; undefined when it is wrong or used
 */
export function stepOf(secret: string, code: string, lastStep: number | null, now: number): number | undefined {
  if (!isAppCode(code)) return undefined;
  const app = totp(secret, "");
  const delta = app.validate({ token: bare(code), timestamp: now, window: 1 });
  const step = delta === null ? undefined : app.counter({ timestamp: now }) + delta;
  return step !== undefined && step > (lastStep ?? -1) ? step : undefined;
}

/** Keyed, since a recovery code is short enough to be found from a bare digest by somebody who has the database. */
const recoveryHash = (secrets: Secrets, staffId: string, code: string): string =>
  secrets.sign("recovery-code", `${staffId}\n${bare(code)}`);

/** @returns the codes, shown this once, and what is kept of them */
export function newRecoveryCodes(secrets: Secrets, staffId: string): { codes: string[]; kept: string } {
  const codes = Array.from({ length: recoveryCodeCount }, newReadableCode);
  return { codes, kept: JSON.stringify(codes.map((code) => recoveryHash(secrets, staffId, code))) };
}

export const sealTotp = (secrets: Secrets, secret: string): string => secrets.seal({ secret });
export const unsealTotp = (secrets: Secrets, sealed: string): string => secrets.unseal(sealed)["secret"]!;

/** Uses a code up. @returns what it was; undefined when it is wrong or was used before */
export async function useCode(
  tx: Tx,
  { secrets, now }: { secrets: Secrets; now: () => number },
  staffId: string,
  code: string,
): Promise<"app" | "recovery" | undefined> {
  // Two requests with the same code at once: the second one waits and finds it used.
  const staff = await lockStaff(tx, staffId);
  if (!staff?.totp_sealed || staff.totp_confirmed_at === null) return undefined;
  if (!isAppCode(code)) return useRecoveryCode(tx, secrets, staff, code);
  const step = stepOf(unsealTotp(secrets, staff.totp_sealed), code, staff.totp_last_step, now());
  if (step === undefined) return undefined;
  await updateStaff(tx, staffId, { totp_last_step: step });
  return "app";
}

async function useRecoveryCode(
  tx: Tx,
  secrets: Secrets,
  staff: StaffRow,
  code: string,
): Promise<"recovery" | undefined> {
  const kept = JSON.parse(staff.recovery_codes) as string[];
  const rest = kept.filter((hash) => hash !== recoveryHash(secrets, staff.id, code));
  if (rest.length === kept.length) return undefined;
  await updateStaff(tx, staff.id, { recovery_codes: JSON.stringify(rest) });
  return "recovery";
}
