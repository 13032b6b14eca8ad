import { describe, expect } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { cookieOf } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { startConversation } from "../testing/conversation.ts";
import { setupToken } from "./setup.ts";
import { createStaff, createStaffLink } from "./store.ts";

const password = "a long enough password";

describe.each(engines)("staff come in by their own door (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  const signIn = (email: string, given: string) => desk.ask("/api/staff/session", { body: { email, password: given } });
  const agentCookie = async (): Promise<string> => {
    const secret = await desk.database.write(async (tx) => {
      const id = await createStaff(
        tx,
        { name: "Bo", email: "bo@desk.test", role: "agent", passwordHash: null },
        desk.now(),
      );
      return createStaffLink(tx, id, desk.now());
    });
    return cookieOf((await desk.ask("/api/staff/activations", { body: { token: secret, password } })).headers);
  };

  it("the first administrator is set up once, by the printed link only", async () => {
    attack(22);
    const again = await desk.ask("/api/staff/setup", {
      body: { token: "x", name: "Eve", email: "eve@evil.test", password },
    });
    expect([again.status, again.body.error.code]).toEqual([410, "setup_done"]);
    expect(await setupToken(desk.database, desk.secrets)).toBeUndefined();
    await desk.database.write(async ({ db }) => {
      await db.deleteFrom("staff").execute();
    });
    const token = await setupToken(desk.database, desk.secrets);
    expect(await setupToken(desk.database, desk.secrets)).toBe(token);
    const wrong = await desk.ask("/api/staff/setup", {
      body: { token: `${token}x`, name: "Eve", email: "eve@evil.test", password },
    });
    expect(wrong.body.error.code).toBe("link_expired");
    const both = await Promise.all(
      ["a@desk.test", "b@desk.test"].map((email) =>
        desk.ask("/api/staff/setup", { body: { token, name: "A", email, password } }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
  });

  it("gives a cookie that only this host gets, over https, out of reach of scripts (attack 25)", async () => {
    const answer = await signIn("ADA@desk.test", password);
    expect(answer.status).toBe(201);
    expect(answer.headers.get("Set-Cookie")).toMatch(
      /^__Host-deskbell=dbs_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
    expect(
      (await desk.database.read.selectFrom("sessions").selectAll().execute()).every(({ hash }) =>
        /^[0-9a-f]{64}$/.test(hash),
      ),
    ).toBe(true);
  });

  it("answers a wrong password and an unknown address alike", async () => {
    attack(23);
    const wrong = await signIn("ada@desk.test", "not it, not it");
    const unknown = await signIn("nobody@desk.test", "not it, not it");
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text]);
  });

  it("takes writes from its own page only", async () => {
    const write = (headers: Record<string, string>) =>
      desk.app.request("/api/staff/projects", {
        method: "POST",
        body: '{"name":"X"}',
        headers: { "Content-Type": "application/json", Cookie: desk.admin, ...headers },
      });
    for (const headers of [
      {},
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { Origin: "https://evil.test" },
      { "Sec-Fetch-Site": "none" },
    ]) {
      expect((await write(headers as Record<string, string>)).status, JSON.stringify(headers)).toBe(403);
    }
    expect((await write({ Origin: "https://desk.test" })).status).toBe(201);
  });

  it("lets agents work on tickets but not change settings", async () => {
    const cookie = await agentCookie();
    const { project, ticket } = await startConversation(desk);
    expect((await desk.ask(`/api/staff/tickets/${ticket.id}`, { cookie })).status).toBe(200);
    const projects = (await desk.ask("/api/staff/projects", { cookie })).body.items;
    expect(Object.keys(projects[0]!).sort()).toEqual(["id", "inboxes", "name", "types"]);
    const forbidden: [string, string, object?][] = [
      ["POST", "/api/staff/projects", { name: "X" }],
      ["GET", `/api/staff/projects/${project.id}`],
      ["PATCH", `/api/staff/projects/${project.id}`, { portal: { enabled: false } }],
      ["GET", `/api/staff/projects/${project.id}/inboxes`],
      ["POST", `/api/staff/projects/${project.id}/inboxes`, { name: "X" }],
      ["PATCH", `/api/staff/inboxes/${ticket.inbox.id}`, { name: "X" }],
      ["DELETE", `/api/staff/inboxes/${ticket.inbox.id}`],
    ];
    for (const [method, path, body] of forbidden) {
      expect((await desk.ask(path, { method, cookie, body })).body.error.code, `${method} ${path}`).toBe("forbidden");
    }
  });

  it("wants a session for everything but the doors", async () => {
    for (const path of ["/session", "/tickets", "/projects", "/mail", "/events", "/agents", "/tickets/counts"]) {
      for (const cookie of ["", "__Host-deskbell=dbs_nonsense", "__Host-deskbell=%E0%A4%A"]) {
        expect((await desk.ask(`/api/staff${path}`, { cookie })).status, path).toBe(401);
      }
    }
  });

  it("does not take a customer's token for staff, nor staff's for a customer", async () => {
    const { token, portal } = await startConversation(desk);
    expect((await desk.ask("/api/staff/tickets", { cookie: `__Host-deskbell=${token}` })).status).toBe(401);
    const staffToken = desk.admin.split("=")[1]!;
    expect((await desk.ask(`${portal}/tickets`, { token: staffToken })).status).toBe(401);
  });

  it("ends a session after an hour without use, twelve hours at most, and at signing out", async () => {
    const hour = 3_600_000;
    const alive = async () => (await desk.ask("/api/staff/session", { cookie: desk.admin })).status === 200;
    for (let i = 0; i < 14; i++) {
      desk.pass(0.8 * hour);
      expect(await alive()).toBe(true);
    }
    desk.pass(0.9 * hour);
    expect(await alive()).toBe(false);
    await desk.signInAgain();
    desk.pass(hour + 1);
    expect(await alive()).toBe(false);
    await desk.signInAgain();
    await desk.ask("/api/staff/session", { method: "DELETE", cookie: desk.admin });
    expect(await alive()).toBe(false);
  });

  it("sets a password by a link that works once, within 24 hours, and is ended by a newer one", async () => {
    attack(11);
    const link = () =>
      desk.database.write(async (tx) => {
        const { id } = await tx.db.selectFrom("staff").select("id").executeTakeFirstOrThrow();
        return createStaffLink(tx, id, desk.now());
      });
    const use = async (token: string) =>
      (await desk.ask("/api/staff/activations", { body: { token, password: "another long password" } })).status;
    const [older, newer] = [await link(), await link()];
    expect(await use(older)).toBe(410);
    desk.pass(24 * 3_600_000 - 1000);
    expect(await use(newer)).toBe(201);
    expect(await use(newer)).toBe(410);
    expect((await desk.ask("/api/staff/session", { cookie: desk.admin })).status).toBe(401);
    const late = await link();
    desk.pass(24 * 3_600_000 + 1000);
    expect(await use(late)).toBe(410);
    for (const token of tried(["", "%20", "null", "0"])) expect(await use(token)).toBe(410);
  });
});
