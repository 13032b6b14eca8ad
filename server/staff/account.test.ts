import { beforeEach, describe, expect } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { colleaguePassword, joinDesk, mailedLinks, tokenOf, type Colleague } from "../testing/colleague.ts";
import { cookieOf, openDesk } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

describe.each(engines)("one's own account (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let bo: Colleague;
  beforeEach(async () => {
    bo = await joinDesk(desk, "Bo");
  });

  const signIn = (password = colleaguePassword, headers: Record<string, string> = {}) =>
    desk.ask("/api/staff/session", { body: { email: bo.email, password }, headers });
  const change = (body: object) => desk.ask("/api/staff/session", { method: "PATCH", body, cookie: bo.cookie });
  const alive = async (cookie: string) => (await desk.ask("/api/staff/session", { cookie })).status === 200;
  const sessions = async (cookie = bo.cookie) => (await desk.ask("/api/staff/sessions", { cookie })).body.items;
  const end = (id: string, cookie = bo.cookie) => desk.ask(`/api/staff/sessions/${id}`, { method: "DELETE", cookie });

  it("lists own sessions with their browsers, and neither tokens nor digests of them", async () => {
    desk.pass(60_000);
    const other = cookieOf((await signIn(colleaguePassword, { "User-Agent": firefox })).headers);
    const items = await sessions(other);
    expect(items.map(({ browser, current }) => [browser, current])).toEqual([
      ["Firefox · Linux", true],
      [null, false],
    ]);
    const rows = await desk.database.read.selectFrom("sessions").select("hash").execute();
    const text = JSON.stringify(items);
    for (const known of [...rows.map(({ hash }) => hash), other.split("=")[1]!]) expect(text).not.toContain(known);
  });

  it("ends one of one's own sessions with its stream, and nobody else's", async () => {
    const other = cookieOf((await signIn()).headers);
    const stream = await readEvents(desk, "/api/staff/events", { Cookie: other });
    const adas = (await sessions(desk.admin))[0]!.id;
    expect((await end(adas)).status).toBe(404);
    expect(await alive(desk.admin)).toBe(true);
    const { id } = (await sessions()).find(({ current }) => !current)!;
    expect((await end(id)).status).toBe(204);
    expect((await stream.rest()).at(-1)?.type).toBe("access.changed");
    expect([await alive(other), await alive(bo.cookie)]).toEqual([false, true]);
    expect((await end(id)).status).toBe(404);
  });

  it("ends all others at once, and the one in use like signing out", async () => {
    const others = [cookieOf((await signIn()).headers), cookieOf((await signIn()).headers)];
    expect((await desk.ask("/api/staff/sessions", { method: "DELETE", cookie: bo.cookie })).status).toBe(204);
    expect(await Promise.all([...others, bo.cookie].map(alive))).toEqual([false, false, true]);
    const [mine] = await sessions();
    const ended = await end(mine!.id);
    expect([ended.status, ended.headers.get("Set-Cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect(await alive(bo.cookie)).toBe(false);
  });

  it("changes the password by the current one, and ends every other session and link", async () => {
    const password = "quite another one, and long";
    const other = cookieOf((await signIn()).headers);
    await desk.ask("/api/staff/password-links", { body: { email: bo.email } });
    const [link] = await mailedLinks(desk, bo.email);
    expect((await change({ password })).body.error.code).toBe("password_required");
    expect((await change({ password, currentPassword: "not it, not it" })).body.error.code).toBe("credentials_wrong");
    expect(await alive(other)).toBe(true);
    expect((await change({ password, currentPassword: colleaguePassword })).status).toBe(200);
    expect([await alive(other), await alive(bo.cookie)]).toEqual([false, true]);
    expect((await signIn()).status).toBe(401);
    const used = await desk.ask("/api/staff/activations", { body: { token: tokenOf(link!), password } });
    expect(used.status).toBe(410);
    expect((await signIn(password)).status).toBe(201);
  });

  it("changes the name, under which later answers stand", async () => {
    expect((await change({ name: "Bo Peeters" })).body.staff.name).toBe("Bo Peeters");
    const agents = (await desk.ask("/api/staff/agents", { cookie: bo.cookie })).body.items;
    expect(agents.map(({ name }) => name)).toContain("Bo Peeters");
    expect((await change({ name: "" })).body.error.fields).toEqual({ name: "required" });
  });

  it("refuses passwords that are short or that everybody tries, and takes long ones as they are", async () => {
    const refused = async (password: string) =>
      (await change({ password, currentPassword: colleaguePassword })).body.error?.fields?.password;
    expect(await refused("elevenchars")).toBe("too_short");
    expect(await refused("Password1234")).toBe("too_common");
    expect(await refused("x".repeat(201))).toBe("too_long");
    const long = "каждый охотник желает знать, где сидит фазан; and 64 characters are no limit 🦊";
    expect(await refused(long)).toBeUndefined();
    expect((await signIn(long)).status).toBe(201);
    expect((await signIn(long.trimEnd().slice(0, 64))).status).toBe(401);
  });

  it("mails a link to whoever forgot the password, and tells nobody who works here", async () => {
    const ask = (email: string) => desk.ask("/api/staff/password-links", { body: { email } });
    const [known, unknown] = [await ask("BO@desk.test"), await ask("nobody@desk.test")];
    expect([known.status, known.text]).toEqual([202, unknown.text]);
    expect(await mailedLinks(desk, "nobody@desk.test")).toEqual([]);
    const [link] = await mailedLinks(desk, bo.email);
    const activate = (token: string) =>
      desk.ask("/api/staff/activations", { body: { token, password: "a new one that is long" } });
    expect((await activate(tokenOf(link!))).status).toBe(201);
    expect(await alive(bo.cookie)).toBe(false);
    expect((await activate(tokenOf(link!))).status).toBe(410);
  });

  it("S15: what anybody asks for ends no invitation and no link that was handed out, and uses up none", async () => {
    const limited = await openDesk(engine, { limits: true });
    try {
      const person = { name: "Cy", email: "cy@desk.test", role: "agent" };
      const ask = (n: number) =>
        limited.ask("/api/staff/password-links", {
          body: { email: person.email },
          headers: { "X-Forwarded-For": `192.0.2.${n}` },
        });
      // Before and after the invitation, more often than an address gets links.
      for (let n = 0; n < 5; n++) expect((await ask(n)).status).toBe(202);
      await limited.jobs.runDue();
      const invited = await limited.ask("/api/staff/staff", { body: person, cookie: limited.admin });
      expect(invited.status).toBe(201);
      limited.pass(1000);
      for (let n = 0; n < 5; n++) expect((await ask(n)).status).toBe(202);
      await limited.jobs.runDue();
      expect((await mailedLinks(limited, person.email)).length).toBe(4);
      const password = "a long enough password";
      const open = (link: string) =>
        limited.ask("/api/staff/activations", { body: { token: link.split("#activate=")[1], password } });
      expect((await open(invited.body.link)).status).toBe(201);
      // Whoever is in needs none of the others.
      const [, other] = await mailedLinks(limited, person.email);
      expect((await open(other!)).status).toBe(410);
    } finally {
      await limited.close();
    }
  });

  it("S15: the request does the same for every address, whoever works here", async () => {
    const written = async (email: string): Promise<unknown[]> => {
      await desk.jobs.runDue();
      await desk.ask("/api/staff/password-links", { body: { email } });
      const jobs = await desk.database.read.selectFrom("jobs").select("kind").where("kind", "!=", "sweep").execute();
      const links = await desk.database.read.selectFrom("staff_links").select("hash").execute();
      return [jobs.map(({ kind }) => kind), links.length];
    };
    expect(await written("nobody@desk.test")).toEqual(await written(bo.email));
  });

  it("ends a link that lies about in a mailbox as soon as its owner signs in", async () => {
    await desk.ask("/api/staff/password-links", { body: { email: bo.email } });
    const [link] = await mailedLinks(desk, bo.email);
    await signIn();
    const body = { token: tokenOf(link!), password: "somebody else's idea" };
    expect((await desk.ask("/api/staff/activations", { body })).status).toBe(410);
  });

  describe("with limits", () => {
    it.override("options", { limits: true });

    it("mails three links an hour to one address, with our own address in them, whatever is claimed", async () => {
      attack(18);
      const claims = { Host: "evil.test", "X-Forwarded-Host": "evil.test", Forwarded: "host=evil.test" };
      const ask = (headers: Record<string, string>) =>
        desk.ask("/api/staff/password-links", { body: { email: bo.email }, headers });
      const answers = await Promise.all([...tried(Array.from({ length: 200 }, () => claims))].map(ask));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      const links = await mailedLinks(desk, bo.email);
      // Beside the invitation, which an administrator sent.
      expect(links).toHaveLength(1 + 3);
      for (const link of links) expect(link).toMatch(/^https:\/\/desk\.test\/admin#activate=/);
      desk.pass(21 * 60_000);
      await desk.ask("/api/staff/password-links", { body: { email: bo.email } });
      expect(await mailedLinks(desk, bo.email)).toHaveLength(1 + 3 + 1);
    });
  });
});
