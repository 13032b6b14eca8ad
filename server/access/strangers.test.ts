import { describe, expect } from "vitest";
import { scheduleSweep } from "../background/sweep.ts";
import type { Answer } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";
import { type LimitName, limits } from "./limits.ts";
import { submitTicket } from "../testing/verbs.ts";

const mia = "mia@shop.test";
const password = "correct horse battery";
const school = "203.0.113.9";
const day = 86_400_000;

/** What each door that is open to anybody is sent. A new one without a line here fails the test. */
const sent: Record<string, object> = {
  "portal/visitors": {},
  "portal/tracking": { secret: "x" },
  "portal/registrations": { name: "N", email: "n@shop.test" },
  "portal/session": { email: "n@shop.test", password: "x" },
  "portal/session/codes": { email: "n@shop.test" },
  "portal/session/codes/verify": { challenge: "x", code: "123456" },
  "portal/password-links": { email: "n@shop.test" },
  "portal/activations/check": { token: "x" },
  "portal/activations": { token: "x" },
  "portal/account-stops": { token: "x" },
  "portal/identity": { jwt: "x" },
  "staff/setup": { token: "x", name: "N", email: "n@desk.test", password: "a long enough password" },
  "staff/activations": { token: "x", password: "a long enough password" },
  "staff/session": { email: "n@desk.test", password: "x" },
  "staff/password-links": { email: "n@desk.test" },
};

describe.each(engines)("S5: whoever asks too often is told early and pays alone (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  const ask = <const Path extends string>(path: Path, body: object, network: string, token?: string) =>
    desk.ask(path, { body, headers: { "X-Forwarded-For": network }, ...(token && { token }) });
  const drain = (name: LimitName, whose: string, left = 0) =>
    desk.database.write((tx) => desk.limiter.take(tx, name, whose, limits[name].amount - left));
  const shape = ({ status, text, headers }: Answer<unknown>): unknown[] => [
    status,
    text.replace(/"challenge":"[0-9a-f]{32}"/, '"challenge":"…"'),
    headers.get("Retry-After"),
  ];
  const withPassword = async (email: string): Promise<string> => {
    const { id } = await desk.customer(project.id, { email });
    const password_hash = await desk.passwords.hash(password);
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ password_hash }).where("id", "=", id).execute(),
    );
    return id;
  };
  const signIn = (email: string, given: string, network: string) =>
    ask(`${project.api}/session`, { email, password: given }, network);
  const askCode = (email: string, network: string, token?: string) =>
    ask(`${project.api}/session/codes`, { email }, network, token);

  it("has a limit for the network at every door that is open to anybody, and for what is wider than an IPv6 network", async () => {
    const doors = new Set<string>();
    for (const { method, path } of desk.app.routes) {
      const [, door, route] = /^\/api\/(portal\/:key|staff)(\/.+)$/.exec(path) ?? [];
      if (!door || !route || route.includes("*") || method === "GET" || method === "ALL") continue;
      const address = path.replace(":key", project.portal.key).replace(/:\w+/g, "x");
      const answer = await desk.ask(address, { method, body: {}, headers: { "X-Forwarded-For": "192.0.2.1" } });
      const code = answer.body?.error?.code;
      if (code !== "unauthenticated") doors.add(`${door.split("/")[0]}${route}`);
    }
    expect([...doors].sort()).toEqual(Object.keys(sent).sort());
    for (const name of Object.keys(limits) as LimitName[]) {
      await drain(name, school);
      await drain(name, "2001:db8:1::/48");
    }
    for (const [door, body] of Object.entries(sent)) {
      for (const network of [school, "2001:db8:1:7::1"]) {
        const path = door.startsWith("portal") ? door.replace("portal", project.api) : `/api/${door}`;
        const { status, headers } = await ask(path, body, network);
        expect([202, 429], `${door} from ${network}`).toContain(status);
        expect(Number(headers.get("Retry-After")), `${door} from ${network}`).toBeGreaterThan(0);
      }
    }
  });

  it("mails whoever has signed in from a network when its strangers have asked for all they may, and answers alike", async () => {
    await desk.customer(project.id, { email: mia });
    await desk.customer(project.id, { email: "bo@shop.test" });
    const { challenge } = (await askCode(mia, school)).body;
    const { code } = (await newestMailTo(desk, mia)).secrets;
    expect((await ask(`${project.api}/session/codes/verify`, { challenge, code }, school)).status).toBe(201);
    // What led to a sign-in was given back.
    for (let i = 0; i < 30; i++) {
      const answer = await askCode(`n${i}@shop.test`, school);
      expect([answer.status, answer.headers.get("Retry-After")]).toEqual([202, null]);
    }
    const answers = [];
    for (const email of [mia, "bo@shop.test", "nobody@shop.test"]) answers.push(shape(await askCode(email, school)));
    expect(answers[0]).toEqual([202, expect.any(String), "120"]);
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(await mailsTo(desk, mia)).toHaveLength(2);
    for (const email of ["bo@shop.test", "nobody@shop.test"]) expect(await mailsTo(desk, email)).toEqual([]);
    const links = await ask(`${project.api}/password-links`, { email: mia }, school);
    expect([links.status, links.headers.get("Retry-After")]).toEqual([202, "120"]);
    expect(await mailsTo(desk, mia)).toHaveLength(3);
    // Another network, and a browser with a token, have their own.
    await askCode("bo@shop.test", "192.0.2.2");
    expect(await mailsTo(desk, "bo@shop.test")).toHaveLength(1);
    const { token } = (await ask(`${project.api}/visitors`, {}, "192.0.2.3")).body;
    const asked = [];
    for (let i = 0; i < 6; i++)
      asked.push((await askCode(`v${i}@shop.test`, school, token)).headers.get("Retry-After"));
    expect(asked).toEqual([null, null, null, null, null, "720"]);
  });

  it("takes the right password of whoever has signed in from a network that guessed too often, and tells nobody who that is", async () => {
    await withPassword(mia);
    await withPassword("bo@shop.test");
    expect((await signIn(mia, password, school)).status).toBe(201);
    await drain("passwordTriesOfNetwork", school);
    const stranger = shape(await signIn("bo@shop.test", password, school));
    expect(stranger).toEqual([429, expect.stringContaining("too_many_tries"), "9"]);
    expect(shape(await signIn("nobody@shop.test", "wrong", school))).toEqual(stranger);
    for (let i = 0; i < 9; i++) expect(shape(await signIn(mia, "wrong", school))).toEqual(stranger);
    expect(shape(await signIn(mia, password, school))).toEqual(stranger);
    desk.pass(15 * 60_000);
    await drain("passwordTriesOfNetwork", school);
    expect((await signIn(mia, password, school)).status).toBe(201);
    desk.pass(90 * day);
    await drain("passwordTriesOfNetwork", school);
    expect((await signIn(mia, password, school)).status).toBe(429);
  }, 30_000);

  it("lets an administrator in where strangers of the same network have tried too often", async () => {
    const body = { email: "ada@desk.test", password: "a long enough password" };
    expect((await ask("/api/staff/session", body, school)).status).toBe(201);
    await drain("passwordTriesOfNetwork", school);
    expect((await ask("/api/staff/session", { ...body, email: "bo@desk.test" }, school)).status).toBe(429);
    expect((await ask("/api/staff/session", body, school)).status).toBe(201);
  });

  it("stops wrong codes of a network, whichever addresses they are for (S5d)", async () => {
    let challenge = "";
    for (let i = 0; i < 12; i++) {
      challenge = (await askCode(`n${i}@shop.test`, `192.0.2.${i}`)).body.challenge;
      for (let n = 0; n < 5; n++) {
        expect((await ask(`${project.api}/session/codes/verify`, { challenge, code: "x" }, school)).status).toBe(401);
      }
    }
    challenge = (await askCode(mia, "192.0.2.99")).body.challenge;
    const { code } = (await newestMailTo(desk, mia)).secrets;
    const refused = await ask(`${project.api}/session/codes/verify`, { challenge, code }, school);
    expect(shape(refused)).toEqual([429, expect.stringContaining("too_many_tries"), "60"]);
    expect((await ask(`${project.api}/session/codes/verify`, { challenge, code }, "192.0.2.99")).status).toBe(201);
  });

  it("keeps no row of made-up addresses beyond a number, while customers get their mail, first of all", async () => {
    await desk.customer(project.id, { email: mia });
    await drain("newcomers", "all", 3);
    const rows = async (): Promise<number> => {
      let sum = 0;
      for (const table of ["sign_in_codes", "jobs", "customer_links", "mails"] as const) {
        const query = desk.database.read.selectFrom(table).select((eb) => eb.fn.countAll().as("n"));
        sum += Number((await query.executeTakeFirstOrThrow()).n);
      }
      const of = desk.database.read.selectFrom("buckets").where("key", "like", "%@shop.test%").selectAll();
      return sum + (await of.execute()).length;
    };
    const before = await rows();
    for (let i = 0; i < 20; i++) {
      for (const door of ["/session/codes", "/password-links"]) {
        const made = await ask(project.api + door, { email: `n${i}@shop.test` }, `198.51.100.${i}`);
        expect([made.status, made.headers.get("Retry-After")]).toEqual([202, null]);
      }
    }
    // Two codes with job and bucket, one link's job.
    expect((await rows()) - before).toBe(7);
    expect((await askCode(mia, "198.51.100.99")).status).toBe(202);
    const due = desk.database.read.selectFrom("jobs").selectAll().where("kind", "=", "code-mail");
    const [first] = await due.orderBy("run_at").orderBy("seq").execute();
    const { challenge } = JSON.parse(first!.payload);
    const code = desk.database.read.selectFrom("sign_in_codes").select("email").where("challenge", "=", challenge);
    expect(await code.executeTakeFirst()).toEqual({ email: mia });
    expect(await mailsTo(desk, mia)).toHaveLength(1);
  });

  it("keeps no row for each made-up address that a crowd tries passwords at, and counts ten for each of a network", async () => {
    const pupils = ["bo@shop.test", "cy@shop.test", "di@shop.test"];
    for (const email of [mia, ...pupils]) await withPassword(email);
    await drain("triedAddresses", "all", 2);
    const rows = async (): Promise<string[]> => {
      const of = desk.database.read.selectFrom("buckets").select("key").where("key", "like", "passwordTries:%");
      return (await of.execute()).map(({ key }) => key.replace(/customer:[0-9a-z-]+/, "customer")).sort();
    };
    for (let i = 0; i < 6; i++) await signIn(`n${i}@shop.test`, "wrong", `198.51.100.${i % 2}`);
    expect(await rows()).toEqual([
      "passwordTries:crowd:198.51.100.0",
      "passwordTries:crowd:198.51.100.1",
      "passwordTries:customer:n0@shop.test:198.51.100.0",
      "passwordTries:customer:n1@shop.test:198.51.100.1",
    ]);
    // Whoever comes in uses nothing up, and whoever does not has ten, now and when the crowd is gone.
    for (const email of pupils) expect((await signIn(email, password, school)).status).toBe(201);
    const wrong = async (): Promise<number> => {
      let tries = 0;
      while ((await signIn(mia, "wrong", school)).status === 401) tries += 1;
      return tries;
    };
    expect(await wrong()).toBe(10);
    // People who have signed in from this network come in; a wrong password of theirs gets the answer that strangers get.
    const answers = [];
    for (const email of [pupils[0]!, "nobody@shop.test"]) answers.push(shape(await signIn(email, "wrong", school)));
    expect(answers[0]![0]).toBe(429);
    expect(answers[1]).toEqual(answers[0]);
    expect((await signIn(pupils[0]!, password, school)).status).toBe(201);
    desk.pass(3 * 60_000);
    expect(await wrong()).toBe(2);
    desk.pass(3_600_000);
    expect(await wrong()).toBe(10);
  }, 30_000);

  it("writes down a visitor with the first ticket, and keeps one row of those that come for a token alone", async () => {
    const count = async (table: "visitors" | "sessions"): Promise<number> =>
      (await desk.database.read.selectFrom(table).selectAll().execute()).length;
    const before = [await count("visitors"), await count("sessions")];
    const tokens = [];
    for (let i = 0; i < 5; i++) tokens.push((await ask(`${project.api}/visitors`, {}, school)).body.token);
    expect([await count("visitors"), await count("sessions")]).toEqual([before[0], before[1]! + 5]);
    for (let i = 0; i < 2; i++) {
      const body = { subject: "Hi", body: "x" };
      const made = await submitTicket(desk, project.api, tokens[0]!, body);
      expect(made.status).toBe(201);
    }
    expect(await count("visitors")).toBe(before[0]! + 1);
  });

  it("sends receipts to made-up addresses out of the same number, and takes their tickets all the same", async () => {
    await desk.customer(project.id, { email: mia });
    await drain("newcomers", "all", 3);
    const sent = async (email: string, i: number): Promise<number> => {
      const network = `198.51.100.${i}`;
      const { token } = (await ask(`${project.api}/visitors`, {}, network)).body;
      const body = { subject: "Hi", body: "x", email };
      const headers = { "X-Forwarded-For": network };
      expect((await submitTicket(desk, project.api, token, body, { headers })).status).toBe(201);
      return (await mailsTo(desk, email)).length;
    };
    const mails = [];
    for (const [i, email] of ["a@b.test", mia, "b@b.test", "c@b.test", "d@b.test"].entries())
      mails.push(await sent(email, i));
    expect(mails).toEqual([1, 1, 1, 0, 0]);
    const rows = desk.database.read.selectFrom("buckets").select("key").where("key", "like", "%d@b.test%");
    expect(await rows.execute()).toEqual([]);
    expect(await sent(mia, 9)).toBe(2);
  });

  it.each([
    ["", 0],
    [", also while made-up addresses are heard no more", limits.newcomers.amount],
  ])(
    "draws as much for a known address as for a made-up one, so that what is left tells nothing%s",
    async (_, used) => {
      await withPassword(mia);
      await desk.database.write((tx) => desk.limiter.take(tx, "newcomers", "all", used));
      const level = async (network: string): Promise<unknown[]> => {
        const of = desk.database.read.selectFrom("buckets").where("key", "like", `%:${network}`).selectAll();
        const all = await of.execute();
        return all
          .filter(({ key }) => !key.includes("@"))
          .map(({ key, tokens }) => [key.split(":")[0], tokens])
          .sort();
      };
      for (const [email, network] of [
        [mia, "192.0.2.10"],
        ["nobody@shop.test", "192.0.2.11"],
      ] as const) {
        await askCode(email, network);
        await ask(`${project.api}/password-links`, { email }, network);
        await ask(`${project.api}/registrations`, { email, name: "N" }, network);
        await signIn(email, "wrong", network);
      }
      expect(await level("192.0.2.10")).toEqual(await level("192.0.2.11"));
      expect(await level("192.0.2.10")).toEqual([
        ["mailsAsked", 27],
        ["passwordTriesOfNetwork", 99],
        ["registrations", 18],
      ]);
    },
  );

  it("forgets from where somebody signed in after 90 days, and with the person", async () => {
    const id = await withPassword(mia);
    expect((await signIn(mia, password, school)).status).toBe(201);
    await withPassword("bo@shop.test");
    const rows = () => desk.database.read.selectFrom("familiar_networks").selectAll().execute();
    const before = (await rows()).length;
    expect(JSON.stringify(await rows())).not.toMatch(/mia|203/);
    await desk.ask(`/api/staff/customers/${id}`, { method: "DELETE", cookie: desk.admin });
    expect(await rows()).toHaveLength(before - 1);
    desk.pass(90 * day);
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    expect(await rows()).toEqual([]);
  });
});
