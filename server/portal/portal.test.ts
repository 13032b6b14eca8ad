import { describe, expect } from "vitest";
import { fileForm, startConversation } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { followPortal, submitTicket } from "../testing/verbs.ts";

describe.each(engines)("a portal is open or it is not there (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  /** What an answer says besides its body. Requests are numbered, so that differs always. */
  const told = (headers: Headers) => [...headers].filter(([name]) => name !== "x-request-id");

  const change = (portal: object) =>
    desk.ask(`/api/staff/projects/${talk.project.id}`, { method: "PATCH", body: { portal }, cookie: desk.admin });

  it("has an address of its own from the moment it is turned on", async () => {
    const other = await desk.project("Ährenfeld & Söhne");
    expect(other.portal.key).toMatch(/^ahrenfeld-sohne-[a-z2-9]{6}$/);
    expect(other.portal.url).toBe(`https://desk.test/p/${other.portal.key}`);
    expect((await desk.ask(`/p/${other.portal.key}`)).status).toBe(200);
  });

  it("starts closed", async () => {
    const made = await desk.ask("/api/staff/projects", { body: { name: "New" }, cookie: desk.admin });
    const { portal } = made.body.project;
    expect(portal).toMatchObject({
      enabled: false,
      loginRequired: false,
      selfRegistration: true,
      notifications: false,
    });
    expect((await desk.ask(`/api/portal/${portal.key}`)).body.error.code).toBe("portal_unavailable");
  });

  it("closes everywhere at once and answers like a portal that never was", async () => {
    const upload = await desk.ask(`${talk.portal}/attachments`, { form: fileForm("x", "x.txt"), token: talk.token });
    const body = { body: "a file", attachments: [upload.body.id] };
    const said = await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, {
      body,
      token: talk.token,
      key: newKey(),
    });
    const link = new URL(said.body.message.attachments[0]!.url!);
    expect((await desk.ask(link.pathname + link.search)).text).toBe("x");

    await change({ enabled: false });
    const paths = [
      "",
      "/tickets",
      `/tickets/${talk.ticket.id}`,
      "/session",
      "/events",
      `/attachments/${upload.body.id}`,
    ];
    for (const path of paths) {
      const answer = await desk.ask(talk.portal + path, { token: talk.token });
      const unknown = await desk.ask(`/api/portal/never-was-000000${path}`, { token: talk.token });
      expect([answer.status, answer.body.error.code]).toEqual([404, "portal_unavailable"]);
      expect(answer.text).toBe(unknown.text);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    }
    expect((await desk.ask(link.pathname + link.search)).status).toBe(404);
    const submission = { body: { subject: "a", body: "b" }, token: talk.token, key: newKey() };
    expect((await desk.ask(`${talk.portal}/tickets`, submission)).status).toBe(404);
    const page = await desk.ask(`/p/${talk.project.portal.key}`);
    const unknownPage = await desk.ask("/p/never-was-000000");
    expect([page.status, page.text]).toEqual([404, unknownPage.text]);
    expect(page.text).toContain("closed at the moment");

    await change({ enabled: true });
    expect((await desk.ask(`/p/${talk.project.portal.key}`)).status).toBe(200);
    expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items).toHaveLength(1);
  });

  it("answers a site that is not on its list like a portal that never was, too, once it is closed", async () => {
    await change({ enabled: false, origins: ["https://shop.test"] });
    const ways = [
      { method: "GET", path: "" },
      { method: "POST", path: "/visitors" },
      { method: "PATCH", path: "/customer" },
      { method: "DELETE", path: "/session" },
      { method: "OPTIONS", path: "/tickets" },
    ];
    for (const Origin of ["https://evil.test", "https://shop.test", "null"]) {
      for (const { method, path } of ways) {
        const ask = { method, headers: { Origin } };
        const answer = await desk.ask(talk.portal + path, ask);
        const unknown = await desk.ask(`/api/portal/never-was-000000${path}`, ask);
        expect([answer.status, answer.text], `${method} from ${Origin}`).toEqual([unknown.status, unknown.text]);
        expect(told(answer.headers)).toEqual(told(unknown.headers));
        if (method !== "OPTIONS") expect([answer.status, answer.body.error.code]).toEqual([404, "portal_unavailable"]);
      }
    }
  });

  it("leaves other projects alone", async () => {
    const other = await startConversation(desk);
    await change({ enabled: false });
    expect((await desk.ask(`${other.portal}/tickets`, { token: other.token })).status).toBe(200);
  });

  it("asks visitors to sign in where that is required, forgets nothing, and lets them back", async () => {
    await change({ loginRequired: true });
    const described = await desk.ask(talk.portal);
    expect(Object.keys(described.body).sort()).toEqual(
      [
        "branding",
        "helpDocs",
        "locale",
        "locales",
        "loginRequired",
        "mailIsSent",
        "name",
        "passwordInWidget",
        "selfRegistration",
      ].sort(),
    );
    for (const path of ["/tickets", `/tickets/${talk.ticket.id}`, "/session", "/events"]) {
      const answer = await desk.ask(talk.portal + path, { token: talk.token });
      expect([answer.status, answer.body.error.code]).toEqual([401, "login_required"]);
    }
    expect((await desk.ask(`${talk.portal}/visitors`, { method: "POST" })).body.error.code).toBe("login_required");
    await change({ loginRequired: false });
    expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items).toHaveLength(1);
  });

  it("answers the sites on its list and no other (attack 25)", async () => {
    await change({ origins: ["https://shop.test"] });
    const from = (origin: string, method = "GET") =>
      desk.ask(method === "GET" ? talk.portal : `${talk.portal}/visitors`, { method, headers: { Origin: origin } });
    const listed = await from("https://shop.test", "POST");
    expect([listed.status, listed.headers.get("Access-Control-Allow-Origin")]).toEqual([201, "https://shop.test"]);
    expect((await from("https://desk.test", "POST")).status).toBe(201);
    for (const origin of [
      "https://evil.test",
      "null",
      "http://shop.test",
      "https://shop.test.evil.test",
      "https://shop.test:444",
    ]) {
      const read = await from(origin);
      const write = await from(origin, "POST");
      expect([read.headers.get("Access-Control-Allow-Origin"), write.status], origin).toEqual([null, 403]);
      expect([read.headers.get("Vary"), write.headers.get("Access-Control-Allow-Credentials")]).toEqual([
        "Origin",
        null,
      ]);
    }
    expect((await desk.ask(`${talk.portal}/visitors`, { method: "POST" })).status).toBe(201);
  });

  it("lets nothing of the API be kept on the way, not even that there is no such address", async () => {
    for (const path of ["/api/nothing", "/api/portal", "/api/staff/nothing", `${talk.portal}/nothing`, talk.portal]) {
      expect((await desk.ask(path)).headers.get("Cache-Control"), path).toBe("no-store");
    }
  });

  it("tells browsers beforehand what they may send", async () => {
    const headers = { Origin: "https://shop.test", "Access-Control-Request-Method": "POST" };
    const answer = await desk.ask(`${talk.portal}/tickets`, { method: "OPTIONS", headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Access-Control-Allow-Headers")).toContain("Idempotency-Key");
  });

  it("opens one ticket by its tracking link, until a newer link is made", async () => {
    await submitTicket(desk, talk.portal, talk.token, { subject: "Other", body: "One" });
    const path = `${talk.portal}/tickets/${talk.ticket.id}/tracking-links` as const;
    const secretOf = (url: string): string => url.split("#ticket=")[1]!;
    const first = secretOf((await desk.ask(path, { method: "POST", token: talk.token })).body.url);
    const opened = await desk.ask(`${talk.portal}/tracking`, { body: { secret: first } });
    expect(opened.body.ticketId).toBe(talk.ticket.id);
    const { items } = (await desk.ask(`${talk.portal}/tickets`, { token: opened.body.token })).body;
    expect(items.map((item) => item.id)).toEqual([talk.ticket.id]);
    const second = secretOf((await desk.ask(path, { method: "POST", token: talk.token })).body.url);
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret: first } })).body.error.code).toBe(
      "link_expired",
    );
    const again = await desk.ask(`${talk.portal}/tracking`, { body: { secret: second } });
    expect(again.status).toBe(201);
    for (const secret of ["", "%20", "null", "0", second.slice(0, -1)]) {
      expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).status).toBe(410);
    }
    desk.pass(24 * 3_600_000 + 1);
    expect((await desk.ask(`${talk.portal}/tickets`, { token: again.body.token })).status).toBe(401);
  });

  it("S25: a link that is replaced ends who came in by it, with their streams, and not who asks", async () => {
    const path = `${talk.portal}/tickets/${talk.ticket.id}` as const;
    const replace = async (token: string): Promise<string> =>
      (await desk.ask(`${path}/tracking-links`, { method: "POST", token })).body.url.split("#ticket=")[1]!;
    const open = async (secret: string): Promise<string> =>
      (await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).body.token;
    const reads = async (token: string) => (await desk.ask(path, { token })).status;
    const first = await replace(talk.token);
    const [sentOn, own] = [await open(first), await open(first)];
    const reader = await followPortal(desk, talk.portal, sentOn);
    const second = await replace(own);
    expect(await reader.next("access.changed")).toBeDefined();
    expect([await reads(sentOn), await reads(own), await reads(talk.token)]).toEqual([401, 200, 200]);
    expect(await reads(await open(second))).toBe(200);
  });

  it("keeps a tracking link for 90 days after closing", async () => {
    const made = await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/tracking-links`, {
      method: "POST",
      token: talk.token,
    });
    const secret = made.body.url.split("#ticket=")[1];
    await desk.ask(`/api/staff/tickets/${talk.ticket.id}`, {
      method: "PATCH",
      body: { status: "closed" },
      cookie: desk.admin,
    });
    desk.pass(90 * 24 * 3_600_000 - 1);
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).status).toBe(201);
    desk.pass(2);
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).status).toBe(410);
  });

  it("forgets a device: the token is worth nothing afterwards", async () => {
    expect((await desk.ask(`${talk.portal}/session`, { method: "DELETE", token: talk.token })).status).toBe(204);
    expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.error.code).toBe("unauthenticated");
  });
});
