import { takeOfNetwork } from "../access/network-limits.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { type CodeRow, countTry, deleteCode, isCode, triesPerCode, wrongCodesOf } from "./codes.ts";

interface Given {
  projectId: string;
  challenge: string;
  code: string;
  /** Of a stranger: wrong ones count for it as well. */
  network?: string;
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
  if (row.tries > triesPerCode) return new Refusal(429, "too_many_tries", { retryAfter: 1 });
  const wait = await limiter.wait(tx, "wrongCodes", wrongCodesOf(row));
  if (wait > 0) return new Refusal(429, "too_many_tries", { retryAfter: wait });
  if (!isCode(secrets, row, code.replace(/\s/g, ""))) {
    await limiter.take(tx, "wrongCodes", wrongCodesOf(row));
    if (network !== undefined) await takeOfNetwork(tx, { limiter }, "wrongCodesOfNetwork", network);
    return new Refusal(401, "code_wrong");
  }
  await deleteCode(tx, challenge);
  return row;
}
