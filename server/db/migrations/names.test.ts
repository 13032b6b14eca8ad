/** Companies that turn out to have one name are told of and not merged; whoever is there is found and ordered as from then on. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nameWords } from "../../names/name-words.ts";
import { orderName } from "../../names/search-name.ts";
import { engines } from "../../testing/engines.ts";
import { openOlderDatabase } from "../../testing/older-database.ts";
import { migrate, pendingMigrations } from "../migrate.ts";
import type { OpenedDatabase } from "../open.ts";

describe.each(engines)("F9: names of before they had one comparison (%s)", (engine) => {
  let database: OpenedDatabase;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openOlderDatabase(engine, "0029-blocks-apart"));
    const switches = { enabled: 1, login_required: 0, self_registration: 1, password_in_widget: 0 };
    const texts = { origins: "[]", permissions: "{}", branding: "{}", types: "[]" };
    for (const id of ["p", "q"]) {
      const project = { id, key: id, name: id, notifications: 0, help_docs: 0, created_at: 1, ...switches, ...texts };
      await insert("projects", [project]);
    }
  });
  afterEach(() => close());

  // oxlint-disable-next-line no-explicit-any -- rows of an earlier day's schema
  const insert = (table: any, rows: any[]) => database.writer.insertInto(table).values(rows).execute();
  const company = (id: string, name: string, created_at: number, project_id = "p") => ({
    id,
    project_id,
    name,
    permissions: "{}",
    created_at,
  });
  const customer = (id: string, name: string, more = {}) => ({ id, project_id: "p", name, created_at: 1, ...more });

  it("the oldest company keeps the name, the others their people, and are told of", async () => {
    await insert("companies", [
      company("a1", "MÜLLER", 2),
      company("a2", "Mu\u0308ller", 1),
      company("a3", " müller\u00a0", 3),
      company("a4", "Muller", 1),
      company("a5", "Müller", 1, "q"),
      company("b1", "Acme  GmbH", 5),
      company("b2", "ACME GMBH", 5),
    ]);
    await insert("customers", [customer("c1", "Ada", { company_id: "a3" })]);
    await migrate(database.writer, engine);
    const read = database.read.selectFrom("companies").select(["id", "name", "same_as_id"]).orderBy("id");
    expect((await read.execute()).map(({ id, same_as_id }) => [id, same_as_id])).toEqual([
      ["a1", "a2"],
      ["a2", null],
      ["a3", "a2"],
      ["a4", null],
      ["a5", null],
      ["b1", null],
      ["b2", "b1"],
    ]);
    expect((await read.execute()).map(({ name }) => name)).toContain(" müller\u00a0");
    const [person] = await database.read.selectFrom("customers").select("company_id").execute();
    expect(person!.company_id).toBe("a3");
  });

  it("all are found and ordered as from now on, however many there are", async () => {
    const people = Array.from({ length: 2300 }, (_, i) =>
      customer(`c${String(i).padStart(4, "0")}`, i % 2 ? `Jörg Nr. ${i}` : `漢字 ${i}`, {
        email: i % 3 ? `j${i}@xn--mller-kva.test` : null,
      }),
    );
    for (let at = 0; at < people.length; at += 500) await insert("customers", people.slice(at, at + 500));
    await migrate(database.writer, engine);
    const rows = await database.read.selectFrom("customers").select(["id", "name", "email", "name_order"]).execute();
    expect(rows).toHaveLength(2300);
    for (const { name, name_order } of rows) expect(name_order).toBe(orderName(name));
    const words = await database.read.selectFrom("customer_words").selectAll().execute();
    const expected = rows.flatMap(({ id, name, email }) =>
      nameWords(name, email).map(({ word, main }) => `${id} ${main} p ${word}`),
    );
    const kept = words.map(({ customer_id: id, word, main, project_id }) => `${id} ${main} ${project_id} ${word}`);
    expect(kept.toSorted()).toEqual(expected.toSorted());
  });

  it("begins anew after it was broken off in the middle, and nothing of it is there until then", async () => {
    await insert("companies", [company("a1", "Müller", 1)]);
    // What it makes last is in the way.
    await sql`create table companies_same (id text)`.execute(database.writer);
    await expect(migrate(database.writer, engine)).rejects.toThrow("companies_same");
    expect(await pendingMigrations(database.writer, engine)).toContain("0031-names");
    await expect(sql`select name_key from companies`.execute(database.writer)).rejects.toThrow("name_key");
    await sql`drop table companies_same`.execute(database.writer);
    await migrate(database.writer, engine);
    expect(await database.read.selectFrom("companies").select("name_key").execute()).toEqual([{ name_key: "müller" }]);
  });
});
