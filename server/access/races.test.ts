/** The same thing made many times at once, on whichever engine: one is made, the others are told so, and nothing breaks. */
import { describe, expect } from "vitest";
import { withDesk, withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { makeCompany, makeCustomer, makeKey, staffAsk } from "../testing/people.ts";

const atOnce = 8;

describe.each(engines)("many at once (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);

  const all = <const Path extends string>(path: Path, body: object) =>
    Promise.all(Array.from({ length: atOnce }, () => staffAsk(desk, path, { body })));
  const tally = (answers: { status: number }[], status: number): number =>
    answers.filter((answer) => answer.status === status).length;

  it.each<[string, string, () => object]>([
    ["a colleague", "/staff", () => ({ name: "Eve", email: "eve@desk.test", role: "agent" })],
    ["a customer", "/customers", () => ({ project: project.id, name: "Mia", email: "mia@example.com" })],
    ["a company", "/companies", () => ({ project: project.id, name: "Orchard", externalId: "o-1" })],
  ])("make %s once", async (_, path, body) => {
    const answers = await all(path, body());
    expect([tally(answers, 201), tally(answers, 400) + tally(answers, 409)]).toEqual([1, atOnce - 1]);
  });

  it("block a sender once, and are all told of that one", async () => {
    const answers = await all("/blocks", { kind: "address", value: "spam@example.com" });
    expect(tally(answers, 201)).toBe(atOnce);
    expect(new Set(answers.map(({ body }) => body.block.id)).size).toBe(1);
  });

  it("leave a project two site keys, no more", async () => {
    const answers = await all(`/projects/${project.id}/identity-keys`, {});
    expect([tally(answers, 201), tally(answers, 409)]).toEqual([2, atOnce - 2]);
  });

  it("merge two people both ways: one merge is done, the other finds nobody", async () => {
    const make = (email: string) => makeCustomer(desk, project.id, { email });
    const [one, two] = [await make("one@example.com"), await make("two@example.com")];
    const merge = (from: string, into: string) => staffAsk(desk, `/customers/${from}/merge`, { body: { into } });
    const answers = await Promise.all([merge(one.id, two.id), merge(two.id, one.id)]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(tally(answers, 200)).toBe(1);
    const left = await desk.database.read.selectFrom("customers").select("id").execute();
    expect(left).toHaveLength(1);
  });
});

describe.each(engines)("what is taken away (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  it("is gone at once for a colleague, ticket and signed link of its file alike", async () => {
    const project = await desk.project("Acme", { permissions: { viewCompanyTickets: true } });
    const portal = project.api;
    const company = (await makeCompany(desk, project.id)).id;
    const owner = await desk.customer(project.id, { email: "ola@orchard.test", companyId: company });
    const colleague = await desk.customer(project.id, { email: "cy@orchard.test", companyId: company });
    const form = new FormData();
    form.append("file", new File(["words"], "a.txt"));
    const { id } = (await desk.ask(`${portal}/attachments`, { form, token: owner.token })).body;
    const body = { subject: "S", body: "B", attachments: [id] };
    const key = crypto.randomUUID();
    const { ticket } = (await desk.ask(`${portal}/tickets`, { body, token: owner.token, key })).body;
    const read = () => desk.ask(`${portal}/tickets/${ticket.id}`, { token: colleague.token });
    const link = new URL((await read()).body.ticket.messages[0]!.attachments[0]!.url!);
    const open = () => desk.ask(link.pathname + link.search);
    expect((await open()).text).toBe("words");
    const patch = { portal: { permissions: { viewCompanyTickets: false } } };
    await staffAsk(desk, `/projects/${project.id}`, { method: "PATCH", body: patch });
    expect([(await read()).status, (await open()).status]).toEqual([404, 404]);
  });

  it("is no more for a key than its scopes, whoever's cookie comes along", async () => {
    const { key } = await makeKey(desk, ["tickets:read"]);
    const headers = { Authorization: `Bearer ${key}`, Cookie: desk.admin, "Sec-Fetch-Site": "same-origin" };
    for (const path of ["/staff", "/customers", "/projects", "/audit"]) {
      expect((await desk.app.request(`/api/staff${path}`, { headers })).status, path).toBe(403);
    }
    expect((await desk.app.request("/api/staff/tickets", { headers })).status).toBe(200);
  });
});
