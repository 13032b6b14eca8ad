import { beforeAll, describe, expect, it } from "vitest";
import type { Permissions } from "../contract/portal.ts";
import type { Ticket } from "../contract/tickets.ts";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { sharedProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { submitTicket } from "../testing/verbs.ts";

/** Every choice that a level has, and null for "inherit". */
const fields = ["none", "view", "edit", null] as const;
const flags = [false, true, null] as const;
const choices = {
  priority: fields,
  type: fields,
  tags: fields,
  seeAgents: flags,
  closeTickets: flags,
  viewCompanyTickets: flags,
} as const satisfies { [Name in keyof Permissions]: readonly (Permissions[Name] | null)[] };
const defaults: Permissions = {
  priority: "none",
  type: "none",
  tags: "none",
  seeAgents: false,
  closeTickets: false,
  viewCompanyTickets: false,
};

describe.each(engines)("each permission is decided by the nearest level that says something (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let company: string;
  let person: { id: string; token: string };
  let own: Ticket;
  let colleagues: Ticket;
  beforeAll(async () => {
    company = (await makeCompany(desk, project.id)).id;
    person = await desk.customer(project.id, { email: "mia@example.com", companyId: company });
    const other = await desk.customer(project.id, { email: "ben@example.com", companyId: company });
    const submit = async (token: string): Promise<Ticket> => {
      const body = { subject: "S", body: "B" };
      return (await submitTicket(desk, project.api, token, body)).body.ticket;
    };
    own = await submit(person.token);
    colleagues = await submit(other.token);
    const staff = (await staffAsk(desk, "/session")).body.staff.id;
    await staffAsk(desk, `/tickets/${own.id}`, {
      method: "PATCH",
      body: { type: "Question", tags: ["vip"], assignee: staff },
    });
  });

  const set = async (path: string, body: object): Promise<void> => {
    expect((await staffAsk(desk, path, { method: "PATCH", body })).status).toBe(200);
  };
  const read = async (id = own.id) => desk.ask(`${project.api}/tickets/${id}`, { token: person.token });
  const change = async (body: object) =>
    (await desk.ask(`${project.api}/tickets/${own.id}`, { method: "PATCH", body, token: person.token })).status;

  const write = (more: object) => submitTicket(desk, project.api, person.token, { subject: "S", body: "B", ...more });

  /** What the person really sees and may do, asked of the portal. */
  const holds: { [Name in keyof Permissions]: (value: Permissions[Name]) => Promise<void> } = {
    priority: async (value) => {
      expect((await read()).body.ticket.priority).toBe(value === "none" ? undefined : "normal");
      expect(await change({ priority: "normal" })).toBe(value === "edit" ? 200 : 403);
      expect((await write({ priority: "normal" })).status).toBe(value === "edit" ? 201 : 403);
    },
    type: async (value) => {
      expect((await read()).body.ticket.type).toBe(value === "none" ? undefined : "Question");
      expect(await change({ type: "Question" })).toBe(value === "edit" ? 200 : 403);
      // C5: the same while a ticket is written. Widgets of before ask everybody: their tickets are taken without it.
      const { status, body } = await write({ type: "Question" });
      expect(status).toBe(201);
      const { ticket } = (await staffAsk(desk, `/tickets/${body.ticket.id}`)).body;
      expect(ticket.type).toBe(value === "edit" ? "Question" : undefined);
    },
    tags: async (value) => {
      expect((await read()).body.ticket.tags).toEqual(value === "none" ? undefined : ["vip"]);
      expect(await change({ tags: ["vip"] })).toBe(value === "edit" ? 200 : 403);
    },
    seeAgents: async (value) => {
      expect((await read()).body.ticket.agent).toBe(value ? "Ada" : undefined);
    },
    closeTickets: async (value) => {
      expect(await change({ status: "closed" })).toBe(value ? 200 : 403);
    },
    viewCompanyTickets: async (value) => {
      expect((await read(colleagues.id)).status).toBe(value ? 200 : 404);
      const list = await desk.ask(`${project.api}/tickets?scope=company`, { token: person.token });
      expect(list.status).toBe(value ? 200 : 403);
    },
  };

  it.each(Object.keys(choices) as (keyof Permissions)[])(
    "%s, in every cell of project × company × person",
    async (name) => {
      for (const atProject of choices[name]) {
        await set(`/projects/${project.id}`, { portal: { permissions: { [name]: atProject } } });
        for (const atCompany of choices[name]) {
          await set(`/companies/${company}`, { permissions: { [name]: atCompany } });
          for (const atPerson of choices[name]) {
            await set(`/customers/${person.id}`, { permissions: { [name]: atPerson } });
            const value = atPerson ?? atCompany ?? atProject ?? defaults[name];
            const levels = { customer: atPerson, company: atCompany, project: atProject };
            const level = Object.entries(levels).find(([, choice]) => choice !== null)?.[0] ?? "default";
            const { customer } = (await staffAsk(desk, `/customers/${person.id}`)).body;
            expect(customer.effective[name], JSON.stringify(levels)).toEqual({ value, level });
            expect(customer.permissions[name]).toBe(atPerson);
            const session = await desk.ask(`${project.api}/session`, { token: person.token });
            expect(session.body.permissions[name]).toBe(value);
            await holds[name](value as never);
          }
        }
      }
    },
    60_000,
  );

  it("records what was changed, at which level, and by whom", async () => {
    await set(`/customers/${person.id}`, { permissions: { seeAgents: true } });
    await set(`/customers/${person.id}`, { permissions: { seeAgents: null, tags: "view" } });
    const rows = await desk.database.read.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(1).execute();
    expect(rows[0]).toMatchObject({ action: "customer.changed", actor_name: "Ada", project_id: project.id });
    const { permissions } = JSON.parse(rows[0]!.changes);
    expect(permissions[0].seeAgents).toBe(true);
    expect(permissions[1]).not.toHaveProperty("seeAgents");
    expect(permissions[1].tags).toBe("view");
  });

  it("refuses levels that are none", async () => {
    for (const permissions of [
      { priority: "own" },
      { seeAgents: "true" },
      { viewCompanyTickets: 1 },
      { admin: true },
      { __proto__: { seeAgents: true }, constructor: true },
    ]) {
      const body = { permissions };
      for (const path of [`/customers/${person.id}`, `/companies/${company}`]) {
        expect((await staffAsk(desk, path, { method: "PATCH", body })).status).toBe(400);
      }
      const ofProject = { portal: { permissions } };
      const path = `/projects/${project.id}`;
      expect((await staffAsk(desk, path, { method: "PATCH", body: ofProject })).status).toBe(400);
    }
  });
});
