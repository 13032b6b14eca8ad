/** A desk of before is found by its words after the migration, also where it was killed on its way. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mark } from "../../search/owners.ts";
import { searchedWords } from "../../search/words.ts";
import { engines } from "../../testing/engines.ts";
import { openOlderDatabase } from "../../testing/older-database.ts";
import { migrate, pendingMigrations } from "../migrate.ts";
import type { OpenedDatabase } from "../open.ts";
import { findHits } from "../search-hits.ts";

describe.each(engines)("S22: a desk from before the index of tickets (%s)", (engine) => {
  let database: OpenedDatabase;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openOlderDatabase(engine, "0029-blocks-apart"));
    await insertTickets(3);
  });
  afterEach(() => close());

  // oxlint-disable-next-line no-explicit-any -- rows of an earlier day's schema
  const insert = (table: any, row: any) => database.writer.insertInto(table).values(row).execute();

  async function insertTickets(count: number): Promise<void> {
    const project = { key: "p", name: "p", enabled: 1, login_required: 0, self_registration: 1, password_in_widget: 0 };
    const lists = { origins: "[]", permissions: "{}", branding: "{}", types: "[]" };
    await insert("projects", { id: "p", ...project, ...lists, notifications: 0, help_docs: 0, created_at: 1 });
    await insert("inboxes", { id: "i", project_id: "p", name: "I", reply_as: "agent", portal: 1, created_at: 1 });
    for (let n = 1; n <= count; n++) {
      const id = `t${n}`;
      const seqs = { seq: n, last_seq: n * 10, last_customer_seq: n * 10, last_staff_seq: 0, read_seq: 0 };
      const words = { subject: `Subject${n}`, excerpt: "", author_name: "Mia", status: "open", priority: "normal" };
      const ticket = { id, project_id: "p", number: n, inbox_id: "i", held: 0, tags: "[]", ...words, ...seqs };
      await insert("tickets", { ...ticket, claim_declined: 0, created_at: 1, updated_at: 1 });
      const message = { project_id: "p", ticket_id: id, author_kind: "staff", author_name: "Bo", created_at: 1 };
      await insert("messages", { seq: n * 10, id: `m${n}`, ...message, internal: 0, body: `Straße${n} parcel` });
      await insert("messages", { seq: n * 10 + 1, id: `n${n}`, ...message, internal: 1, body: `Fraud${n}` });
    }
  }

  const found = (words: string): Promise<number[]> =>
    findHits(database.read, engine, {
      query: { searched: searchedWords(words).map((one) => ({ ...one, or: [] })), marks: [mark.staff] },
      below: 1_000_000,
      limit: 10,
      newest: (limit) => sql`select last_seq from tickets order by last_seq desc limit ${limit}`,
    });

  it("is found by what its tickets say, the newest first", async () => {
    await migrate(database.writer, engine);
    expect(await found("parcel")).toEqual([61, 41, 21]);
    expect(await found("strasse2 fraud")).toEqual([41]);
    expect(await found("subject3 mia")).toEqual([61]);
  });

  it("is as it was where the migration ended halfway, and is migrated by the next try", async () => {
    // It fails once the old index is gone and the new one begun.
    await sql`alter table attachments rename to hidden`.execute(database.writer);
    await expect(migrate(database.writer, engine)).rejects.toThrow("attachments");
    expect(await pendingMigrations(database.writer, engine)).toContain("0033-ticket-search");
    await sql`select count(*) from message_search`.execute(database.writer);
    await sql`alter table hidden rename to attachments`.execute(database.writer);
    await migrate(database.writer, engine);
    expect(await found("parcel")).toEqual([61, 41, 21]);
  });
});
