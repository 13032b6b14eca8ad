import type { Config } from "../config.ts";
import { deskIsThere } from "../db/desk-there.ts";
import { openDatabase } from "../db/open.ts";

/** Whether somebody has begun to use it: a project or a person of staff is there. Makes nothing where nothing is. */
export async function holdsDesk(target: Config["database"]): Promise<boolean> {
  if (!(await deskIsThere(target))) return false;
  const database = await openDatabase(target);
  try {
    for (const table of ["projects", "staff"] as const) {
      const row = await database.read.selectFrom(table).select("id").limit(1).executeTakeFirst();
      if (row) return true;
    }
    return false;
  } catch {
    // No such table: a file or a database that was never used.
    return false;
  } finally {
    await database.close();
  }
}
