/** Staff of both roles, companies, and the calls that tests of people make most. */
import type { Company, Customer } from "../contract/people.ts";
import type { Reach } from "../contract/staff.ts";
import type { ApiScope } from "../contract/people.ts";
import { createStaff, createStaffLink } from "../staff/store.ts";
import type { BodyOf } from "./bodies.ts";
import { type Answer, type Ask, cookieOf, type TestDesk } from "./desk.ts";

/** An agent's cookie. */
export async function agentCookie(desk: TestDesk, name = "Bo"): Promise<string> {
  const secret = await desk.database.write(async (tx) => {
    const values = { name, email: `${name.toLowerCase()}@desk.test`, role: "agent" as const, passwordHash: null };
    return createStaffLink(tx, await createStaff(tx, values, desk.now()), desk.now());
  });
  const body = { token: secret, password: "a long enough password" };
  const cookie = cookieOf((await desk.ask("/api/staff/activations", { body })).headers);
  // As the administrator of a test desk.
  await desk.ask("/api/staff/session", { method: "PATCH", body: { undoSeconds: 0 }, cookie });
  return cookie;
}

/** Asks the staff API as the administrator, unless `ask` says otherwise. */
export const staffAsk = <const Path extends string>(desk: TestDesk, path: Path, ask: Ask = {}) =>
  desk.ask(`/api/staff${path}`, { cookie: desk.admin, ...ask });

export async function makeCompany(desk: TestDesk, project: string, name = "Orchard", more = {}): Promise<Company> {
  const made = await staffAsk(desk, "/companies", { body: { project, name, ...more } });
  return made.body.company;
}

export async function makeCustomer(desk: TestDesk, project: string, values: object): Promise<Customer> {
  const body = { project, name: "Mia", ...values };
  return (await staffAsk(desk, "/customers", { body })).body.customer;
}

/** Asks as a program: no cookie, no word of a browser on where the request comes from. */
export async function makeKey(desk: TestDesk, scopes: ApiScope[], projects: Reach = "all") {
  const { key } = (await staffAsk(desk, "/api-keys", { body: { name: "Shop", scopes, projects } })).body;
  return { key, ask: <const Path extends string>(path: Path, ask: Ask = {}) => askWithKey(desk, key, path, ask) };
}

export async function askWithKey<const Path extends string>(
  desk: TestDesk,
  key: string,
  path: Path,
  { method, body }: Ask = {},
): Promise<Answer<BodyOf<`/api/staff${Path}`>>> {
  const headers = { Authorization: `Bearer ${key}`, ...(body !== undefined && { "Content-Type": "application/json" }) };
  const answer = await desk.app.request(`/api/staff${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined, text, headers: answer.headers };
}
