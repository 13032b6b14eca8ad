import { beforeEach, describe, expect } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { colleaguePassword, joinDesk, mailedLinks, tokenOf } from "../testing/colleague.ts";
import { startConversation } from "../testing/conversation.ts";
import { cookieOf } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { followPortal } from "../testing/verbs.ts";

describe.each(engines)("administrators say who works here (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let adaId: string;
  beforeEach(async () => {
    adaId = (await desk.ask("/api/staff/session", { cookie: desk.admin })).body.staff.id;
  });

  const asAdmin = <const Path extends string>(path: Path, method = "GET", body?: unknown) =>
    desk.ask(`/api/staff${path}`, { method, body, cookie: desk.admin });
  const invite = (person: object) => asAdmin("/staff", "POST", person);
  const bo = { name: "Bo", email: "Bo@desk.test", role: "agent" };
  const activate = (link: string) =>
    desk.ask("/api/staff/activations", { body: { token: tokenOf(link), password: colleaguePassword } });
  const states = async () => (await asAdmin("/staff")).body.items.map(({ name, state, role }) => [name, state, role]);

  it("invites by a mail whose link is also shown once, and is the newest only", async () => {
    const made = await invite(bo);
    expect([made.status, made.body.staff]).toMatchObject([
      201,
      { name: "Bo", email: "bo@desk.test", role: "agent", state: "invited", hasTotp: false },
    ]);
    expect(made.body.link).toMatch(/^https:\/\/desk\.test\/admin#activate=[\w-]{43}$/);
    expect(await mailedLinks(desk, "bo@desk.test")).toEqual([made.body.link]);
    const mail = (await asAdmin("/mail")).body.items[0]!;
    expect([mail.to, mail.project]).toEqual(["bo@desk.test", null]);
    expect((await asAdmin(`/mail/${mail.id}`)).text).not.toContain("activate=");
    const again = await asAdmin(`/staff/${made.body.staff.id}/invitation`, "POST");
    expect((await activate(made.body.link)).status).toBe(410);
    expect((await activate(again.body.link)).status).toBe(201);
    expect(await states()).toEqual([
      ["Ada", "active", "admin"],
      ["Bo", "active", "agent"],
    ]);
  });

  it("takes an address once, says what is wrong, and knows no other fields", async () => {
    await invite(bo);
    expect((await invite({ ...bo, email: "BO@desk.test" })).body.error.fields).toEqual({ email: "taken" });
    expect((await invite({ name: " ", email: "a@x, e@x", role: "owner" })).body.error.fields).toEqual({
      name: "required",
      email: "invalid_email",
      role: "not_allowed",
    });
    const grab = await invite({ ...bo, email: "eve@desk.test", password_hash: "x", left_at: null });
    expect(grab.body.error.fields).toEqual({ password_hash: "unknown_field", left_at: "unknown_field" });
    expect((await asAdmin("/staff/nobody", "PATCH", { name: "X" })).status).toBe(404);
  });

  it("gives a new role to sessions that are open, and tells their pages at once", async () => {
    const agent = await joinDesk(desk, "Bo");
    const stream = await readEvents(desk, "/api/staff/events", { Cookie: agent.cookie });
    expect((await desk.ask("/api/staff/staff", { cookie: agent.cookie })).status).toBe(403);
    await asAdmin(`/staff/${agent.id}`, "PATCH", { role: "admin" });
    expect(await stream.next("access.changed")).toBeDefined();
    expect((await desk.ask("/api/staff/staff", { cookie: agent.cookie })).status).toBe(200);
    await asAdmin(`/staff/${agent.id}`, "PATCH", { role: "agent" });
    expect((await desk.ask("/api/staff/staff", { cookie: agent.cookie })).status).toBe(403);
    await stream.close();
  });

  it("says nothing of staff to the streams of customers", async () => {
    const { portal, token, ticket } = await startConversation(desk);
    const stream = await followPortal(desk, portal, token);
    const agent = await joinDesk(desk, "Bo");
    await asAdmin(`/staff/${agent.id}`, "PATCH", { role: "admin" });
    await asAdmin(`/tickets/${ticket.id}`, "PATCH", { subject: "Found" });
    const heard: string[] = [];
    while (heard.at(-1) !== "ticket.updated") heard.push((await stream.next())!.type);
    expect(heard).not.toContain("access.changed");
    await stream.close();
  });

  it("removes somebody at once: sessions, streams and links end, tickets are free, answers keep the name", async () => {
    const agent = await joinDesk(desk, "Bo");
    const { portal, token, ticket } = await startConversation(desk);
    await desk.ask(`/api/staff/tickets/${ticket.id}/messages`, {
      body: { body: "On its way." },
      cookie: agent.cookie,
      key: crypto.randomUUID(),
    });
    await asAdmin(`/tickets/${ticket.id}`, "PATCH", { assignee: agent.id });
    const { link } = (await asAdmin(`/staff/${agent.id}/invitation`, "POST")).body;
    const theirs = await readEvents(desk, "/api/staff/events", { Cookie: agent.cookie });
    const ours = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });

    expect((await asAdmin(`/staff/${agent.id}`, "DELETE")).status).toBe(204);
    expect((await theirs.rest()).at(-1)?.type).toBe("access.changed");
    // A stream may begin with news from just before it was opened, when the ticket was still Bo's.
    let freed = await ours.next("ticket.updated");
    while (freed && freed.data.ticket.assignee !== null) freed = await ours.next("ticket.updated");
    expect(freed?.data.ticket.id).toBe(ticket.id);
    expect((await desk.ask("/api/staff/tickets", { cookie: agent.cookie })).status).toBe(401);
    expect((await activate(link)).status).toBe(410);
    const signIn = await desk.ask("/api/staff/session", { body: { email: agent.email, password: colleaguePassword } });
    expect(signIn.body.error.code).toBe("credentials_wrong");
    const read = await desk.ask(`${portal}/tickets/${ticket.id}`, { token });
    expect(read.body.ticket.messages[1]!.author).toEqual({ kind: "staff", name: "Bo" });
    expect((await asAdmin("/agents")).body.items.map(({ name }) => name)).toEqual(["Ada"]);
    const assign = await asAdmin(`/tickets/${ticket.id}`, "PATCH", { assignee: agent.id });
    expect(assign.body.error.fields).toEqual({ assignee: "not_allowed" });
    expect((await asAdmin(`/staff/${agent.id}`, "PATCH", { role: "admin" })).status).toBe(404);
    expect((await asAdmin(`/staff/${agent.id}/invitation`, "POST")).status).toBe(404);
    expect(await states()).toEqual([
      ["Ada", "active", "admin"],
      ["Bo", "left", "agent"],
    ]);
    await ours.close();
  });

  it("gives somebody who comes back the old account, without the old password", async () => {
    const agent = await joinDesk(desk, "Bo");
    await asAdmin(`/staff/${agent.id}`, "DELETE");
    const back = await invite({ ...bo, name: "Bo Again", role: "admin" });
    expect(back.body.staff).toMatchObject({ id: agent.id, name: "Bo Again", role: "admin", state: "invited" });
    const old = await desk.ask("/api/staff/session", { body: { email: agent.email, password: colleaguePassword } });
    expect(old.status).toBe(401);
    expect((await activate(back.body.link)).status).toBe(201);
  });

  it("never leaves the desk without an administrator who can sign in", async () => {
    const demote = (id: string, cookie = desk.admin) =>
      desk.ask(`/api/staff/staff/${id}`, { method: "PATCH", body: { role: "agent" }, cookie });
    const remove = (id: string, cookie = desk.admin) =>
      desk.ask(`/api/staff/staff/${id}`, { method: "DELETE", cookie });
    await invite({ ...bo, name: "Invited", email: "invited@desk.test", role: "admin" });
    for (const answer of [await demote(adaId), await remove(adaId)]) {
      expect([answer.status, answer.body.error.code]).toEqual([409, "last_admin"]);
    }
    const second = await joinDesk(desk, "Bo", "admin");
    for (const answer of [await demote(adaId), await remove(adaId)]) {
      expect([answer.status, answer.body.error.code]).toEqual([409, "not_permitted"]);
    }
    const both = await Promise.all([demote(second.id), demote(adaId, second.cookie)]);
    expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    const admins = (await desk.database.read.selectFrom("staff").selectAll().execute()).filter(
      ({ role, password_hash: hash }) => role === "admin" && hash !== null,
    );
    expect(admins).toHaveLength(1);
  });

  it("keeps agents out of staff, settings and the audit trail, whatever they ask for", async () => {
    const agent = await joinDesk(desk, "Bo");
    const { project } = await startConversation(desk);
    const forbidden: [string, string, object?][] = [
      ["GET", "/staff"],
      ["POST", "/staff", { name: "Eve", email: "eve@desk.test", role: "admin" }],
      ["PATCH", `/staff/${agent.id}`, { role: "admin" }],
      ["PATCH", `/staff/${adaId}`, { totp: null }],
      ["DELETE", `/staff/${adaId}`],
      ["POST", `/staff/${adaId}/invitation`],
      ["GET", "/audit"],
      ["PATCH", `/projects/${project.id}`, { name: "X" }],
    ];
    for (const [method, path, body] of forbidden) {
      const answer = await desk.ask(`/api/staff${path}`, { method, body, cookie: agent.cookie });
      expect([answer.status, answer.body.error.code], `${method} ${path}`).toEqual([403, "forbidden"]);
    }
    const grab = await desk.ask("/api/staff/session", {
      method: "PATCH",
      body: { role: "admin" },
      cookie: agent.cookie,
    });
    expect(grab.body.error.fields).toEqual({ role: "unknown_field" });
  });

  it("believes no header about who somebody is, and sets nobody up after the first", async () => {
    attack(22);
    const posing = {
      "X-Remote-User": "ada@desk.test",
      "X-Forwarded-User": "ada@desk.test",
      "X-Forwarded-Email": "ada@desk.test",
      "Remote-User": "admin",
      "X-Forwarded-For": "127.0.0.1",
      Authorization: "Bearer dbs_admin",
    };
    for (const path of tried(["/session", "/staff", "/audit", "/tickets"])) {
      expect((await desk.ask(`/api/staff${path}`, { headers: posing })).status, path).toBe(401);
    }
    const body = { token: "x", name: "Eve", email: "eve@evil.test", password: colleaguePassword };
    const setup = await desk.ask("/api/staff/setup", { body, headers: posing });
    expect([setup.status, setup.body.error.code, cookieOf(setup.headers)]).toEqual([410, "setup_done", ""]);
  });
});
