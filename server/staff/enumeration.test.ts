import { beforeEach, describe, expect } from "vitest";
import { limits } from "../access/limits.ts";
import { attack, tried } from "../testing/attack.ts";
import { colleaguePassword, joinDesk } from "../testing/colleague.ts";
import type { Answer } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

const known = "bo@desk.test";
const hundred = Array.from({ length: 100 }, (_, i) => i);

describe.each(engines)("nobody learns who works here, or gets in by guessing (%s)", (engine) => {
  const { it, desk } = withDesk(engine, { limits: true, mailsOnlyTo: [known] });
  beforeEach(async () => {
    attack(23);
    await joinDesk(desk, "Bo");
  });

  /** What a client on this network writes at the left of the header changes nothing: our proxy writes the right. */
  const from = (n: number, network = "203.0.113.5") => ({ "X-Forwarded-For": `10.0.0.${n}, ${network}` });
  const signIn = (email: string, password: string, headers: Record<string, string>) =>
    desk.ask("/api/staff/session", { body: { email, password }, headers });
  const shape = ({ status, text, headers }: Answer<unknown>): unknown[] => [
    status,
    text,
    ...["Content-Type", "Content-Length", "Retry-After", "Set-Cookie"].map((name) => headers.get(name)),
  ];
  /** How often a password was compared: what an answer costs, whatever the machine's mood. */
  const countHashes = (): (() => number) => {
    const { verify } = desk.staffPasswords;
    let count = 0;
    desk.staffPasswords.verify = (...given) => {
      count += 1;
      return verify(...given);
    };
    return () => count;
  };

  it("answers a hundred sign-ins alike, refuses from the eleventh on, and lets the owner in from elsewhere", async () => {
    const hashes = countHashes();
    const seen: Record<string, unknown> = {};
    for (const email of [known, "nobody@desk.test"]) {
      const before = hashes();
      const answers: unknown[][] = [];
      for (const i of tried(hundred)) answers.push(shape(await signIn(email, `wrong ${i}`, from(i))));
      seen[email] = [answers, hashes() - before];
    }
    expect(seen[known]).toEqual(seen["nobody@desk.test"]);
    const [answers, count] = seen[known] as [unknown[][], number];
    expect([count, answers.filter(([status]) => status === 401).length]).toEqual([10, 10]);
    const [status, , , , retryAfter] = answers[10]!;
    expect([status, Number(retryAfter) > 0]).toEqual([429, true]);
    expect((await signIn(known, colleaguePassword, from(1))).status).toBe(429);
    expect((await signIn(known, colleaguePassword, from(1, "203.0.113.6"))).status).toBe(201);
  });

  it("answers a hundred who forgot their password alike, whoever they are", async () => {
    const seen: Record<string, unknown> = {};
    for (const email of [known, "nobody@desk.test"]) {
      const ask = async (i: number): Promise<unknown[]> =>
        shape(await desk.ask("/api/staff/password-links", { body: { email }, headers: from(i) }));
      const answers: unknown[][] = [];
      const all = [...tried(hundred)];
      // Beyond what a network may ask for, each answer takes its moment, and all of them may take it together.
      for (const i of all.slice(0, limits.mailsAsked.amount)) answers.push(await ask(i));
      seen[email] = [...answers, ...(await Promise.all(all.slice(limits.mailsAsked.amount).map(ask)))];
      await desk.jobs.runDue();
      // What their network may ask for is whole again, so that both begin alike.
      desk.pass(3_600_000);
    }
    expect(seen[known]).toEqual(seen["nobody@desk.test"]);
    await desk.jobs.runDue();
    // The invitation, and three links.
    const mails = await desk.database.read.selectFrom("mails").select("recipient").execute();
    expect(mails.map(({ recipient }) => recipient)).toEqual([known, known, known, known]);
  });
});
