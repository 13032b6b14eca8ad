import { type Actor, record } from "../audit/store.ts";
import type { Tx } from "../db/database.ts";
import { turnKeysOff } from "./store.ts";

/** A key is as good as whoever made it: it is switched off with them, and listed until an administrator decides. */
export async function endKeysOf(tx: Tx, who: Actor, createdBy: string, now: number): Promise<void> {
  for (const { name } of await turnKeysOff(tx, createdBy, now)) {
    await record(tx, who, { action: "key.turned_off", subject: name }, now);
  }
}
