import { beforeAll, describe, expect, it } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { agentCookie, makeCompany, makeCustomer, staffAsk } from "../testing/people.ts";
import { newKey } from "../testing/desk.ts";
import { sharedProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("staff manage the people of a project (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let agent: string;
  beforeAll(async () => {
    agent = await agentCookie(desk);
  });

  const ask = <const Path extends string>(path: Path, given = {}) => staffAsk(desk, path, given);
  const change = (id: string, body: object, cookie = desk.admin) =>
    ask(`/customers/${id}`, { method: "PATCH", body, cookie });
  const profile = async (id: string) => (await ask(`/customers/${id}`)).body.customer;
  const audit = () =>
    desk.database.read.selectFrom("audit").select(["action", "subject", "changes", "actor_name"]).execute();
  const session = async (token: string) => (await desk.ask(`${project.api}/session`, { token })).status;

  it("makes a customer with company, id and language, and shows whether they are invited", async () => {
    const company = await makeCompany(desk, project.id, "Willow");
    const values = { name: "Ola", email: "Ola@Example.com", externalId: "u1", company: company.id, locale: "nb" };
    const made = await ask("/customers", { body: { project: project.id, ...values }, cookie: agent });
    expect(made.status).toBe(201);
    expect(made.body.customer).toMatchObject({
      name: "Ola",
      email: "ola@example.com",
      emailProven: false,
      externalId: "u1",
      company: { id: company.id, name: "Willow" },
      locale: "nb",
      source: "staff",
      invitation: "none",
      invitedAt: null,
    });
    expect(await audit()).toContainEqual(
      expect.objectContaining({ action: "customer.created", subject: "Ola (ola@example.com)", actor_name: "Bo" }),
    );
  });

  it("refuses an address and an id that are taken, in any case, but not those of another project", async () => {
    await makeCustomer(desk, project.id, { email: "taken@example.com", externalId: "t1" });
    const again = (values: object) => ask("/customers", { body: { project: project.id, name: "X", ...values } });
    expect((await again({ email: "TAKEN@example.com" })).body.error.fields).toEqual({ email: "taken" });
    expect((await again({ externalId: "t1" })).body.error.fields).toEqual({ externalId: "taken" });
    expect((await again({})).body.error.fields).toEqual({ email: "required" });
    const elsewhere = await desk.project("Elsewhere");
    expect((await makeCustomer(desk, elsewhere.id, { email: "taken@example.com" })).id).toBeDefined();
  });

  it("takes no field that is not a customer's, at making and at changing", async () => {
    attack(9);
    const { id } = await makeCustomer(desk, project.id, { email: "mass@example.com" });
    for (const extra of tried([
      { proven_at: 1 },
      { provenAt: 1 },
      { emailProven: true },
      { password_hash: "x" },
      { source: "staff" },
      { project_id: "x" },
      { role: "admin" },
      { invitation: "registered" },
      { createdAt: "2020-01-01T00:00:00Z" },
      { id: "x" },
    ])) {
      const [field] = Object.keys(extra);
      const made = await ask("/customers", {
        body: { project: project.id, name: "M", email: "m@example.com", ...extra },
      });
      expect([made.status, made.body.error.fields![field!]], field).toEqual([400, "unknown_field"]);
      const changed = await change(id, extra);
      expect([changed.status, changed.body.error.fields![field!]], field).toEqual([400, "unknown_field"]);
    }
    expect((await change(id, { project: project.id })).status).toBe(400);
    expect(await profile(id)).toMatchObject({ emailProven: false, source: "staff" });
  });

  it("counts another address as unproven: sessions, links and password of the old one are over", async () => {
    const { id, token } = await desk.customer(project.id, { email: "old@example.com" });
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ password_hash: "x", invited_at: 1 }).where("id", "=", id).execute(),
    );
    const made = await submitTicket(desk, project.api, token, { subject: "S", body: "B" });
    const link = await desk.ask(`${project.api}/tickets/${made.body.ticket.id}/tracking-links`, {
      method: "POST",
      token,
    });
    const secret = link.body.url.split("#ticket=")[1];
    expect((await change(id, { email: "OLD@example.com" })).status).toBe(200);
    expect([await session(token), (await profile(id)).emailProven]).toEqual([200, true]);

    await change(id, { email: "new@example.com" }, agent);
    expect(await profile(id)).toMatchObject({ email: "new@example.com", emailProven: false, invitation: "none" });
    expect(await session(token)).toBe(401);
    const opened = await desk.ask(`${project.api}/tracking`, { body: { secret } });
    expect(opened.body.error.code).toBe("link_expired");
    const row = await desk.database.read
      .selectFrom("customers")
      .select("password_hash")
      .where("id", "=", id)
      .executeTakeFirst();
    expect(row).toEqual({ password_hash: null });
  });

  it("ends the sessions of somebody who is another person to the site from now on", async () => {
    const { id, token } = await desk.customer(project.id, { email: "sub@example.com", externalId: "sub-1" });
    await change(id, { name: "Sub" });
    expect(await session(token)).toBe(200);
    await change(id, { externalId: "sub-2" });
    expect(await session(token)).toBe(401);
  });

  it("lets agents do all but delete people and companies, and set what they may see", async () => {
    const { id } = await makeCustomer(desk, project.id, { email: "agents@example.com" });
    const company = await makeCompany(desk, project.id, "Agents Ltd");
    const permissions = { seeAgents: true };
    const calls: [string, string, object?][] = [
      ["DELETE", `/customers/${id}`],
      ["DELETE", `/companies/${company.id}`],
      ["PATCH", `/customers/${id}`, { permissions }],
      ["PATCH", `/companies/${company.id}`, { permissions }],
      ["POST", "/customers", { project: project.id, name: "P", email: "p@example.com", permissions }],
      ["POST", "/companies", { project: project.id, name: "P", permissions }],
      ["GET", "/api-keys"],
      ["POST", "/api-keys", { name: "K", scopes: ["tickets:read"] }],
      ["DELETE", `/api-keys/${id}`],
    ];
    for (const [method, path, body] of calls) {
      const answer = await ask(path, { method, body, cookie: agent });
      expect([answer.status, answer.body.error.code], `${method} ${path}`).toEqual([403, "forbidden"]);
    }
    expect((await change(id, { name: "Renamed", company: company.id }, agent)).status).toBe(200);
    const renamed = await ask(`/companies/${company.id}`, { method: "PATCH", body: { name: "Agency" }, cookie: agent });
    expect(renamed.body.company).toMatchObject({ name: "Agency", customerCount: 1 });
  });

  it("keeps the people and companies of projects apart", async () => {
    const other = await desk.project("Other");
    const foreign = await makeCompany(desk, other.id, "Foreign");
    const { id } = await makeCustomer(desk, project.id, { email: "apart@example.com" });
    const refused = { company: "not_allowed" };
    expect((await change(id, { company: foreign.id })).body.error.fields).toEqual(refused);
    const body = { project: project.id, name: "A", email: "apart2@example.com", company: foreign.id };
    expect((await ask("/customers", { body })).body.error.fields).toEqual(refused);
    const { id: theirs } = await makeCustomer(desk, other.id, { email: "theirs@example.com" });
    const ticket = { project: project.id, subject: "S", body: "B", customer: theirs };
    const onBehalf = await ask("/tickets", { body: ticket, key: newKey() });
    expect(onBehalf.body.error.fields).toEqual({ customer: "not_allowed" });
  });

  it("deletes a person, and keeps what they wrote for nobody to claim", async () => {
    const { id, token } = await desk.customer(project.id, { name: "Gone", email: "gone@example.com" });
    const made = await submitTicket(desk, project.api, token, { subject: "Kept", body: "Every word." });
    expect((await ask(`/customers/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/customers/${id}`)).status).toBe(404);
    expect(await session(token)).toBe(401);
    const { ticket } = (await ask(`/tickets/${made.body.ticket.id}`)).body;
    expect(ticket).toMatchObject({ from: { kind: "visitor", name: "Gone", email: null, customerId: null } });
    expect(ticket.messages[0]).toMatchObject({ body: "Every word.", author: { name: "Gone" } });
    expect(await audit()).toContainEqual(expect.objectContaining({ action: "customer.deleted" }));
    const next = await desk.customer(project.id, { email: "gone@example.com" });
    const list = await desk.ask(`${project.api}/tickets`, { token: next.token });
    expect(list.body.items).toEqual([]);
  });

  it("deletes a company only when nobody is in it, and says who did it", async () => {
    const company = await makeCompany(desk, project.id, "Shrinking");
    const { id } = await makeCustomer(desk, project.id, { email: "last@example.com", company: company.id });
    const remove = () => ask(`/companies/${company.id}`, { method: "DELETE" });
    expect((await remove()).body.error.code).toBe("company_not_empty");
    await change(id, { company: null });
    expect((await remove()).status).toBe(204);
    expect((await ask(`/companies/${company.id}`)).status).toBe(404);
    expect(await audit()).toContainEqual(expect.objectContaining({ action: "company.deleted", subject: "Shrinking" }));
  });

  it("refuses company names and ids that are there already", async () => {
    await makeCompany(desk, project.id, "Twice", { externalId: "c1" });
    const again = (body: object) => ask("/companies", { body: { project: project.id, ...body } });
    expect((await again({ name: "Twice" })).body.error.fields).toEqual({ name: "taken" });
    expect((await again({ name: "Other", externalId: "c1" })).body.error.fields).toEqual({ externalId: "taken" });
    expect((await again({ name: " " })).body.error.fields).toEqual({ name: "required" });
    expect((await again({ name: "X", id: "x" })).body.error.fields).toEqual({ id: "unknown_field" });
  });
});
