import type { Kysely } from "kysely";

/**
 * A ticket of a visitor without an assignee has nothing to say in the indexes of customers and assignees: each index
 * less is a page less to write. And attachments keep the order in which their sender chose them.
 */
export const lighterWrites = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const { schema } = db;
    for (const who of ["visitor", "customer", "assignee"]) {
      await schema.dropIndex(`tickets_${who}`).execute();
      await schema
        .createIndex(`tickets_${who}`)
        .on("tickets")
        .columns([`${who}_id`, "last_seq"])
        .where(`${who}_id`, "is not", null)
        .execute();
    }
    await schema.dropIndex("inboxes_project").execute();
    await schema.createIndex("inboxes_project").on("inboxes").columns(["project_id", "created_at", "id"]).execute();
    await schema
      .alterTable("attachments")
      .addColumn("position", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await schema.dropIndex("attachments_message").execute();
    await schema
      .createIndex("attachments_message")
      .on("attachments")
      .columns(["message_id", "position"])
      .where("message_id", "is not", null)
      .execute();
  },
});
