/**
 * Proof that the owner is still the one who asks, for changes of what an account hangs on. A token alone may be in
 * somebody else's hands: every script of the page around the widget can read it.
 */
import { z } from "zod";
import { tryOwnPassword } from "../access/password-tries.ts";
import type { OwnProof } from "../contract/portal.ts";
import { type CustomerRow, findCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { text } from "../http/fields.ts";
import { isEnded } from "../access/ended-tokens.ts";
import { readSiteToken } from "../identity/site-token.ts";
import { holdIdentityKey } from "../identity/store.ts";
import { takeCode } from "./take-code.ts";

export const ownProof = z.union([
  z.strictObject({ password: text(200) }),
  z.strictObject({ challenge: text(64), code: text(20) }),
  z.strictObject({ jwt: text(5000) }),
]) satisfies z.ZodType<OwnProof>;

type ProofDeps = Pick<Deps, "database" | "sessions" | "passwords" | "limiter" | "secrets" | "log" | "now">;

/** Asked once more where something is changed. @returns why it does not count, so that a wrong try is remembered */
export type Shown = (tx: Tx) => Promise<Refusal | undefined>;

/** A token of the site older than this was got for another end. */
const freshMs = 5 * 60_000;

/** @throws Refusal 401, 403 or 429 */
export async function showOwner(
  deps: ProofDeps,
  c: PortalContext,
  customer: CustomerRow,
  given: OwnProof | undefined,
): Promise<Shown> {
  if (!given) throw new Refusal(403, customer.password_hash === null ? "proof_required" : "password_required");
  if ("challenge" in given)
    return (tx) => codeOfOwnAddress(tx, deps, customer, { ...given, network: c.get("network") });
  if ("password" in given) {
    const { password_hash: stored, project_id: projectId, email, id } = customer;
    const tried = { door: projectId, email: email ?? id, network: c.get("network"), stored, given: given.password };
    const wrong = new Refusal(401, "credentials_wrong");
    if (!(await tryOwnPassword(deps, tried))) throw wrong;
    // Changed while it was being compared.
    return async ({ db }) => ((await findCustomer(db, id))?.password_hash === stored ? undefined : wrong);
  }
  const { claims, hash } = await readSiteToken(deps, c, given.jwt);
  const isOwn = customer.external_id !== null && claims.sub === customer.external_id;
  const invalid = new Refusal(401, "identity_invalid");
  if (!isOwn || claims.issuedAt < deps.now() - freshMs) throw invalid;
  return async (tx) => {
    const isHeld = await holdIdentityKey(tx, customer.project_id, claims.key);
    return isHeld && !(await isEnded(tx.db, hash)) ? undefined : invalid;
  };
}

/** An address that nobody has proven shows nothing. */
async function codeOfOwnAddress(
  tx: Tx,
  deps: ProofDeps,
  { id, project_id: projectId }: CustomerRow,
  given: { challenge: string; code: string; network: string },
): Promise<Refusal | undefined> {
  const row = await takeCode(tx, deps, { projectId, ...given });
  if (row instanceof Refusal) return row;
  const customer = await findCustomer(tx.db, id);
  const isOwn = row.customer_id === null && customer?.proven_at !== null && row.email === customer?.email;
  return isOwn ? undefined : new Refusal(401, "code_wrong");
}
