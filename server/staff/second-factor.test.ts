import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect } from "vitest";
import { limits } from "../access/limits.ts";
import { colleaguePassword, joinDesk, tokenOf, type Colleague } from "../testing/colleague.ts";
import { type Answer, cookieOf } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

const step = 30_000;

describe.each(engines)("a second factor (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let bo: Colleague;
  let secret: string;
  let recoveryCodes: string[];
  beforeEach(async () => {
    bo = await joinDesk(desk, "Bo");
  });

  const code = (at = desk.now()): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
  const wrong = (): string => String((Number(code()) + 1) % 1_000_000).padStart(6, "0");
  const totp = (body: object, method = "POST") => desk.ask("/api/staff/totp", { method, body, cookie: bo.cookie });
  const turnOn = async (): Promise<void> => {
    secret = (await totp({ password: colleaguePassword })).body.secret;
    recoveryCodes = (await totp({ code: code() })).body.recoveryCodes;
    desk.pass(step);
  };
  const signIn = (given: object, network = "192.0.2.1") =>
    desk.ask("/api/staff/session", {
      body: { email: bo.email, password: colleaguePassword, ...given },
      headers: { "X-Forwarded-For": network },
    });
  const error = async (answer: Promise<Answer<unknown>>) => {
    const { status, body } = await answer;
    return [status, body?.error?.code];
  };

  it("S25: takes the password to set up, counts once a code made with its secret was shown, and ends the other sessions", async () => {
    expect((await totp({})).status).toBe(400);
    expect(await error(totp({ password: "not it, not it" }))).toEqual([401, "credentials_wrong"]);
    const setup = await totp({ password: colleaguePassword });
    secret = setup.body.secret;
    expect(setup.body.uri).toMatch(/^otpauth:\/\/totp\/Deskbell:bo%40desk\.test\?issuer=Deskbell&secret=[A-Z2-7]{32}&/);
    // Three corners that every reader looks for, inside a quiet border of four.
    const { qr } = setup.body;
    expect(qr.every((row: string) => row.length === qr.length && /^0000[01]+0000$/.test(row))).toBe(true);
    expect(qr[4]).toMatch(/^00001111111[01]+11111110000$/);
    const elsewhere = cookieOf((await signIn({})).headers);
    expect(elsewhere).not.toBe("");
    expect(await error(totp({ code: wrong() }))).toEqual([401, "code_wrong"]);
    const { body } = await totp({ code: code() });
    expect(new Set(body.recoveryCodes).size).toBe(10);
    expect(body.recoveryCodes[0]).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect((await desk.ask("/api/staff/session", { cookie: elsewhere })).status).toBe(401);
    expect((await desk.ask("/api/staff/session", { cookie: bo.cookie })).body.hasTotp).toBe(true);
    expect(await error(totp({ password: colleaguePassword }))).toEqual([409, "not_permitted"]);
    expect(await error(totp({ code: code() }))).toEqual([409, "not_permitted"]);
  });

  it.each([
    ["Persian", 0x6f0],
    ["Devanagari", 0x966],
    ["wide", 0xff10],
  ])("F16: takes the digits of a keyboard that writes %s ones", async (_, zero) => {
    await turnOn();
    const typed = [...code()].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");
    expect((await signIn({ totp: typed })).status).toBe(201);
  });

  it("is asked for after the right password only, so that nobody learns who has one", async () => {
    await turnOn();
    const answers = await Promise.all([
      signIn({ password: "not it, not it" }),
      signIn({ password: "not it, not it", totp: code() }),
      signIn({ email: "ada@desk.test", password: "not it, not it" }),
      signIn({ email: "nobody@desk.test" }),
      signIn({ email: "nobody@desk.test", totp: code() }),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.body.error.code).toBe("credentials_wrong");
    const asked = await signIn({});
    expect([asked.status, asked.body.error.code, cookieOf(asked.headers)]).toEqual([401, "totp_required", ""]);
    const refused = await signIn({ totp: wrong() });
    expect([refused.status, refused.body.error.code, cookieOf(refused.headers)]).toEqual([401, "code_wrong", ""]);
    const come = await signIn({ totp: code() });
    expect([come.status, cookieOf(come.headers)]).toEqual([201, expect.stringContaining("dbs_")]);
  });

  it("takes a code once, and one step to either side of now", async () => {
    await turnOn();
    const now = desk.now();
    expect((await signIn({ totp: code() })).status).toBe(201);
    expect(await error(signIn({ totp: code() }))).toEqual([401, "code_wrong"]);
    expect(await error(signIn({ totp: code(now - step) }))).toEqual([401, "code_wrong"]);
    expect((await signIn({ totp: code(now + step) })).status).toBe(201);
    desk.pass(10 * step);
    for (const far of [-2, 2])
      expect(await error(signIn({ totp: code(desk.now() + far * step) }))).toEqual([401, "code_wrong"]);
    const spaced = code(desk.now() - step).replace(/^(...)/, "$1 ");
    expect((await signIn({ totp: spaced })).status).toBe(201);
    const both = await Promise.all([signIn({ totp: code() }), signIn({ totp: code() })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
    for (const nonsense of ["", "12345", "1234567", "abcdef", "０００００００", "-----"]) {
      expect(await error(signIn({ totp: nonsense })), nonsense).toEqual([401, "code_wrong"]);
    }
  });

  it("lets in by a recovery code, once each, however it is typed, and keeps no code that could be read", async () => {
    await turnOn();
    const [first, second] = recoveryCodes as [string, string];
    expect((await signIn({ totp: first.toUpperCase().replaceAll("-", " ") })).status).toBe(201);
    expect(await error(signIn({ totp: first }))).toEqual([401, "code_wrong"]);
    expect((await signIn({ totp: second })).status).toBe(201);
    const row = await desk.database.read
      .selectFrom("staff")
      .selectAll()
      .where("id", "=", bo.id)
      .executeTakeFirstOrThrow();
    const stored = JSON.stringify(row);
    for (const shown of [secret, ...recoveryCodes.flatMap((one) => [one, one.replaceAll("-", "")])]) {
      expect(stored).not.toContain(shown);
    }
    expect(JSON.parse(row.recovery_codes)).toHaveLength(8);
  });

  it("does not open to a mailed link: the password is set, a session takes the code", async () => {
    await turnOn();
    const { link } = (await desk.ask(`/api/staff/staff/${bo.id}/invitation`, { method: "POST", cookie: desk.admin }))
      .body;
    const password = "a new one from a mailbox";
    const set = await desk.ask("/api/staff/activations", { body: { token: tokenOf(link), password } });
    expect([set.status, set.body.signedIn, cookieOf(set.headers)]).toEqual([201, false, ""]);
    expect((await desk.ask("/api/staff/session", { cookie: bo.cookie })).status).toBe(401);
    expect(await error(signIn({ password }))).toEqual([401, "totp_required"]);
    expect((await signIn({ password, totp: code() })).status).toBe(201);
  });

  it("goes off by password or code, never by an open browser alone", async () => {
    await turnOn();
    expect((await totp({}, "DELETE")).status).toBe(400);
    expect(await error(totp({ password: "not it, not it" }, "DELETE"))).toEqual([401, "credentials_wrong"]);
    expect(await error(totp({ code: wrong() }, "DELETE"))).toEqual([401, "code_wrong"]);
    expect((await totp({ code: code() }, "DELETE")).status).toBe(204);
    expect((await signIn({})).status).toBe(201);
    await turnOn();
    expect((await totp({ password: colleaguePassword }, "DELETE")).status).toBe(204);
    expect((await signIn({})).status).toBe(201);
  });

  it("is taken off somebody else by an administrator, which the audit trail keeps, and never off oneself like that", async () => {
    await turnOn();
    const reset = (id: string) =>
      desk.ask(`/api/staff/staff/${id}`, { method: "PATCH", body: { totp: null }, cookie: desk.admin });
    expect((await reset(bo.id)).body.staff.hasTotp).toBe(false);
    // S25: what was opened with the factor that is gone.
    expect((await desk.ask("/api/staff/session", { cookie: bo.cookie })).status).toBe(401);
    expect((await signIn({})).status).toBe(201);
    const { id } = (await desk.ask("/api/staff/session", { cookie: desk.admin })).body.staff;
    expect(await error(reset(id))).toEqual([409, "not_permitted"]);
    const trail = await desk.ask("/api/staff/audit", { cookie: desk.admin });
    expect(trail.body.items[0]).toMatchObject({
      actor: "Ada",
      action: "staff.totp_reset",
      subject: "Bo (bo@desk.test)",
    });
    for (const hidden of [secret, ...recoveryCodes]) expect(trail.text).not.toContain(hidden);
  });

  describe("with limits", () => {
    it.override("options", { limits: true });

    it("limits guessing by network and in all, and never shuts out the owner who has a recovery code", async () => {
      await turnOn();
      for (let i = 0; i < 9; i++) expect(await error(signIn({ totp: wrong() }))).toEqual([401, "code_wrong"]);
      const last = await signIn({ totp: wrong() });
      expect(last.body.error.code).toBe("code_wrong");
      const over = await signIn({ totp: code() });
      expect([over.status, over.body.error.code, Number(over.headers.get("Retry-After")) > 0]).toEqual([
        429,
        "too_many_tries",
        true,
      ]);
      expect((await signIn({ totp: code() }, "198.51.100.9")).status).toBe(201);
      for (let i = 0; i < limits.totpTriesInAll.amount; i++) {
        await desk.ask("/api/staff/totp", {
          method: "DELETE",
          body: { code: wrong() },
          cookie: bo.cookie,
          headers: { "X-Forwarded-For": `203.0.113.${i}` },
        });
      }
      desk.pass(step);
      expect(await error(signIn({ totp: code() }, "198.51.100.10"))).toEqual([429, "too_many_tries"]);
      expect((await signIn({ totp: recoveryCodes[0] }, "198.51.100.10")).status).toBe(201);
    });
  });
});
