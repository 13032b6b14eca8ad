/** What older builds stored gets one spelling; who turns out to have one mailbox is told apart by staff, not merged. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engines } from "../../testing/engines.ts";
import { openOlderDatabase } from "../../testing/older-database.ts";
import { migrate } from "../migrate.ts";
import type { OpenedDatabase } from "../open.ts";

describe.each(engines)("S13, F6: addresses stored before they had one spelling (%s)", (engine) => {
  let database: OpenedDatabase;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openOlderDatabase(engine, "0003-people"));
    for (const id of ["p", "q"]) await insert("projects", [project(id)]);
  });
  afterEach(() => close());

  // oxlint-disable-next-line no-explicit-any -- rows of an earlier day's schema
  const insert = (table: any, rows: any[]) => database.writer.insertInto(table).values(rows).execute();
  const project = (id: string) => ({
    id,
    key: id,
    name: id,
    enabled: 1,
    login_required: 0,
    self_registration: 1,
    password_in_widget: 0,
    origins: "[]",
    notifications: 0,
    help_docs: 0,
    permissions: "{}",
    branding: "{}",
    types: "[]",
    created_at: 1,
  });
  const customer = (id: string, email: string, created_at: number, more = {}) => ({
    id,
    project_id: "p",
    name: id,
    email,
    created_at,
    password_hash: "hash",
    ...more,
  });
  const customers = async () => {
    const columns = ["id", "email", "former_email", "same_as_id", "proven_at", "password_hash"] as const;
    const rows = await database.read.selectFrom("customers").select(columns).orderBy("id").execute();
    return rows.map((row) => columns.map((column) => row[column]));
  };

  it("leaves the address to who has proven it, else to the older, and lists the others", async () => {
    await insert("customers", [
      // The older of two.
      customer("a1", "ann@ｍail.test", 1),
      customer("a2", "ann@mail.test", 2),
      // The younger, who has proven it; a third in the same project, and one in another who is nobody's double.
      customer("b1", "bob@müller.test", 1),
      customer("b2", "bob@xn--mller-kva.test", 2),
      customer("b3", "bob@mu\u0308ller.test", 3, { proven_at: 5 }),
      customer("b4", "bob@müller.test", 1, { project_id: "q" }),
      // Both have: the older.
      customer("c1", "cleo@ｍail.test", 2, { proven_at: 3 }),
      customer("c2", "cleo@mail.test", 1, { proven_at: 4 }),
      customer("d1", "dan@mail.test", 1),
      customer("e1", "no address", 1),
      customer("f1", "", 1, { email: null, external_id: "f" }),
    ]);
    await insert("sessions", [
      { hash: "s", kind: "customer", user_id: "a2", project_id: "p", expires_at: 9, ends_at: 9, created_at: 1 },
    ]);
    await migrate(database.writer, engine);
    expect(await customers()).toEqual([
      ["a1", "ann@mail.test", null, null, null, "hash"],
      ["a2", null, "ann@mail.test", "a1", null, null],
      ["b1", null, "bob@xn--mller-kva.test", "b3", null, null],
      ["b2", null, "bob@xn--mller-kva.test", "b3", null, null],
      ["b3", "bob@xn--mller-kva.test", null, null, 5, "hash"],
      ["b4", "bob@xn--mller-kva.test", null, null, null, "hash"],
      ["c1", null, "cleo@ｍail.test", "c2", null, null],
      ["c2", "cleo@mail.test", null, null, 4, "hash"],
      ["d1", "dan@mail.test", null, null, null, "hash"],
      ["e1", "no address", null, null, null, "hash"],
      ["f1", null, null, null, null, "hash"],
    ]);
    expect(await database.read.selectFrom("sessions").select("user_id").execute()).toEqual([{ user_id: "a2" }]);
  });

  it("does so however many there are, a page of rows at a time", async () => {
    // Doubles stand in other pages than those whose address they have.
    const written = (i: number): string => (i % 100 === 7 ? `n${2400 - i}@ｍail.test` : `n${i}@mail.test`);
    const many = Array.from({ length: 2400 }, (_, i) => customer(String(i).padStart(4, "0"), written(i), i));
    for (let from = 0; from < many.length; from += 800) await insert("customers", many.slice(from, from + 800));
    await migrate(database.writer, engine);
    const others = await database.read
      .selectFrom("customers")
      .selectAll()
      .where("same_as_id", "is not", null)
      .execute();
    expect(others).toHaveLength(24);
    expect(others.filter(({ id, same_as_id: other }) => Number(id) + Number(other) !== 2400)).toEqual([]);
    expect(others.filter(({ id, same_as_id: other }) => id < other!)).toEqual([]);
  });

  it("leaves one colleague to sign in by it; the other keeps name and tickets and is listed", async () => {
    const staff = (id: string, email: string, created_at: number, password_hash: string | null) => ({
      id,
      name: id,
      role: "agent",
      email,
      created_at,
      password_hash,
    });
    await insert("staff", [
      staff("a1", "ann@mail.test", 1, null),
      staff("a2", "ann@ｍail.test", 2, "hash"),
      staff("a3", "ann@mａil.test", 3, "hash"),
      staff("b1", "Bo@Müller.test", 1, "hash"),
    ]);
    await migrate(database.writer, engine);
    const rows = await database.read.selectFrom("staff").select(["id", "email", "same_as_id"]).orderBy("id").execute();
    expect(rows).toEqual([
      { id: "a1", email: "ann@ｍail.test", same_as_id: "a2" },
      { id: "a2", email: "ann@mail.test", same_as_id: null },
      { id: "a3", email: "ann@mａil.test", same_as_id: "a2" },
      { id: "b1", email: "bo@xn--mller-kva.test", same_as_id: null },
    ]);
  });

  it("blocks once, and finds claims and links by the address as it is written now", async () => {
    const block = (id: string, value: string, kind = "address") => ({ id, kind, value, note: "", created_at: 1 });
    await insert("blocks", [
      block("1", "@ｍail.test"),
      block("2", "@mail.test"),
      block("3", "eve@MÜLLER.test"),
      block("4", "2001:db8::/64", "network"),
    ]);
    const link = { project_id: "p", kind: "invitation", name: "", expires_at: 9 };
    await insert("customer_links", [{ hash: "h", email: "ann@müller.test", ...link }]);
    await insert("buckets", [{ key: "codes:ann@müller.test", tokens: 0, updated_at: 1 }]);
    await migrate(database.writer, engine);
    const { read } = database;
    expect(await read.selectFrom("blocks").select("value").orderBy("value").execute()).toEqual([
      { value: "2001:db8::/64" },
      { value: "@mail.test" },
      { value: "eve@xn--mller-kva.test" },
    ]);
    expect(await read.selectFrom("customer_links").select("email").execute()).toEqual([
      { email: "ann@xn--mller-kva.test" },
    ]);
    expect(await read.selectFrom("buckets").selectAll().execute()).toEqual([]);
  });
});
