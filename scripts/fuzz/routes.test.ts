/**
 * Every route of the table of rights, by everybody, with what it takes bent out of shape. Nobody gets an answer that says
 * the server broke, and whoever may not read the owner's ticket never meets its secret word.
 */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Ask } from "../../server/testing/desk.ts";
import { engines } from "../../server/testing/engines.ts";
import { openScene, type Scene, secretWord } from "../../server/testing/rights/scene.ts";
import { type Sent, toPortal, toStaff } from "../../server/testing/rights/sent.ts";
import { portalPeople, portalRights, staffPeople, staffRights } from "../../server/testing/rights/table.ts";
import { json, text } from "./texts.ts";
import { fuzz, timeoutMs, within } from "./settings.ts";

type Change =
  | { kind: "field"; at: number; value: unknown }
  | { kind: "drop"; at: number }
  | { kind: "add"; name: string; value: unknown }
  | { kind: "body"; body: unknown }
  | { kind: "raw"; body: string }
  | { kind: "id"; value: string }
  | { kind: "query"; name: string; value: string }
  | { kind: "header"; name: string; value: string };

const names = [
  "q",
  "cursor",
  "limit",
  "before",
  "status",
  "scope",
  "sort",
  "project",
  "tag",
  "token",
  "kid",
  "dryRun",
  "x",
];
const headers = [
  "Authorization",
  "Accept-Language",
  "Origin",
  "Idempotency-Key",
  "Content-Type",
  "If-None-Match",
  "Range",
];
const ascii = text(200).map((value) => value.replace(/[^\t\u0020-\u007e]/g, ""));

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("field" as const), at: fc.nat(8), value: json }),
  fc.record({ kind: fc.constant("drop" as const), at: fc.nat(8) }),
  fc.record({ kind: fc.constant("add" as const), name: text(20), value: json }),
  fc.record({ kind: fc.constant("body" as const), body: json }),
  fc.record({ kind: fc.constant("raw" as const), body: text(3000) }),
  fc.record({
    kind: fc.constant("id" as const),
    value: fc.oneof(text(80), fc.constantFrom("%00", "..", "%2e%2e", "%ff")),
  }),
  fc.record({ kind: fc.constant("query" as const), name: fc.constantFrom(...names), value: text(200) }),
  fc.record({ kind: fc.constant("header" as const), name: fc.constantFrom(...headers), value: ascii }),
);

interface Call {
  row: number;
  person: number;
  changes: Change[];
}

const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.record({ row: fc.nat(999), person: fc.nat(99), changes: fc.array(change, { maxLength: 3 }) }),
  { minLength: 1, maxLength: 12 },
);

const portalWriters = portalPeople;
/** Whom the owner's ticket is shown to. */
const readers = new Set<string>(["owner", "colleague", ...staffPeople]);
const rows = [
  ...portalRights.map((row) => ({
    ...row,
    make: toPortal[row.label],
    people: portalWriters as readonly string[],
    isStaff: false,
  })),
  ...staffRights.map((row) => ({
    ...row,
    make: toStaff[row.label],
    people: [...staffPeople, ...portalPeople],
    isStaff: true,
  })),
];

/** Words that come from an address are percent signs by then, or the address could not be sent. */
const inPath = (value: string): string =>
  /^(%[0-9a-f]{2}|\.)+$/.test(value) ? value : encodeURIComponent(value.toWellFormed());

function bend(given: Sent, changes: Change[]): { ask: Ask; query: URLSearchParams; id: string | undefined } {
  const query = new URLSearchParams(given.query);
  let body = given.body;
  let id: string | undefined;
  const more: Record<string, string> = {};
  for (const one of changes) {
    const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
    const fields = isObject ? Object.keys(body as object) : [];
    const name = "at" in one ? fields[one.at % (fields.length || 1)] : undefined;
    if (one.kind === "field" && name !== undefined) body = { ...(body as object), [name]: one.value };
    if (one.kind === "drop" && name !== undefined) {
      body = Object.fromEntries(Object.entries(body as object).filter(([field]) => field !== name));
    }
    if (one.kind === "add" && isObject) body = { ...(body as object), [one.name]: one.value };
    if (one.kind === "body") ({ body } = one);
    if (one.kind === "raw") ({ body } = one);
    if (one.kind === "id") id = inPath(one.value);
    if (one.kind === "query") query.set(one.name, one.value.toWellFormed());
    if (one.kind === "header") more[one.name] = one.value;
  }
  const { form, key } = given;
  const ask: Ask = { ...(form ? { form } : { body }), ...(key && { key }), headers: more };
  return { ask, query, id };
}

describe.each(engines)("every route (%s)", (engine) => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene(engine);
  });
  afterEach(() => scene.desk.close());

  async function send({ row: at, person: who, changes }: Call): Promise<void> {
    const row = rows[at % rows.length]!;
    const person = row.people[who % row.people.length]!;
    const [method = "", path = ""] = row.route.split(" ");
    const given = (await row.make?.(scene)) ?? {};
    const { ask, query, id } = bend(given, changes);
    const own = scene.ids[path.split("/")[1]!] ?? "";
    const address = path.replace(/:(\w+)/g, (_, name: string) => id ?? given.ids?.[name] ?? own);
    const isDesk = (staffPeople as readonly string[]).includes(person);
    const credentials: Ask = isDesk
      ? { cookie: await scene.cookieOf(person as never) }
      : person === "nobody"
        ? {}
        : { token: await scene.tokenOf(person as never) };
    const door = row.isStaff ? "/api/staff" : scene.portalOf(person as never);
    const words = query.size > 0 ? `?${query}` : "";
    const isRead = method === "GET" || method === "HEAD";
    const { body, form, key, headers: more } = ask;
    const answer = await scene.send(method, `${door}${address === "/" ? "" : address}${words}`, {
      ...credentials,
      ...(key && { key }),
      ...(more && { headers: more }),
      ...(!isRead && form && { form }),
      ...(!isRead && !form && body !== undefined && { body }),
    });
    const what = `${person} ${method} ${address} ${JSON.stringify(changes).slice(0, 300)}`;
    expect(answer.status, what).toBeLessThan(500);
    if (!readers.has(person)) expect(answer.text, what).not.toContain(secretWord);
  }

  test("answers whatever is sent, to everybody what is theirs", { timeout: timeoutMs }, async () => {
    const sendAll = async (sequence: Call[]): Promise<void> => {
      for (const call of sequence) await send(call);
    };
    await expect(fuzz(calls, sendAll, within(0.15))).resolves.toBeUndefined();
  });
});
