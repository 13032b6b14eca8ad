import { type Kysely, sql } from "kysely";

/** What sweeps need, and nothing of a merged person but what the undo of the merge needs. */
export const growth = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await sql`create index mails_without_ticket on mails (created_at) where ticket_id is null`.execute(db);
    await sql`create index attachments_unused on attachments (created_at) where message_id is null`.execute(db);
    await forgetPasswords(db);
  },
});

const atOnce = 500;

// oxlint-disable-next-line no-explicit-any -- as above
async function forgetPasswords(db: Kysely<any>): Promise<void> {
  for (let after = ""; ;) {
    const merges = db.selectFrom("customer_merges").select(["id", "before"]).where("id", ">", after);
    const rows = await merges.orderBy("id").limit(atOnce).execute();
    for (const { id, before } of rows) {
      const merge = JSON.parse(before) as { from: object };
      const written = JSON.stringify({ ...merge, from: { ...merge.from, password_hash: null } });
      await db.updateTable("customer_merges").set({ before: written }).where("id", "=", id).execute();
    }
    if (rows.length < atOnce) return;
    after = rows.at(-1)!.id;
  }
}
