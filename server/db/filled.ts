/**
 * A database that `npm run fill` has made up, to measure on. Everybody knows its password, so `start.ts` answers nobody
 * from elsewhere there.
 */
import type { Database } from "./database.ts";
import { keepFirstSetting, readSetting } from "./settings.ts";

const mark = "filled";

export const markAsFilled = (database: Database): Promise<void> =>
  database.write(({ db }) => keepFirstSetting(db, mark, "1"));

export const isFilled = async ({ read }: Pick<Database, "read">): Promise<boolean> =>
  (await readSetting(read, mark)) !== undefined;
