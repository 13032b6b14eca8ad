import { type Kysely, sql } from "kysely";
import type { Engine } from "../database.ts";

/**
 * People by the first two letters of their words, in the order of their names: a search for what many are called is read
 * along the index, and meets few others.
 */
export const wordsInOrder = (engine: Engine) => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .alterTable("customer_words")
      // By code points, as in `customers`.
      .addColumn("name_order", engine === "postgres" ? sql`text collate "C"` : sql`text`, (c) =>
        c.notNull().defaultTo(""),
      )
      .execute();
    await sql`update customer_words set name_order =
      (select name_order from customers where customers.id = customer_words.customer_id)`.execute(db);
    await sql`create index customer_words_named on customer_words
      (project_id, main, substr(word, 1, 2), name_order, customer_id, word)`.execute(db);
  },
});
