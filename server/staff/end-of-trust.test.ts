import { beforeEach, describe, expect } from "vitest";
import { openDatabase } from "../db/open.ts";
import { colleaguePassword, joinDesk, type Colleague } from "../testing/colleague.ts";
import { startConversation } from "../testing/conversation.ts";
import { cookieOf } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { consumeSetupToken, setupToken } from "./setup.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("S25: the end of a trust ends what hung on it (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let bo: Colleague;
  beforeEach(async () => {
    bo = await joinDesk(desk, "Bo", "admin");
  });

  const asAdmin = <const Path extends string>(path: Path, body?: unknown, method?: string) =>
    desk.ask(`/api/staff${path}`, { body, method, cookie: desk.admin });
  const change = (body: object) => asAdmin(`/staff/${bo.id}`, body, "PATCH");
  const keyOfBo = async (): Promise<{ id: string; key: string }> => {
    const body = { name: "Shop", scopes: ["customers:read"] };
    const made = await desk.ask("/api/staff/api-keys", { body, cookie: bo.cookie });
    return { id: made.body.apiKey.id, key: made.body.key };
  };
  const calls = async (key: string) =>
    (await desk.ask("/api/staff/customers", { headers: { Authorization: `Bearer ${key}` } })).status;
  const signedIn = async (cookie: string) => (await desk.ask("/api/staff/session", { cookie })).status;
  const signIn = (cookie?: string) =>
    desk.ask("/api/staff/session", {
      body: { email: bo.email, password: colleaguePassword },
      ...(cookie !== undefined && { cookie }),
    });

  it.each([
    ["made an agent", 403, () => change({ role: "agent" })],
    ["switched off", 401, () => change({ off: true })],
    ["removed", 401, () => asAdmin(`/staff/${bo.id}`, undefined, "DELETE")],
  ])(
    "an administrator who is %s is one no more at once, and their keys are off until another turns them on",
    async (_, status, end) => {
      const { id, key } = await keyOfBo();
      expect(await calls(key)).toBe(200);
      expect((await end()).status).toBeLessThan(300);
      expect((await desk.ask("/api/staff/api-keys", { cookie: bo.cookie })).status).toBe(status);
      expect(await calls(key)).toBe(401);
      expect((await asAdmin("/api-keys")).body.items).toMatchObject([{ id, off: true }]);
      expect((await asAdmin("/audit")).body.items.map(({ action }) => action)).toContain("key.turned_off");
      expect((await asAdmin(`/api-keys/${id}`, { off: false }, "PATCH")).body.apiKey.off).toBe(false);
      expect(await calls(key)).toBe(200);
    },
  );

  it("somebody who is switched off has no way in, keeps the account, and comes in again when switched on", async () => {
    const link = (await asAdmin(`/staff/${bo.id}/invitation`, undefined, "POST")).body.link as string;
    expect((await change({ off: true })).body.staff.state).toBe("off");
    expect((await signIn()).status).toBe(401);
    const token = link.split("=")[1];
    const body = { token, password: "another long password" };
    expect((await desk.ask("/api/staff/activations", { body })).status).toBe(410);
    expect((await asAdmin(`/staff/${bo.id}/invitation`, undefined, "POST")).status).toBe(409);
    expect((await change({ off: false })).body.staff.state).toBe("active");
    expect((await signIn()).status).toBe(201);
    const me = (await desk.ask("/api/staff/session", { cookie: desk.admin })).body.staff.id;
    await change({ off: true });
    expect((await asAdmin(`/staff/${me}`, { off: true }, "PATCH")).status).toBe(409);
  });

  it("somebody who is switched off keeps their tickets and their name on them, and is given no other", async () => {
    const { ticket, portal, token } = await startConversation(desk);
    const body = { subject: "Another", body: "Words." };
    const other = (await submitTicket(desk, portal, token, body)).body.ticket.id;
    const assign = (id: string, assignee: string) => asAdmin(`/tickets/${id}`, { assignee }, "PATCH");
    expect((await assign(ticket.id, bo.id)).status).toBe(200);
    await change({ off: true });
    expect((await asAdmin("/agents")).body.items).toMatchObject([{ name: "Ada" }, { name: "Bo", off: true }]);
    expect((await assign(other, bo.id)).body.error.fields).toEqual({ assignee: "not_allowed" });
    const own = (await asAdmin(`/tickets?assignee=${bo.id}`)).body.items;
    expect(own).toMatchObject([{ id: ticket.id, assignee: { name: "Bo" } }]);
    await change({ off: false });
    expect((await asAdmin("/agents")).body.items[1]).not.toHaveProperty("off");
    expect((await assign(other, bo.id)).status).toBe(200);
  });

  it("signing in again in the same browser ends the session it had, and no other", async () => {
    const elsewhere = cookieOf((await signIn()).headers);
    const again = cookieOf((await signIn(bo.cookie)).headers);
    expect([await signedIn(bo.cookie), await signedIn(elsewhere), await signedIn(again)]).toEqual([401, 200, 200]);
  });

  it("a key that may only write reads nothing by writing", async () => {
    const project = await desk.project();
    const { id } = await desk.customer(project.id, { email: "mia@mail.test" });
    const made = await asAdmin("/api-keys", { name: "Writer", scopes: ["customers:write"] });
    const headers = { Authorization: `Bearer ${made.body.key}` };
    const patched = await desk.ask(`/api/staff/customers/${id}`, { method: "PATCH", body: {}, headers });
    expect(patched.body).toEqual({ customer: { id } });
    const known = { project: project.id, name: "Mia", email: "mia@mail.test" };
    expect((await desk.ask("/api/staff/customers", { body: known, headers })).body).toEqual({ customer: { id } });
    const company = { project: project.id, name: "Orchard", externalId: "c1" };
    const first = (await desk.ask("/api/staff/companies", { body: company, headers })).body;
    expect(first).toEqual({ company: { id: first.company.id } });
    expect((await desk.ask("/api/staff/companies", { body: company, headers })).body).toEqual(first);
  });

  it("the set-up link makes one administrator, however many use it at once on however many processes", async () => {
    await desk.database.write(async ({ db }) => {
      for (const table of ["sessions", "staff_links", "staff"] as const) await db.deleteFrom(table).execute();
    });
    const token = await setupToken(desk.database, desk.secrets);
    const other = await openDatabase(desk.test.target, { now: desk.now });
    try {
      const used = await Promise.all(
        [desk.database, other, desk.database, other].map((database) =>
          database.write((tx) => consumeSetupToken(tx, desk.secrets, token!)),
        ),
      );
      expect(used.filter(Boolean)).toHaveLength(1);
      // Also through the door: whoever lost there finds it done.
      const body = { token, name: "Eve", email: "eve@desk.test", password: "a long enough password" };
      expect((await desk.ask("/api/staff/setup", { body })).status).toBe(410);
    } finally {
      await other.close();
    }
  });
});
