import { beforeEach, describe, expect, it } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { fileForm } from "../testing/conversation.ts";
import { engines } from "../testing/engines.ts";
import { sharedScene } from "../testing/rights/scene.ts";
import { type Sent, toPortal, toStaff } from "../testing/rights/sent.ts";
import { portalRights, type RightsRow, staffRights } from "../testing/rights/table.ts";

/** Names of columns, of fields of other forms, and what libraries have fallen for. No route takes any of them. */
const foreign: Record<string, unknown> = {
  id: "0".repeat(32),
  number: 1,
  is_admin: true,
  site_id: 2,
  project_id: "x",
  user_id: "x",
  customer_id: "x",
  visitor_id: "x",
  company_id: null,
  source: "staff",
  email_verified: true,
  proven_at: 1,
  password_hash: "x",
  totp_confirmed_at: null,
  left_at: null,
  is_staff_reply: true,
  author: { kind: "staff", name: "Ada" },
  created_at: "2020-01-01T00:00:00Z",
  constructor: { prototype: { role: "admin" } },
};
/** Fields of somebody else's form; skipped where the row itself sends them. */
const others: Record<string, unknown> = { role: "admin", internal: true, held: false, scopes: ["customers:write"] };

/** Rows that send JSON. Files have tests of their own; some writes are told everything by their address. */
const forms = <Column extends string>(rows: RightsRow<Column>[], sent: Record<string, unknown>): RightsRow<Column>[] =>
  rows.filter(
    ({ route, label }) =>
      /^(POST|PATCH|PUT) /.test(route) && label in sent && !/(attachments|imports|invitation|mail)$/.test(route),
  );

describe.each(engines)("nobody sets what is not theirs to set (%s)", (engine) => {
  const scene = sharedScene(engine);
  beforeEach(() => attack(9));

  /** Whatever is refused leaves every row of what could be changed as it was. */
  const everything = async (): Promise<unknown> => {
    const tables = ["projects", "inboxes", "tickets", "messages", "customers", "companies", "staff", "blocks"] as const;
    const rows = tables.map((table) => scene.desk.database.read.selectFrom(table).selectAll().execute());
    const named = (await Promise.all(rows)) as { id?: string }[][];
    return named.map((table) => table.toSorted((a, b) => String(a.id).localeCompare(String(b.id))));
  };
  const address = (row: RightsRow<string>, door: string, { ids, query }: Sent): string => {
    const path = row.route.split(" ")[1]!;
    const own = scene.ids[path.split("/")[1]!]!;
    return `${door}${path.replace(/:(\w+)/g, (_, name: string) => ids?.[name] ?? own)}${query ? `?${query}` : ""}`;
  };
  const method = (row: RightsRow<string>): string => row.route.split(" ")[0]!;
  /** @returns what was not refused, and whether anything is another than before */
  const sendForeign = async (row: RightsRow<string>, door: string, given: Sent, who: object) => {
    const body = given.body as Record<string, unknown>;
    const before = await everything();
    const extras = Object.entries({ ...foreign, ...others }).filter(([name]) => !Object.hasOwn(body, name));
    // As text: in an object of ours the first name would be its prototype.
    const prototype = `{"__proto__":{"role":"admin"},${JSON.stringify(body).slice(1)}`.replace(",}", "}");
    const bodies = [prototype, ...extras.map(([name, value]) => ({ ...body, [name]: value }))];
    // A token that proves nobody is not looked at any further; with a good one the form is.
    const expected = row.route === "POST /identity" ? 401 : 400;
    const taken: unknown[] = [];
    for (const extended of tried(bodies)) {
      const ask = { method: method(row), body: extended, key: given.key!, ...who };
      const { status } = await scene.desk.ask(address(row, door, given), ask);
      if (status !== expected) taken.push([status, extended]);
    }
    return { taken, after: await everything(), before };
  };

  it.each(forms(portalRights, toPortal))("at the portal: $label", async (row) => {
    const given = await toPortal[row.label]!(scene);
    const who = { token: await scene.tokenOf("owner") };
    const { taken, after, before } = await sendForeign(row, scene.portalOf("owner"), given, who);
    expect([taken, after]).toEqual([[], before]);
  });

  it.each(forms(staffRights, toStaff))("at the desk: $label", async (row) => {
    const given = await toStaff[row.label]!(scene);
    const person = row.cells.agent === "403" ? "administrator" : "agent";
    const who = { cookie: await scene.cookieOf(person) };
    const { taken, after, before } = await sendForeign(row, "/api/staff", given, who);
    expect([taken, after]).toEqual([[], before]);
  });

  it("with a file: what stands beside it names no other owner and no message", async () => {
    const token = await scene.tokenOf("owner");
    const named = {
      owner: "staff:x",
      id: "0".repeat(32),
      message_id: scene.ids["tickets"]!,
      picture: "1",
      sha256: "x",
    };
    for (const [name, value] of tried(Object.entries(named))) {
      const form = fileForm("x", "x.txt");
      form.set(name, value);
      const { body } = await scene.desk.ask(`${scene.portalOf("owner")}/attachments`, { form, token });
      const rows = scene.desk.database.read.selectFrom("attachments").selectAll().where("id", "=", body.id);
      const row = await rows.executeTakeFirstOrThrow();
      expect(row).toMatchObject({ owner: `customer:${scene.customerId}`, message_id: null, picture: 0 });
      expect(row.sha256).toMatch(/^[\w-]{20,}$/);
    }
  });

  it("with a file of customers: fields beside it that no import has", async () => {
    const given = await toStaff["POST /imports"]!(scene);
    for (const name of tried(["source", "proven_at", "file_id", "state", "permissions"])) {
      const form = fileForm("name,email\nMia,mia@fresh.test\n", "people.csv", "text/csv");
      form.set(name, "1");
      const ask = { form, cookie: await scene.cookieOf("agent") };
      const answer = await scene.desk.ask(`/api/staff/imports?${given.query}`, ask);
      expect([answer.status, answer.body.error.fields]).toEqual([400, { [name]: "unknown_field" }]);
    }
  });
});
