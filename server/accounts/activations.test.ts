import { beforeEach, describe, expect } from "vitest";
import { hashSecret } from "../access/tokens.ts";
import type { CustomerLinkKind } from "../contract/portal.ts";
import { queueInvitation } from "../customers/invitations.ts";
import { createCustomerLink } from "../customers/links.ts";
import { findCustomer } from "../customers/store.ts";
import { findProject } from "../projects/store.ts";
import { attack, tried } from "../testing/attack.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";

const mia = "mia@shop.test";
const password = "correct horse battery";
const day = 24 * 3_600_000;

describe.each(engines)("a mailed link opens an account once, within 24 hours (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { mailsOnlyTo: [mia] });
  let customerId: string;
  beforeEach(async () => {
    customerId = (await desk.customer(project.id, { name: "Mia Keller", email: mia, provenAt: null })).id;
  });

  const link = (kind: CustomerLinkKind, email = mia): Promise<string> =>
    desk.database.write((tx) => createCustomerLink(tx, { projectId: project.id, kind, email }, desk.now()));
  const check = (token: unknown) => desk.ask(`${project.api}/activations/check`, { body: { token } });
  const use = (token: unknown, more: object = { password }) =>
    desk.ask(`${project.api}/activations`, { body: { token, ...more } });
  const invite = async (): Promise<string> => {
    await desk.database.write(async (tx) => {
      const whole = (await findProject(tx.db, project.id))!;
      return queueInvitation(tx, desk, whole, (await findCustomer(tx.db, customerId))!);
    });
    return (await newestMailTo(desk, mia)).token!;
  };
  const row = () => findCustomer(desk.database.read, customerId);
  const signIn = (given = password) => desk.ask(`${project.api}/session`, { body: { email: mia, password: given } });

  it("leads from the invitation through its page to a login with a password", async () => {
    const token = await invite();
    expect(await row()).toMatchObject({ invited_at: desk.now() - 1, opened_at: null, proven_at: null });
    desk.pass(5000);
    const seen = await check(token);
    const whose = { email: "m…@shop.test", address: mia };
    expect([seen.status, seen.body]).toEqual([200, { kind: "invitation", ...whose, name: "Mia Keller" }]);
    const openedAt = desk.now();
    desk.pass(5000);
    for (let i = 0; i < 4; i++) expect((await check(token)).status).toBe(200);
    expect((await row())?.opened_at).toBe(openedAt);
    const activated = await use(token, { name: "Mia K.", password });
    expect(activated.status).toBe(201);
    expect(activated.body.customer).toMatchObject({ id: customerId, name: "Mia K.", email: mia, hasPassword: true });
    expect((await desk.ask(`${project.api}/session`, { token: activated.body.token })).status).toBe(200);
    expect((await signIn()).status).toBe(201);
  });

  it("needs no password: codes go on working", async () => {
    const made = await use(await link("welcome"), {});
    expect([made.status, made.body.customer.hasPassword]).toEqual([201, false]);
    expect((await row())?.password_hash).toBeNull();
  });

  it("counts as opened at the first look at an invitation or a welcome, and as sent after a new one", async () => {
    await check(await link("password"));
    expect((await row())?.opened_at).toBeNull();
    await check(await invite());
    expect((await row())?.opened_at).not.toBeNull();
    await invite();
    expect((await row())?.opened_at).toBeNull();
    await check(await link("welcome"));
    expect((await row())?.opened_at).not.toBeNull();
  });

  it.each(["invitation", "welcome", "password", "registration"] as const)(
    "works, as %s, at 23:59:59 and neither at 24:00:00 nor at 24:00:01",
    async (kind) => {
      attack(11);
      const start = desk.now();
      const at = (time: number): void => desk.pass(start + time - desk.now());
      const [early, exact, late] = await Promise.all([
        link(kind),
        link(kind, "exact@shop.test"),
        link(kind, "late@shop.test"),
      ]);
      at(day - 1000);
      expect((await check(early)).status).toBe(200);
      expect((await use(early)).status).toBe(201);
      at(day);
      expect([(await check(exact)).status, (await use(exact)).body.error.code]).toEqual([410, "link_expired"]);
      at(day + 1000);
      expect([(await check(late)).status, (await use(late)).body.error.code]).toEqual([410, "link_expired"]);
    },
  );

  it("signs in by a link of ten minutes, and not after them", async () => {
    attack(11);
    const [early, late] = [await link("sign-in"), await link("sign-in", "late@shop.test")];
    desk.pass(10 * 60_000 - 1);
    expect((await use(early, {})).status).toBe(201);
    desk.pass(1);
    expect((await use(late, {})).status).toBe(410);
  });

  it("works once, also for two who come at the same moment", async () => {
    attack(11);
    const token = await link("password");
    const answers = await Promise.all([use(token), use(token), use(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    expect((await use(token)).status).toBe(410);
    expect((await check(token)).status).toBe(410);
  });

  it("answers everything that is no link alike, and looks for none of it", async () => {
    attack(11);
    const good = await link("invitation");
    const other = await desk.project("Other");
    const malformed: unknown[] = [
      "",
      "%20",
      " ",
      "null",
      "0",
      "undefined",
      good.slice(0, -1),
      `${good}x`,
      `${good} `,
      `${good}\0`,
      good.toUpperCase(),
      hashSecret(good),
      hashSecret(""),
      [],
      [good],
      [[good]],
      {},
      { token: good },
      null,
      undefined,
      0,
      1,
      true,
      "x".repeat(90_000),
      "' or 1=1 --",
      "A".repeat(43),
    ];
    const expected = await use("A".repeat(43));
    expect([expected.status, expected.body.error.code]).toEqual([410, "link_expired"]);
    for (const token of tried(malformed)) {
      for (const answer of [await use(token), await check(token)]) {
        expect([answer.status, answer.text], JSON.stringify(token)?.slice(0, 60)).toEqual([410, expected.text]);
      }
    }
    const elsewhere = await desk.ask(`/api/portal/${other.portal.key}/activations`, {
      body: { token: good, password },
    });
    expect([elsewhere.status, elsewhere.text]).toEqual([410, expected.text]);
    // A link whose hash is that of nothing must not be found by sending nothing.
    await desk.database.write(async ({ db }) => {
      await db
        .updateTable("customer_links")
        .set({ hash: hashSecret("") })
        .execute();
    });
    expect((await use("")).status).toBe(410);
    expect(await desk.database.read.selectFrom("customer_links").selectAll().execute()).toHaveLength(1);
    expect((await row())?.proven_at).toBeNull();
  });

  it("is not used up by asking with GET, nor by looking at it five times", async () => {
    attack(11);
    const token = await link("invitation");
    for (let i = 0; i < 5; i++) {
      expect((await desk.ask(`${project.api}/activations?token=${token}`)).status).toBe(405);
      expect((await desk.ask(`/p/${project.portal.key}`)).status).toBe(200);
      expect((await check(token)).status).toBe(200);
    }
    expect((await use(token)).status).toBe(201);
  });

  it.each([
    ["invitation", "welcome"],
    ["welcome", "invitation"],
    ["invitation", "invitation"],
    ["welcome", "welcome"],
  ] as const)(
    "ends, as %s, with a newer %s: only the newest link that sets an account up is open",
    async (old, now) => {
      attack(11);
      const elsewhere = await link(old, "else@shop.test");
      const [forgotten, older] = [await link("password"), await link(old)];
      const newer = await link(now);
      expect([(await check(older)).status, (await use(older)).status]).toEqual([410, 410]);
      for (const token of [newer, forgotten, elsewhere]) expect((await check(token)).status).toBe(200);
      expect((await use(newer)).status).toBe(201);
    },
  );

  it("ends, for a forgotten password, with a newer one of its kind, and every kind with a new password", async () => {
    attack(11);
    const [older, newer] = [await link("password"), await link("password")];
    expect((await use(older)).status).toBe(410);
    const invitation = await link("invitation");
    expect((await check(newer)).status).toBe(200);
    expect((await use(newer)).status).toBe(201);
    expect((await use(invitation)).status).toBe(410);

    const { token: session } = (await signIn()).body;
    const waiting = await link("password");
    const change = { password: "another long one", currentPassword: password };
    await desk.ask(`${project.api}/customer`, { method: "PATCH", body: change, token: session });
    expect((await use(waiting)).status).toBe(410);
  });

  it("is kept as SHA-256 only", async () => {
    attack(11);
    const token = await link("password");
    const rows = await desk.database.read.selectFrom("customer_links").selectAll().execute();
    expect(rows.map(({ hash }) => hash)).toEqual([hashSecret(token)]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("ends every other session with the new password", async () => {
    attack(11);
    const first = (await use(await link("password"))).body.token;
    const second = (await use(await link("password"), { password: "another long one" })).body.token;
    expect((await desk.ask(`${project.api}/session`, { token: first })).status).toBe(401);
    expect((await desk.ask(`${project.api}/session`, { token: second })).status).toBe(200);
    expect((await signIn()).status).toBe(401);
    expect((await signIn("another long one")).status).toBe(201);
  });

  it.each([
    ["short77", "too_short"],
    ["x".repeat(201), "too_long"],
    ["password", "too_common"],
    ["Password123!", "too_common"],
    ["12345678", "too_common"],
    ["qwertyuiop", "too_common"],
    ["aaaaaaaaaa", "too_common"],
    ["iloveyou", "too_common"],
    ["19900101", "too_common"],
    [["a", "b"], "wrong_type"],
  ])("refuses the password %j as %s and keeps the link", async (given, problem) => {
    const token = await link("password");
    const refused = await use(token, { password: given });
    expect([refused.status, refused.body.error.fields]).toEqual([400, { password: problem }]);
    expect((await use(token, { password: "eight of them" })).status).toBe(201);
  });

  it.each(["correct horse", "sunshine-over-wide-hills", "Tr0ub4dor&3", "12345 plums", "xkwqzjvb", "päßwörtchen"])(
    "takes %j",
    async (given) => {
      expect((await use(await link("password"), { password: given })).status).toBe(201);
    },
  );

  it("refuses fields that are not its own, and changes nothing by them", async () => {
    const token = await link("invitation");
    for (const extra of [{ role: "admin" }, { email: "e@evil.test" }, { customerId: "x" }, { proven_at: 1 }]) {
      expect((await use(token, { password, ...extra })).status).toBe(400);
    }
    expect(await row()).toMatchObject({ email: mia, proven_at: null, password_hash: null });
  });

  describe("sent again", () => {
    const askAgain = async (email = mia) => {
      const answer = await desk.ask(`${project.api}/password-links`, { body: { email } });
      desk.pass(1);
      return answer;
    };

    it("is an invitation for who was invited and has not registered, a password link for who has", async () => {
      const first = await invite();
      expect((await askAgain("MIA@shop.test")).status).toBe(202);
      const again = await newestMailTo(desk, mia);
      expect(again.subject).toBe("Acme invites you to its customer portal");
      expect((await use(first)).status).toBe(410);
      expect((await check(again.token)).body.kind).toBe("invitation");
      await use(again.token);
      await askAgain();
      const forgot = await newestMailTo(desk, mia);
      expect(forgot.subject).toBe("Acme: set a new password");
      expect((await check(forgot.token)).body.kind).toBe("password");
    });

    it("goes to nobody whom the desk does not know or let in, with the same answer", async () => {
      await desk.customer(project.id, { email: "wrote@shop.test", source: "mail", provenAt: null });
      const path = `/api/staff/projects/${project.id}`;
      await desk.ask(path, { method: "PATCH", body: { portal: { selfRegistration: false } }, cookie: desk.admin });
      const [known, unknown, uninvited] = [
        await askAgain(),
        await askAgain("nobody@shop.test"),
        await askAgain("wrote@shop.test"),
      ];
      expect([unknown.status, unknown.text, uninvited.text]).toEqual([known.status, known.text, known.text]);
      expect(await mailsTo(desk, mia)).toHaveLength(1);
      expect(await mailsTo(desk, "nobody@shop.test")).toEqual([]);
      expect(await mailsTo(desk, "wrote@shop.test")).toEqual([]);
    });

    it("starts with the address of the desk, whatever the request says its host is", async () => {
      attack(12);
      await use(await link("invitation"));
      const poison: Record<string, string>[] = [
        { Host: "evil.test" },
        { "X-Forwarded-Host": "evil.test" },
        { Forwarded: "host=evil.test;proto=http" },
        { "X-Forwarded-Proto": "javascript" },
        { Origin: "https://evil.test" },
      ];
      for (const headers of tried(poison)) {
        await desk.ask(`${project.api}/password-links`, { body: { email: mia }, headers });
        await desk.ask(`${project.api}/session/codes`, { body: { email: mia }, headers });
        await desk.jobs.runDue();
      }
      const mails = await mailsTo(desk, mia);
      expect(mails.length).toBe(10);
      for (const { secrets } of mails) {
        expect(secrets["link"]).toMatch(
          new RegExp(`^https://desk\\.test/p/${project.portal.key}#activate=[\\w-]{43}$`),
        );
      }
    });
  });
});
