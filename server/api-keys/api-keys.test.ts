import { describe, expect } from "vitest";
import { askWithKey, makeCompany, makeCustomer, makeKey, staffAsk } from "../testing/people.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("programs call with a key (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  const newCustomer = (values: object = {}) => ({
    project: project.id,
    name: "Mia",
    email: "mia@example.com",
    ...values,
  });

  it("shows a key once, keeps its hash, and names it by its last characters", async () => {
    const made = await staffAsk(desk, "/api-keys", { body: { name: "Shop", scopes: ["customers:read"] } });
    expect(made.status).toBe(201);
    const { apiKey, key } = made.body;
    expect(key).toMatch(/^dbk_[\w-]{43}$/);
    expect(apiKey).toMatchObject({ name: "Shop", scopes: ["customers:read"], hint: key.slice(-4), usedAt: null });
    const list = await staffAsk(desk, "/api-keys");
    expect(list.body.items).toEqual([apiKey]);
    const stored = await desk.database.read.selectFrom("api_keys").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(key);
    const audit = await desk.database.read.selectFrom("audit").selectAll().execute();
    expect(audit.map(({ action, subject }) => [action, subject])).toContainEqual(["key.created", "Shop"]);
    expect(JSON.stringify(audit)).not.toContain(key);
    for (const body of [{ name: "X", scopes: [] }, { name: "X", scopes: ["admin"] }, { scopes: ["tickets:read"] }]) {
      expect((await staffAsk(desk, "/api-keys", { body })).status).toBe(400);
    }
  });

  it("opens the routes of its scopes and no other, without a word of where it comes from", async () => {
    const company = await makeCompany(desk, project.id);
    const customer = await makeCustomer(desk, project.id, { email: "known@example.com" });
    const ticket = { project: project.id, subject: "S", body: "B" };
    const { body } = await staffAsk(desk, "/tickets", { body: ticket, key: newKey() });
    const routes: [scope: string | undefined, method: string, path: string, body?: object][] = [
      ["customers:read", "GET", "/customers"],
      ["customers:read", "GET", `/customers/${customer.id}`],
      ["customers:read", "GET", "/companies"],
      ["customers:read", "GET", `/companies/${company.id}`],
      ["customers:write", "POST", "/customers", newCustomer()],
      ["customers:write", "PATCH", `/customers/${customer.id}`, { name: "Known" }],
      ["customers:write", "POST", "/companies", { project: project.id, name: "New", externalId: "n" }],
      ["customers:write", "PATCH", `/companies/${company.id}`, { name: "Orchards" }],
      ["tickets:read", "GET", "/tickets"],
      ["tickets:read", "GET", `/tickets/${body.ticket.id}`],
      [undefined, "DELETE", `/customers/${customer.id}`],
      [undefined, "DELETE", `/companies/${company.id}`],
      [undefined, "POST", `/customers/${customer.id}/invitation`],
      [undefined, "POST", "/customers/invitations", { ids: [customer.id] }],
      [undefined, "POST", "/tickets", ticket],
      [undefined, "PATCH", `/tickets/${body.ticket.id}`, { held: false }],
      [undefined, "GET", "/tickets/counts"],
      [undefined, "GET", "/tickets/tags"],
      [undefined, "GET", "/session"],
      [undefined, "POST", "/session", { email: "ada@desk.test", password: "a long enough password" }],
      [undefined, "GET", "/projects"],
      [undefined, "PATCH", `/projects/${project.id}`, { name: "Mine" }],
      [undefined, "GET", "/api-keys"],
      [undefined, "POST", "/api-keys", { name: "Another", scopes: ["tickets:read"] }],
      [undefined, "GET", "/mail"],
      [undefined, "GET", "/events"],
    ];
    for (const scope of ["customers:read", "customers:write", "tickets:read"] as const) {
      const { ask } = await makeKey(desk, [scope]);
      for (const [wanted, method, path, given] of routes) {
        const answer = await ask(path, { method, body: given });
        const expected = wanted === scope ? [200, 201] : [403];
        expect(expected, `${scope} ${method} ${path}`).toContain(answer.status);
        if (wanted !== scope) expect(answer.body.error.code).toBe("not_permitted");
      }
    }
  });

  it("knows no key that was deleted, cut or made up, and falls back to no cookie", async () => {
    const { key, ask } = await makeKey(desk, ["customers:read"]);
    expect((await ask("/customers")).status).toBe(200);
    for (const other of [key.slice(0, -1), `${key}x`, "dbk_", "dbk_null", `dbk_${"A".repeat(43)}`, key.toUpperCase()]) {
      const answer = await askWithKey(desk, other, "/customers");
      expect([answer.status, answer.body.error.code], other).toEqual([401, "unauthenticated"]);
    }
    const both = await staffAsk(desk, "/customers", { token: `dbk_${"A".repeat(43)}` });
    expect(both.status).toBe(401);
    const admin = await staffAsk(desk, "/api-keys", { token: key });
    expect(admin.status).toBe(403);
    const portal = await desk.ask(`${project.api}/tickets`, { token: key });
    expect(portal.status).toBe(401);
    const { items } = (await staffAsk(desk, "/api-keys")).body;
    expect((await staffAsk(desk, `/api-keys/${items[0]!.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask("/customers")).status).toBe(401);
    expect((await staffAsk(desk, `/api-keys/${items[0]!.id}`, { method: "DELETE" })).status).toBe(404);
  });

  it("C22: makes a customer once, by address or by external id, and changes them where it says so and nowhere else", async () => {
    const { ask } = await makeKey(desk, ["customers:read", "customers:write"]);
    const ifKnown = "change";
    const first = await ask("/customers", { body: newCustomer({ externalId: "u1" }) });
    expect([first.status, first.body.customer.source]).toEqual([201, "api"]);
    const { id } = first.body.customer;
    const company = await makeCompany(desk, project.id);
    const older = { name: "M.", locale: "nb", company: company.id, permissions: { seeAgents: true } };
    for (const said of [{}, { ifKnown: "keep" }]) {
      const kept = await ask("/customers", { body: newCustomer({ ...older, ...said }) });
      expect([kept.status, kept.body.customer]).toEqual([200, first.body.customer]);
    }
    const renamed = newCustomer({ email: "MIA@example.com", name: "Mia Berg", ifKnown });
    const again = await ask("/customers", { body: renamed });
    expect(again.status).toBe(200);
    expect(again.body.customer).toMatchObject({ id, name: "Mia Berg", externalId: "u1" });
    const moved = await ask("/customers", {
      body: { project: project.id, name: "Mia", externalId: "u1", email: "m@b.test", ifKnown },
    });
    expect([moved.status, moved.body.customer.id, moved.body.customer.email]).toEqual([200, id, "m@b.test"]);
    await ask("/customers", { body: newCustomer({ email: "other@example.com", externalId: "u2" }) });
    for (const said of [{}, { ifKnown }]) {
      const torn = newCustomer({ email: "other@example.com", externalId: "u1", ...said });
      const refused = await ask("/customers", { body: torn });
      expect([refused.status, refused.body.error.fields]).toEqual([400, { email: "taken" }]);
    }
    const all = await desk.database.read.selectFrom("customers").select("id").execute();
    expect(all).toHaveLength(2);
  });

  it("makes one customer of ten calls at once", async () => {
    const { ask } = await makeKey(desk, ["customers:write"]);
    const calls = Array.from({ length: 10 }, () => ask("/customers", { body: newCustomer({ externalId: "one" }) }));
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    expect(new Set(answers.map(({ body }) => body.customer.id)).size).toBe(1);
  });

  it("C22: learns no more of somebody known than its scope reads, whatever it says", async () => {
    const known = await makeCustomer(desk, project.id, { email: "mia@example.com", name: "Mia Berg" });
    const { ask } = await makeKey(desk, ["customers:write"]);
    for (const said of [{}, { ifKnown: "change" }]) {
      const { body } = await ask("/customers", { body: newCustomer(said) });
      expect(body).toEqual({ customer: { id: known.id } });
    }
  });

  it("C22: does the same with companies by their external id, and leaves its name in the audit trail", async () => {
    const { ask } = await makeKey(desk, ["customers:read", "customers:write"]);
    const company = (name: string, said = {}) =>
      ask("/companies", { body: { project: project.id, name, externalId: "c1", ...said } });
    const first = await company("Orchard");
    expect((await company("Orchards")).body.company).toEqual(first.body.company);
    const second = await company("Orchards", { ifKnown: "change" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.company).toMatchObject({ id: first.body.company.id, name: "Orchards" });
    const rows = await desk.database.read.selectFrom("audit").selectAll().where("actor", "like", "key:%").execute();
    expect(rows.map(({ action, actor_name }) => [action, actor_name])).toEqual([
      ["company.created", "Shop"],
      ["company.changed", "Shop"],
    ]);
  });

  it("notes its use once a minute, and takes 600 calls in one", async () => {
    const { ask } = await makeKey(desk, ["customers:read"]);
    const used = async () => (await staffAsk(desk, "/api-keys")).body.items[0]!.usedAt;
    await ask("/customers");
    const start = new Date(desk.now()).toISOString();
    expect(await used()).toBe(start);
    desk.pass(59_000);
    await ask("/customers");
    expect(await used()).toBe(start);
    desk.pass(1_000);
    await ask("/customers");
    expect(await used()).toBe(new Date(desk.now()).toISOString());
    await desk.database.write(({ db }) => db.updateTable("buckets").set({ tokens: 1 }).execute());
    expect((await ask("/customers")).status).toBe(200);
    const over = await ask("/customers");
    expect([over.status, over.body.error.code, over.headers.get("Retry-After")]).toEqual([
      429,
      "too_many_requests",
      "1",
    ]);
  });
});
