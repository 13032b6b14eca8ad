import type { Kysely } from "kysely";

/** Which browser asked for a proof, and what a session hangs on. */
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
  },
});
