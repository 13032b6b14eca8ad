/** Answers of before keep the name that customers read on them until then. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engines } from "../../testing/engines.ts";
import { openOlderDatabase } from "../../testing/older-database.ts";
import { migrate } from "../migrate.ts";
import type { OpenedDatabase } from "../open.ts";

describe.each(engines)("C4: answers of before they kept their name (%s)", (engine) => {
  let database: OpenedDatabase;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openOlderDatabase(engine, "0017-site-tokens"));
  });
  afterEach(() => close());

  // oxlint-disable-next-line no-explicit-any -- rows of an earlier day's schema
  const insert = (table: any, row: any) => database.writer.insertInto(table).values(row).execute();

  it("have the inbox's where it answered by its own, and else their author's", async () => {
    const project = { key: "p", name: "p", enabled: 1, login_required: 0, self_registration: 1, password_in_widget: 0 };
    const lists = { origins: "[]", permissions: "{}", branding: "{}", types: "[]" };
    await insert("projects", { id: "p", ...project, ...lists, notifications: 0, help_docs: 0, created_at: 1 });
    for (const [number, reply_as] of [
      [1, "inbox"],
      [2, "agent"],
    ] as const) {
      const id = `${reply_as}`;
      await insert("inboxes", { id, project_id: "p", name: `The ${id}`, reply_as, portal: 1, created_at: 1 });
      const seqs = { last_seq: 1, last_customer_seq: 1, last_staff_seq: 0, read_seq: 0 };
      const words = { subject: "S", excerpt: "B", author_name: "Mia", status: "open", priority: "normal", tags: "[]" };
      const ticket = { id, project_id: "p", number, inbox_id: id, held: 0, claim_declined: 0, ...words, ...seqs };
      await insert("tickets", { ...ticket, created_at: 1, updated_at: 1 });
      for (const [what, author_kind, internal] of [
        ["question", "customer", 0],
        ["answer", "staff", 0],
        ["note", "staff", 1],
      ] as const) {
        const message = { id: `${id} ${what}`, ticket_id: id, project_id: "p", author_kind, internal };
        await insert("messages", { ...message, author_name: "Somebody", body: "B", created_at: 1 });
      }
    }
    await migrate(database.writer, engine);
    const named = database.read.selectFrom("messages").select(["id", "given_name"]);
    expect(await named.where("given_name", "is not", null).execute()).toEqual([
      { id: "inbox answer", given_name: "The inbox" },
    ]);
  });
});
