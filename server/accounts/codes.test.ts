import { beforeEach, describe, expect } from "vitest";
import { attack } from "../testing/attack.ts";
import type { TestProject } from "../testing/desk.ts";
import { withDesk, withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";

const mia = "mia@shop.test";

describe.each(engines)("a mailed code signs in (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let project: TestProject;
  beforeEach(() => open());

  const open = async (settings = {}) => {
    project = await desk.project("Acme", settings);
  };
  const ask = async (email = mia): Promise<string> =>
    (await desk.ask(`${project.api}/session/codes`, { body: { email } })).body.challenge;
  const codeIn = async (email = mia): Promise<string> => (await newestMailTo(desk, email)).secrets["code"]!;
  const verify = (challenge: string, code: string) =>
    desk.ask(`${project.api}/session/codes/verify`, { body: { challenge, code } });
  const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  const customers = () => desk.database.read.selectFrom("customers").selectAll().execute();

  it("makes the customer whose address it proves, and nobody before", async () => {
    const challenge = await ask("Mia@Shop.test");
    const code = await codeIn();
    expect(code).toMatch(/^\d{6}$/);
    expect(await customers()).toEqual([]);
    const signedIn = await verify(challenge, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(signedIn.status).toBe(201);
    expect(signedIn.body.customer).toMatchObject({
      name: "mia",
      email: mia,
      locale: null,
      company: null,
      hasPassword: false,
    });
    expect(await customers()).toMatchObject([{ email: mia, source: "registration", password_hash: null }]);
    const session = await desk.ask(`${project.api}/session`, { token: signedIn.body.token });
    expect(session.body).toMatchObject({ kind: "customer", customer: { email: mia, hasPassword: false } });
  });

  it("keeps the name and language of who registers, and changes nobody who is known", async () => {
    const body = { name: "Mia Keller", email: mia, locale: "de" };
    const registered = await desk.ask(`${project.api}/registrations`, { body });
    expect([registered.status, Object.keys(registered.body).sort()]).toEqual([202, ["challenge", "passwordInWidget"]]);
    const mail = await newestMailTo(desk, mia);
    expect(mail.subject).toBe("Acme: Registrierung abschließen");
    const { customer } = (await verify(registered.body.challenge, mail.secrets["code"]!)).body;
    expect(customer).toMatchObject({ name: "Mia Keller", locale: "de" });

    const again = await desk.ask(`${project.api}/registrations`, { body: { name: "Somebody Else", email: mia } });
    const second = await newestMailTo(desk, mia);
    expect(second.subject).toBe("Acme: Ihr Anmeldecode");
    const known = (await verify(again.body.challenge, second.secrets["code"]!)).body.customer;
    expect(known).toMatchObject({ id: customer.id, name: "Mia Keller" });
  });

  it("works once", async () => {
    const challenge = await ask();
    const code = await codeIn();
    expect((await verify(challenge, code)).status).toBe(201);
    expect((await verify(challenge, code)).body.error.code).toBe("code_wrong");
  });

  it("works for ten minutes and not a moment longer", async () => {
    const start = desk.now();
    const early = await ask();
    const code = await codeIn();
    desk.pass(start + 600_000 - 1 - desk.now());
    expect((await verify(early, code)).status).toBe(201);
    const late = await ask();
    const second = await codeIn();
    desk.pass(600_000);
    expect((await verify(late, second)).body.error.code).toBe("code_wrong");
  });

  it("ends with a newer one, and so does the link beside it", async () => {
    const first = await ask();
    const old = await newestMailTo(desk, mia);
    const second = await ask();
    const code = await codeIn();
    expect((await verify(first, old.secrets["code"]!)).body.error.code).toBe("code_wrong");
    expect((await desk.ask(`${project.api}/activations`, { body: { token: old.token } })).status).toBe(410);
    expect((await verify(second, code)).status).toBe(201);
  });

  it("signs in by the link beside the code as well, and then ends the code", async () => {
    await desk.customer(project.id, { email: mia });
    const challenge = await ask();
    const { token, secrets } = await newestMailTo(desk, mia);
    expect(secrets["link"]).toBe(`https://desk.test/p/${project.portal.key}#activate=${token}`);
    const signedIn = await desk.ask(`${project.api}/activations`, { body: { token } });
    expect([signedIn.status, signedIn.body.customer.email]).toEqual([201, mia]);
    expect((await verify(challenge, secrets["code"]!)).body.error.code).toBe("code_wrong");
  });

  it("takes five tries, also when they come at once, and the right code on the fifth", async () => {
    attack(23);
    const challenge = await ask();
    const code = await codeIn();
    const tries = await Promise.all(Array.from({ length: 12 }, () => verify(challenge, wrong(code))));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tries.filter(({ body }) => body.error.code === "too_many_tries")).toHaveLength(7);
    expect((await verify(challenge, code)).status).toBe(429);
    const second = await ask();
    const fresh = await codeIn();
    for (let i = 0; i < 4; i++) expect((await verify(second, wrong(fresh))).status).toBe(401);
    expect((await verify(second, fresh)).status).toBe(201);
  });

  it("is worth nothing in another project", async () => {
    const challenge = await ask();
    const code = await codeIn();
    const other = await desk.project("Other");
    const path = `/api/portal/${other.portal.key}/session/codes/verify`;
    expect((await desk.ask(path, { body: { challenge, code } })).body.error.code).toBe("code_wrong");
  });

  it("is in no table in clear, before or after it is mailed", async () => {
    await ask();
    const jobs = await desk.database.read.selectFrom("jobs").selectAll().execute();
    const code = await codeIn();
    const rows = [
      jobs,
      await desk.database.read.selectFrom("sign_in_codes").selectAll().execute(),
      await desk.database.read.selectFrom("mails").selectAll().execute(),
    ];
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it("binds the session to the site whose page asked for it", async () => {
    const challenge = await ask();
    const code = await codeIn();
    const headers = { Origin: "https://shop.test" };
    const made = await desk.ask(`${project.api}/session/codes/verify`, { body: { challenge, code }, headers });
    const from = (origin: string) =>
      desk.ask(`${project.api}/session`, { token: made.body.token, headers: { Origin: origin } });
    expect((await from("https://shop.test")).status).toBe(200);
    expect((await from("https://evil.test")).status).toBe(401);
  });

  it("goes, by invitation only, to those whom staff made, imported or invited", async () => {
    await open({ selfRegistration: false });
    for (const source of ["staff", "import", "api", "identity", "mail", "registration"] as const) {
      await desk.customer(project.id, { email: `${source}@shop.test`, source, provenAt: null });
    }
    const { id } = await desk.customer(project.id, { email: "asked@shop.test", source: "mail", provenAt: null });
    await desk.database.write(async ({ db }) => {
      await db.updateTable("customers").set({ invited_at: desk.now() }).where("id", "=", id).execute();
    });
    const got: string[] = [];
    for (const name of ["staff", "import", "api", "identity", "asked", "mail", "registration", "nobody"]) {
      expect(await ask(`${name}@shop.test`)).toMatch(/^[0-9a-f]{32}$/);
      if ((await mailsTo(desk, `${name}@shop.test`)).length > 0) got.push(name);
    }
    expect(got).toEqual(["staff", "import", "api", "identity", "asked"]);
    const closed = await desk.ask(`${project.api}/registrations`, { body: { name: "X", email: "nobody@shop.test" } });
    expect([closed.status, closed.body.error.code]).toEqual([403, "registration_closed"]);
  });

  it("lets nobody finish a registration after registering was closed", async () => {
    const challenge = await ask();
    const { secrets, token } = await newestMailTo(desk, mia);
    const path = `/api/staff/projects/${project.id}`;
    await desk.ask(path, { method: "PATCH", body: { portal: { selfRegistration: false } }, cookie: desk.admin });
    expect((await desk.ask(`${project.api}/activations/check`, { body: { token } })).status).toBe(410);
    expect((await verify(challenge, secrets["code"]!)).body.error.code).toBe("code_wrong");
    expect(await customers()).toEqual([]);
  });

  it.each([
    ["an unknown field", { email: mia, role: "admin" }],
    ["no address", {}],
    ["two addresses", { email: "a@shop.test, e@evil.test" }],
    ["a header behind the address", { email: "a@shop.test\r\nBcc: e@evil.test" }],
    ["a group", { email: "grp:e@evil.test;" }],
    ["a quoted address", { email: '"e@evil.test x"@shop.test' }],
    ["a list with a semicolon", { email: "a@shop.test;e@shop.test" }],
  ])("refuses %s before any mail", async (_, body) => {
    attack(19);
    for (const path of ["/session/codes", "/password-links"]) {
      expect((await desk.ask(project.api + path, { body })).status).toBe(400);
    }
    expect((await desk.ask(`${project.api}/registrations`, { body: { name: "Mia", ...body } })).status).toBe(400);
    await desk.jobs.runDue();
    expect(await desk.database.read.selectFrom("mails").selectAll().execute()).toEqual([]);
  });

  it("is swept with its link when both are over", async () => {
    await ask();
    await newestMailTo(desk, mia);
    desk.pass(24 * 3_600_000 + 1);
    const { scheduleSweep } = await import("../background/sweep.ts");
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    for (const table of ["sign_in_codes", "customer_links"] as const) {
      expect(await desk.database.read.selectFrom(table).selectAll().execute(), table).toEqual([]);
    }
  });
});

describe.each(engines)("codes have their limits (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  const ask = (email = mia, address = "192.0.2.1") =>
    desk.ask(`${project.api}/session/codes`, { body: { email }, headers: { "X-Forwarded-For": address } });
  const verify = (challenge: string, code: string, address = "192.0.2.1") =>
    desk.ask(`${project.api}/session/codes/verify`, {
      body: { challenge, code },
      headers: { "X-Forwarded-For": address },
    });

  it("mails five an hour to one address; after that the last one stays good, and the answer looks as ever", async () => {
    attack(18);
    const answers = [];
    for (let i = 0; i < 9; i++) {
      answers.push(await ask(i % 2 ? mia : "MIA@shop.test"));
      desk.pass(1000);
      await desk.jobs.runDue();
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const mails = await mailsTo(desk, mia);
    expect(mails).toHaveLength(5);
    expect((await verify(answers[8]!.body.challenge, mails[3]!.secrets["code"]!)).status).toBe(401);
    // S14: who asks in vain because others asked before has a form that takes the code in their mailbox.
    expect((await verify(answers[8]!.body.challenge, mails[4]!.secrets["code"]!)).status).toBe(201);
  });

  it("lets only links work after ten wrong codes in a day for an address of a project", async () => {
    attack(23);
    for (let round = 0; round < 2; round++) {
      const { challenge } = (await ask()).body;
      const code = (await newestMailTo(desk, mia)).secrets["code"]!;
      const other = code === "000000" ? "000001" : "000000";
      for (let i = 0; i < 5; i++) expect((await verify(challenge, other)).status).toBe(401);
    }
    const { challenge } = (await ask()).body;
    const mail = await newestMailTo(desk, mia);
    expect(mail.subject).toBe("Acme: your sign-in link");
    expect(Object.keys(mail.secrets)).toEqual(["link"]);
    const refused = await verify(challenge, "123456");
    expect([refused.status, refused.body.error.code]).toEqual([429, "too_many_tries"]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(3600);
    expect((await desk.ask(`${project.api}/activations`, { body: { token: mail.token } })).status).toBe(201);
  });

  it("S14: a stranger who guesses takes no codes away from its owner elsewhere, and no code that is living", async () => {
    attack(23);
    const stranger = "203.0.113.5";
    const { challenge } = (await ask(mia, stranger)).body;
    const code = (await newestMailTo(desk, mia)).secrets["code"]!;
    const other = code === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i++) expect((await verify(challenge, other, stranger)).status).toBe(401);
    expect((await verify(challenge, other, stranger)).status).toBe(429);
    const second = (await ask(mia, stranger)).body.challenge;
    const living = (await newestMailTo(desk, mia)).secrets["code"]!;
    for (let i = 0; i < 5; i++)
      expect((await verify(second, living === other ? "000002" : other, stranger)).status).toBe(401);
    // From now on the stranger's network gets links alone, which end no code of anybody elsewhere.
    for (let i = 0; i < 9; i++) await ask(mia, stranger);
    expect((await newestMailTo(desk, mia)).subject).toBe("Acme: your sign-in link");
    expect((await verify(second, living, stranger)).status).toBe(429);
    expect((await verify(second, living, "192.0.2.77")).status).toBe(201);
  });

  it("S14: takes ten wrong codes in any 24 hours, not nineteen", async () => {
    attack(23);
    let refused = 0;
    let wrong = 0;
    for (let hours = 0; hours < 24; hours++) {
      const { challenge } = (await ask()).body;
      const { code = "" } = (await newestMailTo(desk, mia)).secrets;
      const { status } = await verify(challenge, code === "000000" ? "000001" : "000000");
      if (status === 401) wrong += 1;
      else refused += 1;
      desk.pass(3_500_000);
    }
    expect([wrong, refused]).toEqual([10, 14]);
  });

  it("S20: what is left of a network's registrations says nothing of who is known", async () => {
    await desk.customer(project.id, { email: mia });
    const statuses: Record<string, number> = {};
    for (const [i, email] of [mia, "nobody@shop.test"].entries()) {
      const address = `198.51.100.${i}`;
      const headers = { "X-Forwarded-For": address };
      for (let n = 0; n < 19; n++) {
        const body = { name: "N", email: `n${n}@shop.test` };
        expect((await desk.ask(`${project.api}/registrations`, { body, headers })).status).toBe(202);
      }
      await ask(email, address);
      await desk.jobs.runDue();
      desk.pass(1000);
      const body = { name: "N", email: "last@shop.test" };
      statuses[email] = (await desk.ask(`${project.api}/registrations`, { body, headers })).status;
    }
    expect(statuses).toEqual({ [mia]: 429, "nobody@shop.test": 429 });
    // Who is known gets in all the same.
    const { challenge } = (await ask(mia, "198.51.100.0")).body;
    expect((await verify(challenge, (await newestMailTo(desk, mia)).secrets["code"]!)).status).toBe(201);
  });

  it("takes twenty registrations an hour from a network, by whichever door", async () => {
    const headers = { "X-Forwarded-For": "198.51.100.9" };
    const register = (n: number) =>
      desk.ask(`${project.api}/registrations`, { body: { name: "N", email: `n${n}@shop.test` }, headers });
    for (let i = 0; i < 20; i++) expect((await register(i)).status).toBe(202);
    const refused = await register(20);
    expect([refused.status, refused.body.error.code, refused.headers.get("Retry-After")]).toEqual([
      429,
      "too_many_requests",
      "180",
    ]);
    // By a code to an address that nobody has yet: not refused, or the answer would tell that nobody has it.
    expect((await ask("n21@shop.test", "198.51.100.9")).status).toBe(202);
    expect(await mailsTo(desk, "n21@shop.test")).toEqual([]);
    expect((await ask("n22@shop.test", "198.51.100.10")).status).toBe(202);
    expect(await mailsTo(desk, "n22@shop.test")).toHaveLength(1);
  });
});
