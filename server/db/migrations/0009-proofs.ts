import type { Kysely } from "kysely";

/** Which browser asked for a proof, what a session hangs on, and accounts that their owners stop. */
export const proofs = () => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const { schema } = db;
    // The visitor whose token came along with the question; tickets of no other one join at the answer.
    await schema.alterTable("sign_in_codes").addColumn("visitor_id", "text").execute();
    await schema.alterTable("customer_links").addColumn("visitor_id", "text").execute();
    // Of the code that came in the same mail.
    await schema.alterTable("customer_links").addColumn("challenge", "text").execute();
    // Whose tickets this session asks about.
    await schema.alterTable("sessions").addColumn("visitor_id", "text").execute();
    // The site's word that a session was opened by: which key signed it, and the token itself by its hash.
    await schema.alterTable("sessions").addColumn("identity_key", "text").execute();
    await schema.alterTable("sessions").addColumn("identity_token", "text").execute();
    await schema.alterTable("sessions").addColumn("identity_token_ends", "bigint").execute();
    await schema
      .createTable("ended_identity_tokens")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await schema.alterTable("customers").addColumn("stopped_at", "bigint").execute();
    await schema
      .createTable("account_stops")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
      .addColumn("customer_id", "text", (c) => c.notNull())
      .addColumn("email", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await schema.createIndex("account_stops_customer").on("account_stops").column("customer_id").execute();
  },
});
