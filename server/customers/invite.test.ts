import { describe, expect } from "vitest";
import { agentCookie, makeCustomer, makeKey, staffAsk } from "../testing/people.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("staff ask customers in (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  const invite = (id: string, cookie = desk.admin) =>
    staffAsk(desk, `/customers/${id}/invitation`, { method: "POST", cookie });
  const mails = () =>
    desk.database.read.selectFrom("mails").select(["recipient", "sealed", "customer_id", "subject"]).execute();
  const tokenOf = (sealed: string | null): string => desk.secrets.unseal(sealed!)["link"]!.split("#activate=")[1]!;
  const links = () => desk.database.read.selectFrom("customer_links").select(["kind", "email"]).execute();
  const change = (portal: object) => staffAsk(desk, `/projects/${project.id}`, { method: "PATCH", body: { portal } });

  it("invites one person at the address on their record, and shows since when", async () => {
    const { id } = await makeCustomer(desk, project.id, { email: "in@example.com" });
    const { status, body } = await invite(id, await agentCookie(desk));
    expect([status, body.customer.invitation]).toEqual([200, "sent"]);
    expect(body.customer.invitedAt).toBe(new Date(desk.now()).toISOString());
    expect(await mails()).toMatchObject([{ recipient: "in@example.com", customer_id: id }]);
    expect(await links()).toEqual([{ kind: "invitation", email: "in@example.com" }]);
  });

  it("ends the older link when it invites again", async () => {
    const { id } = await makeCustomer(desk, project.id, { email: "in@example.com" });
    await invite(id);
    await invite(id);
    const sent = await mails();
    expect(sent).toHaveLength(2);
    expect(tokenOf(sent[0]!.sealed)).not.toBe(tokenOf(sent[1]!.sealed));
    expect(await links()).toHaveLength(1);
  });

  it("says why somebody cannot be invited, and sends nothing", async () => {
    const bare = await makeCustomer(desk, project.id, { externalId: "no-address" });
    const inside = await desk.customer(project.id, { email: "inside@example.com" });
    expect((await invite(bare.id)).body.error.code).toBe("address_missing");
    expect((await invite(inside.id)).body.error.code).toBe("already_registered");
    expect((await invite("0".repeat(32))).status).toBe(404);
    await change({ enabled: false });
    const { id } = await makeCustomer(desk, project.id, { email: "off@example.com" });
    const closed = await invite(id);
    expect([closed.status, closed.body.error.code]).toEqual([409, "portal_unavailable"]);
    expect(await mails()).toEqual([]);
  });

  it("mails an address that nobody has proven three times an hour", async () => {
    const { id } = await makeCustomer(desk, project.id, { email: "often@example.com" });
    for (let i = 0; i < 3; i++) expect((await invite(id)).status).toBe(200);
    const fourth = await invite(id);
    expect([fourth.status, fourth.body.error.code]).toEqual([429, "too_many_requests"]);
    expect(fourth.headers.get("Retry-After")).toBe("1200");
    expect(await mails()).toHaveLength(3);
  });

  it("invites many at once, and tells of each what became of it", async () => {
    const off = await desk.project("Off", { enabled: false });
    const one = await makeCustomer(desk, project.id, { email: "one@example.com" });
    const two = await makeCustomer(desk, project.id, { email: "two@example.com" });
    const bare = await makeCustomer(desk, project.id, { externalId: "bare" });
    const closed = await makeCustomer(desk, off.id, { email: "closed@example.com" });
    const inside = await desk.customer(project.id, { email: "inside@example.com" });
    const ids = [one.id, two.id, bare.id, closed.id, inside.id, "unknown", one.id];
    const { body } = await staffAsk(desk, "/customers/invitations", { body: { ids } });
    expect(body.items).toEqual([
      { id: one.id, sent: true },
      { id: two.id, sent: true },
      { id: bare.id, sent: false, reason: "no_address" },
      { id: closed.id, sent: false, reason: "portal_off" },
      { id: inside.id, sent: false, reason: "registered" },
      { id: "unknown", sent: false, reason: "unknown" },
    ]);
    expect((await mails()).map(({ recipient }) => recipient).sort()).toEqual(["one@example.com", "two@example.com"]);
    const tooMany = Array.from({ length: 201 }, (_, i) => String(i));
    const refused = await staffAsk(desk, "/customers/invitations", { body: { ids: tooMany } });
    expect(refused.body.error.fields).toEqual({ ids: "too_many" });
  });

  it("welcomes by a tick only with portal and notifications on", async () => {
    const make = (email: string) =>
      staffAsk(desk, "/customers", { body: { project: project.id, name: "W", email, sendWelcome: true } });
    const early = await make("early@example.com");
    expect([early.status, early.body.error.fields]).toEqual([400, { sendWelcome: "not_allowed" }]);
    expect((await staffAsk(desk, `/customers?project=${project.id}`)).body.items).toEqual([]);
    await change({ notifications: true });
    expect((await make("in-time@example.com")).status).toBe(201);
    expect(await mails()).toMatchObject([{ recipient: "in-time@example.com", subject: "Welcome to Acme" }]);
    expect(await links()).toEqual([{ kind: "welcome", email: "in-time@example.com" }]);
  });

  it("welcomes somebody once whom a program sends again, and leaves the link in that mail open", async () => {
    await change({ notifications: true });
    const { ask } = await makeKey(desk, ["customers:write"]);
    const send = async (more: object = {}) => {
      const values = { name: "W", email: "w@example.com", externalId: "w1", sendWelcome: true, ...more };
      return (await ask("/customers", { body: { project: project.id, ...values } })).status;
    };
    expect([await send(), await send(), await send()]).toEqual([201, 200, 200]);
    const sent = await mails();
    expect(sent).toHaveLength(1);
    const body = { token: tokenOf(sent[0]!.sealed) };
    expect((await desk.ask(`${project.api}/activations/check`, { body })).status).toBe(200);
    // Nothing went to the new address yet.
    const moved = { email: "new@example.com", ifKnown: "change" };
    expect([await send(moved), await send(moved)]).toEqual([200, 200]);
    expect((await mails()).map(({ recipient }) => recipient)).toEqual(["w@example.com", "new@example.com"]);
  });

  it("welcomes somebody who is known, but was sent no welcome, once, also when a program asks twice at once", async () => {
    await makeCustomer(desk, project.id, { email: "known@example.com" });
    await change({ notifications: true });
    const { ask } = await makeKey(desk, ["customers:write"]);
    const body = { project: project.id, name: "Mia", email: "known@example.com", sendWelcome: true };
    const answers = await Promise.all([1, 2, 3].map(() => ask("/customers", { body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await mails()).toMatchObject([{ recipient: "known@example.com", subject: "Welcome to Acme" }]);
  });

  it("shows a welcome as sent, and ends its link when it invites", async () => {
    await change({ notifications: true });
    const { id } = await makeCustomer(desk, project.id, { email: "w@example.com", sendWelcome: true });
    const sentAt = new Date(desk.now()).toISOString();
    const seen = (await staffAsk(desk, `/customers/${id}`)).body.customer;
    expect(seen).toMatchObject({ invitation: "sent", invitedAt: sentAt });
    expect(await links()).toEqual([{ kind: "welcome", email: "w@example.com" }]);
    await invite(id);
    expect(await links()).toEqual([{ kind: "invitation", email: "w@example.com" }]);
  });

  it("makes a ticket on somebody's behalf, with the way to a login at the first one that may bring it", async () => {
    const { id } = await makeCustomer(desk, project.id, { name: "Pia", email: "pia@example.com", locale: "de" });
    const ticket = async (more: object = {}) => {
      const body = { project: project.id, subject: "Call", body: "She called.", customer: id, ...more };
      return staffAsk(desk, "/tickets", { body, key: newKey() });
    };
    const first = await ticket();
    expect(first.body.ticket.from).toEqual({
      kind: "customer",
      name: "Pia",
      email: "pia@example.com",
      emailProven: false,
      customerId: id,
    });
    expect(await mails()).toEqual([]);
    await change({ notifications: true });
    await ticket();
    await ticket();
    const sent = await mails();
    for (const mail of sent) expect(mail).toMatchObject({ recipient: "pia@example.com", customer_id: id });
    expect(sent.map(({ subject }) => subject).toSorted()).toEqual([
      "Acme: Wir haben Ihnen geantwortet (#2)",
      "Acme: Wir haben Ihnen geantwortet (#3)",
      "Willkommen bei Acme",
    ]);
    expect((await ticket({ email: "else@example.com" })).body.error.fields).toEqual({ email: "not_allowed" });
    expect((await ticket({ name: "Else" })).body.error.fields).toEqual({ name: "not_allowed" });
    expect((await ticket({ customer: "unknown" })).body.error.fields).toEqual({ customer: "not_allowed" });
    const mine = await staffAsk(desk, `/tickets?customer=${id}`);
    expect(mine.body.items).toHaveLength(3);
  });

  it("gives somebody on whose behalf staff wrote the ticket in their portal", async () => {
    const { id, token } = await desk.customer(project.id, { email: "reads@example.com" });
    const body = { project: project.id, subject: "Your call", body: "As we said.", customer: id };
    const made = await staffAsk(desk, "/tickets", { body, key: newKey() });
    const list = await desk.ask(`${project.api}/tickets`, { token });
    expect(list.body.items).toMatchObject([{ id: made.body.ticket.id, unread: true }]);
  });
});
