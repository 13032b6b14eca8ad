import { describe, expect } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import type { Answer } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo } from "../testing/mailbox.ts";
import { submitTicket } from "../testing/verbs.ts";

const known = "mia@shop.test";
const victim = "victim@home.test";
const password = "correct horse battery";
const hundred = Array.from({ length: 100 }, (_, i) => i);

describe.each(engines)("nobody learns who is known here, or gets them mailed without end (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true, mailsOnlyTo: [known, "nobody@shop.test", victim] });

  const from = (n: number) => ({ "X-Forwarded-For": `10.${n >> 8}.${n & 255}.1` });
  const addressOf = (kind: "known" | "unknown"): string => (kind === "known" ? known : "nobody@shop.test");

  /** How often a password was compared: what an answer costs, whatever the machine's mood. */
  const countHashes = (): (() => number) => {
    const { verify } = desk.passwords;
    let count = 0;
    desk.passwords.verify = (...given) => {
      count += 1;
      return verify(...given);
    };
    return () => count;
  };

  /** All that matters of an answer but the random name of the try. */
  const shape = ({ status, text, headers }: Answer<unknown>): unknown[] => [
    status,
    text.replace(/"challenge":"[0-9a-f]{32}"/, '"challenge":"…"'),
    headers.get("Content-Type"),
    headers.get("Content-Length"),
    headers.get("Retry-After"),
  ];

  const setUpKnown = async (): Promise<void> => {
    const { id } = await desk.customer(project.id, { email: known });
    const passwordHash = await desk.passwords.hash(password);
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ password_hash: passwordHash }).where("id", "=", id).execute(),
    );
  };

  it("answers a hundred sign-ins by password alike, with as many hashes", async () => {
    attack(23);
    await setUpKnown();
    const hashes = countHashes();
    const results: Record<string, unknown[]> = {};
    for (const kind of ["known", "unknown"] as const) {
      const before = hashes();
      const answers: unknown[] = [];
      for (const i of tried(hundred)) {
        const body = { email: addressOf(kind), password: `wrong ${i}` };
        answers.push(shape(await desk.ask(`${project.api}/session`, { body, headers: from(1) })));
      }
      results[kind] = [answers, hashes() - before];
    }
    expect(results["known"]).toEqual(results["unknown"]);
    const [answers, count] = results["known"] as [unknown[][], number];
    expect([count, answers.filter(([status]) => status === 401).length, answers.at(-1)?.[0]]).toEqual([10, 10, 429]);
  });

  it.each([true, false])(
    "asks for codes, links and accounts alike, with the same rows (self-registration: %j)",
    async (open) => {
      attack(23);
      await setUpKnown();
      const path = `/api/staff/projects/${project.id}`;
      await desk.ask(path, { method: "PATCH", body: { portal: { selfRegistration: open } }, cookie: desk.admin });
      const rows = async (): Promise<number[]> => {
        const tables = [
          "sign_in_codes",
          "jobs",
          "customer_links",
          "mails",
          "buckets",
          "customers",
          "visitors",
        ] as const;
        const counts = [];
        for (const table of tables) {
          const query = desk.database.read.selectFrom(table).select((eb) => eb.fn.countAll().as("n"));
          counts.push(Number((await query.executeTakeFirstOrThrow()).n));
        }
        return counts;
      };
      const routes: [string, (email: string, i: number) => object][] = [
        ["/session/codes", (email) => ({ email })],
        ["/password-links", (email) => ({ email })],
        ["/registrations", (email, i) => ({ email, name: `N ${i}` })],
      ];
      for (const [route, body] of routes) {
        const seen: Record<string, unknown> = {};
        for (const kind of ["known", "unknown"] as const) {
          desk.pass(3_600_000);
          const before = await rows();
          const answers = [];
          for (const i of tried(hundred)) {
            const answer = await desk.ask(project.api + route, { body: body(addressOf(kind), i), headers: from(i) });
            answers.push(shape(answer));
          }
          const after = await rows();
          // Buckets of the hundred networks are made once.
          seen[kind] = [answers, after.map((count, i) => (i === 4 ? 0 : count - before[i]!))];
          await desk.database.write(async ({ db }) => {
            for (const table of ["sign_in_codes", "jobs"] as const) await db.deleteFrom(table).execute();
          });
        }
        expect(seen["known"], route).toEqual(seen["unknown"]);
      }
    },
  );

  it("mails an address that nobody has proven three times an hour at most, codes five, with no word of a stranger's", async () => {
    attack(18);
    const set = { notifications: true };
    await desk.ask(`/api/staff/projects/${project.id}`, { method: "PATCH", body: { portal: set }, cookie: desk.admin });
    await desk.customer(project.id, { email: victim, provenAt: null });
    const statuses = new Set<number>();
    for (const i of tried([...hundred, ...hundred].keys())) {
      if (i % 20 === 0) await desk.jobs.runDue();
      const headers = from(i);
      const { token } = (await desk.ask(`${project.api}/visitors`, { method: "POST", headers })).body;
      const body = { subject: "BUY http://spam.test", body: "BUY now", name: "BUY", email: victim };
      await submitTicket(desk, project.api, token, body, { headers });
      const routes: [string, object][] = [["/password-links", {}]];
      if (i % 5 === 0) routes.push(["/session/codes", {}], ["/registrations", { name: "BUY" }]);
      for (const [route, more] of routes) {
        statuses.add((await desk.ask(project.api + route, { body: { email: victim, ...more }, headers })).status);
      }
    }
    expect(statuses).toEqual(new Set([202]));
    const mails = await mailsTo(desk, victim);
    const codes = mails.filter(({ secrets }) => "code" in secrets);
    expect(mails.length - codes.length).toBe(3);
    expect(codes.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(mails)).not.toMatch(/BUY|spam/);
  }, 60_000);

  it("mails a proven address five times an hour at most", async () => {
    attack(18);
    await setUpKnown();
    for (let i = 0; i < 20; i++)
      await desk.ask(`${project.api}/password-links`, { body: { email: known }, headers: from(i) });
    expect(await mailsTo(desk, known)).toHaveLength(5);
  });
});
