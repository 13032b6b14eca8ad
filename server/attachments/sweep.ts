import type { Deps } from "../deps.ts";
import { claimUnused, forgetSwept } from "./store.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type SweepDeps = Pick<Deps, "database" | "files" | "now">;

/** Uploads that no message took within a day. */
export async function sweepAttachments({ database, files, now }: SweepDeps): Promise<void> {
  const unused = await database.write((tx) => claimUnused(tx, now() - dayMs));
  for (const id of unused) {
    await files.remove(id);
    await database.write((tx) => forgetSwept(tx, id));
  }
}

export const sweepUnfinished = ({ files, now }: SweepDeps): Promise<void> => files.sweepUnfinished(now() - hourMs);
