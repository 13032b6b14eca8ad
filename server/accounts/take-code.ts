import { takeOfNetwork } from "../access/network-limits.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { type CodeRow, countTry, deleteCode, isCode } from "../customers/codes.ts";
import { isSpent, noteWrongCode, waitOfCodes } from "./wrong-codes.ts";

interface Given {
  projectId: string;
  challenge: string;
  code: string;
  network: string;
}

/**
 * Uses a code up.
 * @returns what it was made for; refusals are returned instead of thrown, because a wrong try has to be remembered
 */
export async function takeCode(
  tx: Tx,
  { limiter, secrets, now }: Pick<Deps, "limiter" | "secrets" | "now">,
  { projectId, challenge, code, network }: Given,
): Promise<CodeRow | Refusal> {
  const row = await countTry(tx, projectId, challenge, now());
  if (!row) return new Refusal(401, "code_wrong");
  const wait = await waitOfCodes(tx, { secrets, now }, row, network);
  if (wait > 0) return new Refusal(429, "too_many_tries", { retryAfter: wait });
  if (await isSpent(tx, secrets, row, network)) return new Refusal(429, "too_many_tries", { retryAfter: 1 });
  if (!isCode(secrets, row, code.replace(/\s/g, ""))) {
    await noteWrongCode(tx, secrets, row, network, now());
    await takeOfNetwork(tx, { limiter }, "wrongCodesOfNetwork", network);
    return new Refusal(401, "code_wrong");
  }
  await deleteCode(tx, row.challenge);
  return row;
}
