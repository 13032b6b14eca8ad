import type { Context } from "hono";
import { createHash } from "node:crypto";
import { Refusal } from "../errors.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** @throws Refusal 400 without a key or with one that is no UUID */
export function idempotencyKey(c: Context): string {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) throw new Refusal(400, "key_required");
  if (!uuid.test(key)) throw new Refusal(400, "key_invalid");
  return key.toLowerCase();
}

/** What the key was used for: the target and the checked body, so that another body is told from a repetition. */
export const bodyHash = (target: string, body: object): string =>
  createHash("sha256")
    .update(`${target}\n${JSON.stringify(body)}`)
    .digest("base64url");

export interface InFlight {
  /** Runs the work unless the same key is at work already. @throws Refusal 409 */
  once<T>(projectId: string, key: string, work: () => Promise<T>): Promise<T>;
}

export function createInFlight(): InFlight {
  const keys = new Set<string>();
  return {
    async once(projectId, key, work) {
      const name = `${projectId}:${key}`;
      if (keys.has(name)) throw new Refusal(409, "key_in_flight", { retryAfter: 1 });
      keys.add(name);
      try {
        return await work();
      } finally {
        keys.delete(name);
      }
    },
  };
}
