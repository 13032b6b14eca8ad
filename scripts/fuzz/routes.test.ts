/**
 * Every route of the table of rights, in sequences by everybody, with what its own schema takes and with that bent out
 * of shape. Nobody gets an answer that says the server broke, and nobody a ticket that is none of theirs.
 */
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Ask } from "../../server/testing/desk.ts";
import { engines } from "../../server/testing/engines.ts";
import { openScene, type Scene, secretWord } from "../../server/testing/rights/scene.ts";
import { Faults } from "./faults.ts";
import { bend, change, type Change } from "./routes/bend.ts";
import { type Crew, isAtPortal, openCrew } from "./routes/crew.ts";
import { type LearnedRow, learnRows } from "./routes/learn.ts";
import { Living } from "./routes/living.ts";
import { valuesFor } from "./routes/shapes.ts";
import { strayTickets } from "./routes/sight.ts";
import { fuzz, timeoutMs, within } from "./settings.ts";
import type { Watch } from "./watch.ts";

interface Call {
  row: number;
  person: number;
  /** What the schema takes: the body, or the words of the address; absent: what the table of rights sends. */
  value: unknown;
  /** Which of the living things the path names; absent: what the table of rights says. */
  living: number | undefined;
  changes: Change[];
}

/** Sequences after which a desk is too much changed to be worth going on with. */
const sequencesOfScene = 25;
let rows: LearnedRow[] = [];
beforeAll(async () => {
  rows = await learnRows();
}, timeoutMs);

const callsOf = (): fc.Arbitrary<Call[]> => {
  const call = (row: LearnedRow, at: number): fc.Arbitrary<Call> =>
    fc.record({
      row: fc.constant(at),
      person: fc.nat(99),
      value: row.schemas.length === 0 ? fc.constant(undefined) : fc.option(valuesFor(row.schemas), { nil: undefined }),
      living: fc.option(fc.nat(30), { nil: undefined }),
      changes: fc.oneof(
        { weight: 2, arbitrary: fc.constant<Change[]>([]) },
        { weight: 1, arbitrary: fc.array<Change>(change, { maxLength: 3 }) },
      ),
    });
  return fc.array(fc.oneof(...rows.map(call)), { minLength: 1, maxLength: 16 });
};

test("what a route takes is known of every route that takes anything", () => {
  const unknown = rows.filter(({ takesBody, schemas }) => takesBody && schemas.length === 0);
  expect(unknown.map(({ route }) => route)).toEqual([]);
});

describe.each(engines)("every route (%s)", (engine) => {
  const faults = new Faults();
  let opened: { scene: Scene; crew: Crew; living: Living; sequences: number } | undefined;

  async function open() {
    if (opened && opened.sequences < sequencesOfScene) return opened;
    await opened?.scene.desk.close();
    opened = undefined;
    const scene = await openScene(engine, faults.hear);
    opened = { scene, crew: await openCrew(scene), living: new Living(scene), sequences: 0 };
    return opened;
  }
  afterEach(async () => {
    await opened?.scene.desk.close();
    opened = undefined;
  });

  async function send({ row: at, person: who, value, living: which, changes }: Call, watch: Watch): Promise<void> {
    const { scene, crew, living } = opened!;
    const row = rows[at]!;
    const person = row.people[who % row.people.length]!;
    const [usual = "", path = ""] = row.route.split(" ");
    const isRead = usual === "GET" || usual === "DELETE" || /\/(imports|mail)$/.test(row.route);
    let given = await crew.make(row.make);
    const fitting = living.fill(value);
    if (fitting !== undefined && isRead) given = { ...given, query: queryOf(fitting) };
    else if (fitting !== undefined) given = { ...given, body: fitting };
    const { ask, query, id, method = usual } = bend(given, changes);
    const list = path.split("/")[1]!;
    const own =
      (which === undefined ? undefined : living.find(list, which)) ?? given.ids?.["id"] ?? scene.ids[list] ?? "";
    const address = path.replace(
      /:(\w+)/g,
      (_, name: string) => id ?? (name === "id" ? own : (given.ids?.[name] ?? own)),
    );
    const credentials = await crew.credentialsOf(person);
    const door = row.isStaff ? "/api/staff" : scene.portalOf(person as never);
    const url = `${door}${address === "/" ? "" : address}${query.size > 0 ? `?${query}` : ""}`;
    const { body, form, key, headers } = ask;
    const takesBody = method !== "GET" && method !== "HEAD";
    const whole: Ask = {
      ...credentials,
      ...(key && { key }),
      ...(headers && { headers }),
      ...(takesBody && form && { form }),
      ...(takesBody && !form && body !== undefined && { body }),
    };
    const asked = url + (typeof body === "string" ? body : JSON.stringify(body ?? ""));
    const what = `${person} ${method} ${url} ${JSON.stringify(body ?? "").slice(0, 300)}`;
    const answer = await watch.call(what, asked.length, () => scene.send(method, url, whole));
    expect(answer.status, what).toBeLessThan(500);
    if (row.isStaff && answer.status < 300) living.hear(list, answer.body);
    if (!isAtPortal(person)) return;
    const met = { asked, answer: answer.text, word: secretWord };
    expect(await strayTickets(scene.desk, credentials.token, met), what).toEqual([]);
  }

  test("answers whatever is sent, to everybody what is theirs", { timeout: timeoutMs }, async () => {
    const sendAll = async (sequence: Call[], watch: Watch): Promise<void> => {
      const { scene, crew } = await open();
      opened!.sequences += 1;
      await crew.heal();
      for (const call of sequence) await send(call, watch);
      await watch.call("jobs", 10_000, () => scene.desk.jobs.runDue());
      expect(faults.take()).toEqual([]);
    };
    await expect(fuzz(`routes (${engine})`, callsOf(), sendAll, within(0.2))).resolves.toBeUndefined();
  });
});

/** Words of an address from what a schema of it takes. */
const queryOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? new URLSearchParams(Object.entries(value).map(([name, one]) => [name, String(one).toWellFormed()])).toString()
    : "";
