import type { Database } from "../db/database.ts";
import { setMailState } from "./store.ts";

/** Without a mail server a mail is kept where staff can read it; saying "sent" would be a lie. */
export const keepMail =
  (database: Database) =>
  async ({ mailId }: { mailId: string }): Promise<void> => {
    await database.write((tx) => setMailState(tx, mailId, "kept"));
  };
