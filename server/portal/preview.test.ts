import { describe, expect } from "vitest";
import type { PortalPreview } from "../contract/people.ts";
import { agentCookie, makeCompany, makeCustomer, staffAsk } from "../testing/people.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("staff see the portal as a customer sees it (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, {}, { permissions: { type: "view", viewCompanyTickets: true } });

  const view = async (id: string, cookie = desk.admin): Promise<PortalPreview> =>
    (await staffAsk(desk, `/customers/${id}/view`, { cookie })).body;
  const submit = (token: string, subject: string) => submitTicket(desk, project.api, token, { subject, body: "B" });

  it("word for word what the portal shows them, with the level behind each permission", async () => {
    const company = await makeCompany(desk, project.id, "Orchard", { permissions: { priority: "edit" } });
    const mia = await desk.customer(project.id, {
      email: "mia@example.com",
      companyId: company.id,
      permissions: { seeAgents: true },
    });
    const ben = await desk.customer(project.id, { name: "Ben", email: "ben@example.com", companyId: company.id });
    await submit(mia.token, "Mine");
    const theirs = (await submit(ben.token, "Theirs")).body.ticket.id;
    const body = { body: "He is difficult.", internal: true };
    await staffAsk(desk, `/tickets/${theirs}/messages`, { body, key: newKey() });

    const seen = await view(mia.id, await agentCookie(desk));
    const asked = async <const Path extends string>(path: Path) =>
      (await desk.ask(`${project.api}${path}`, { token: mia.token })).body;
    const { form: _form, mailIsSent: _mailIsSent, ...described } = await asked("");
    expect(seen.portal).toEqual(described);
    expect(seen.tickets).toEqual((await asked("/tickets")).items);
    expect(seen.companyTickets).toEqual((await asked("/tickets?scope=company")).items);
    expect(seen.companyTickets!.map(({ subject, raisedBy, mine }) => [subject, raisedBy, mine])).toEqual([
      ["Theirs", "Ben", false],
      ["Mine", "Mia", true],
    ]);
    expect(seen.customer).toMatchObject({ id: mia.id, email: "mia@example.com", company: { name: "Orchard" } });
    expect(seen.permissions).toEqual({
      priority: { value: "edit", level: "company" },
      type: { value: "view", level: "project" },
      tags: { value: "none", level: "default" },
      seeAgents: { value: true, level: "customer" },
      closeTickets: { value: false, level: "default" },
      viewCompanyTickets: { value: true, level: "project" },
    });
    expect(seen.access).toEqual({ canSignIn: true, reason: "ok" });
  });

  it("shows no company's tickets where they are not permitted, and marks nothing as read", async () => {
    const { id, token } = await desk.customer(project.id, { email: "alone@example.com" });
    const { ticket } = (await submit(token, "Mine")).body;
    await staffAsk(desk, `/tickets/${ticket.id}/messages`, { body: { body: "Hello" }, key: newKey() });
    const seen = await view(id);
    expect(seen.companyTickets).toBeNull();
    expect(seen.tickets).toMatchObject([{ unread: true }]);
    const { items } = (await desk.ask(`${project.api}/tickets`, { token })).body;
    expect(items).toMatchObject([{ unread: true }]);
    const sessions = await desk.database.read.selectFrom("sessions").select("hash").where("user_id", "=", id).execute();
    expect(sessions).toHaveLength(1);
  });

  it("C14: opens each ticket they may see as they read it, and no other", async () => {
    const company = await makeCompany(desk, project.id, "Orchard");
    const values = { companyId: company.id };
    const mia = await desk.customer(project.id, { email: "mia@example.com", ...values });
    const ben = await desk.customer(project.id, { name: "Ben", email: "ben@example.com", ...values });
    const { token } = await desk.customer(project.id, { email: "alone@example.com" });
    const form = fileForm("hello", "a.txt");
    const file = (await desk.ask(`${project.api}/attachments`, { form, token: mia.token })).body.id;
    const ticket = { subject: "S", body: "B", attachments: [file] };
    const { id } = (await submitTicket(desk, project.api, mia.token, ticket)).body.ticket;
    const note = { body: "He is difficult.", internal: true };
    await staffAsk(desk, `/tickets/${id}/messages`, { body: note, key: newKey() });
    await staffAsk(desk, `/tickets/${id}/messages`, { body: { body: "Soon." }, key: newKey() });
    const cookie = await agentCookie(desk);
    for (const person of [mia, ben]) {
      const seen = await staffAsk(desk, `/customers/${person.id}/view/tickets/${id}`, { cookie });
      const theirs = (await desk.ask(`${project.api}/tickets/${id}?limit=50`, { token: person.token })).body.ticket;
      expect(seen.body.ticket.messages[0]!.attachments[0]!.url).toBe(`/api/staff/attachments/${file}`);
      for (const shown of [seen.body.ticket, theirs]) delete shown.messages[0]!.attachments[0]!.url;
      expect(seen.body.ticket).toEqual(theirs);
    }
    const other = (await submit(token, "Of somebody else")).body.ticket.id;
    expect((await staffAsk(desk, `/customers/${mia.id}/view/tickets/${other}`)).status).toBe(404);
    expect((await view(mia.id)).tickets).toMatchObject([{ unread: true }]);
  });

  it("says whether they could sign in, and what stands against it", async () => {
    const { id } = await makeCustomer(desk, project.id, { email: "new@example.com" });
    const wrote = await desk.customer(project.id, { email: "mail@example.com", source: "mail", provenAt: null });
    const bySite = await makeCustomer(desk, project.id, { externalId: "sub-1" });
    const reason = async (customer: string) => (await view(customer)).access;
    const set = (settings: object) =>
      staffAsk(desk, `/projects/${project.id}`, { method: "PATCH", body: { portal: settings } });
    expect(await reason(id)).toEqual({ canSignIn: false, reason: "not_registered" });
    expect(await reason(bySite.id)).toEqual({ canSignIn: true, reason: "ok" });
    expect((await reason(wrote.id)).reason).toBe("not_registered");
    await set({ selfRegistration: false });
    expect((await reason(wrote.id)).reason).toBe("by_invitation");
    expect((await reason(id)).reason).toBe("not_registered");
    await set({ enabled: false });
    expect(await reason(bySite.id)).toEqual({ canSignIn: false, reason: "portal_off" });
    expect((await staffAsk(desk, "/customers/unknown/view")).status).toBe(404);
  });
});
