/** Staff of both roles, companies, and the calls that tests of people make most. */
import type { Company, Customer } from "../contract/people.ts";
import type { ApiScope, MadeApiKey } from "../contract/people.ts";
import { createStaff, createStaffLink } from "../staff/store.ts";
import { type Ask, cookieOf, type TestDesk } from "./desk.ts";

/** An agent's cookie. */
export async function agentCookie(desk: TestDesk, name = "Bo"): Promise<string> {
  const secret = await desk.database.write(async (tx) => {
    const values = { name, email: `${name.toLowerCase()}@desk.test`, role: "agent" as const, passwordHash: null };
    return createStaffLink(tx, await createStaff(tx, values, desk.now()), desk.now());
  });
  const body = { token: secret, password: "a long enough password" };
  return cookieOf((await desk.ask("/api/staff/activations", { body })).headers);
}

/** Asks the staff API as the administrator, unless `ask` says otherwise. */
export const staffAsk = <Body = any>(desk: TestDesk, path: string, ask: Ask = {}) =>
  desk.ask<Body>(`/api/staff${path}`, { cookie: desk.admin, ...ask });

export async function makeCompany(desk: TestDesk, project: string, name = "Orchard", more = {}): Promise<Company> {
  const made = await staffAsk<{ company: Company }>(desk, "/companies", { body: { project, name, ...more } });
  return made.body.company;
}

export async function makeCustomer(desk: TestDesk, project: string, values: object): Promise<Customer> {
  const body = { project, name: "Mia", ...values };
  return (await staffAsk<{ customer: Customer }>(desk, "/customers", { body })).body.customer;
}

/** Asks as a program: no cookie, no word of a browser on where the request comes from. */
export async function makeKey(desk: TestDesk, scopes: ApiScope[]) {
  const { key } = (await staffAsk<MadeApiKey>(desk, "/api-keys", { body: { name: "Shop", scopes } })).body;
  return { key, ask: (path: string, ask: Ask = {}) => askWithKey(desk, key, path, ask) };
}

export async function askWithKey(desk: TestDesk, key: string, path: string, { method, body }: Ask = {}) {
  const headers = { Authorization: `Bearer ${key}`, ...(body !== undefined && { "Content-Type": "application/json" }) };
  const answer = await desk.app.request(`/api/staff${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined, text, headers: answer.headers };
}
