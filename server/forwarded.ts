/** Whether requests came with X-Forwarded-For though TRUST_PROXY is 0: then all visitors share the proxy's limits. */
import type { Database } from "./db/database.ts";
import { keepSetting, readSetting } from "./db/settings.ts";

const name = "forwarded_ignored_at";

export async function noteForwarded(database: Database, now: number): Promise<void> {
  const value = new Date(now).toISOString();
  await database.write(({ db }) => keepSetting(db, name, value));
}

/** @returns when one last came since some start, in ISO 8601 */
export const forwardedIgnoredAt = ({ read }: Pick<Database, "read">): Promise<string | undefined> =>
  readSetting(read, name);
