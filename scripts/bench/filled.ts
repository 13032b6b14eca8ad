/** A server on a desk that was made up, and its administrator and a customer, as they ask it. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../server/contract/index.ts";
import { readConfig } from "../../server/config.ts";
import { siteToken } from "../../server/testing/site-token.ts";
import { fill } from "../fill/fill.ts";
import { administrator, names } from "../fill/people.ts";
import { freePort } from "../testing/free-port.ts";
import { startServer, type ServerProcess } from "../testing/server-process.ts";

const secretKey = "0123456789abcdef0123456789abcdef";

export interface FilledServer {
  server: ServerProcess;
  readyInMs: number;
  /** The first has nine tickets of ten. */
  projects: Project[];
  /** Who has written most of the newest hundred closed tickets of the first project. */
  customer: string;
  /** As the administrator, or, from `/portal` on, as that customer. Fails on anything but an answer. */
  ask<Answer>(path: string): Promise<Answer>;
  /** A new ticket by a visitor. */
  submit(): Promise<void>;
  stop(): Promise<void>;
}

/** Fills where nothing is yet: a million take minutes, and are kept for the next run. */
export async function filledFolder(tickets: number, say: (line: string) => void, database?: string): Promise<string> {
  const folder = join("data", "bench", database === undefined ? `${tickets}` : `postgres-${tickets}`);
  if (database === undefined && existsSync(join(folder, "filled"))) return folder;
  const given = database === undefined ? {} : { DATABASE_URL: database, SECRET_KEY: secretKey };
  const config = readConfig({ DATA_DIR: folder, ...given });
  await fill({ config, tickets, seed: 1, say });
  return folder;
}

export async function startFilled(
  folder: string,
  database?: string,
  nodeOptions: string[] = [],
): Promise<FilledServer> {
  const port = await freePort();
  const begun = performance.now();
  const given = database === undefined ? {} : { DATABASE_URL: database, SECRET_KEY: secretKey };
  const env = { DATA_DIR: folder, LIMITS: "off", LOG_LEVEL: "silent", ...given };
  const server = await startServer({ command: ["serve"], port, env, nodeOptions });
  const readyInMs = performance.now() - begun;
  const url = `http://127.0.0.1:${port}`;
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url + path, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const { email, password } = administrator;
  const body = JSON.stringify({ email, password });
  const session = await request("/api/staff/session", { method: "POST", headers, body });
  const cookie = session.headers.getSetCookie()[0]!.split(";")[0]!;
  const asStaff = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> =>
    (await (await request(`/api/staff${path}`, { ...init, headers: { ...headers, cookie } })).json()) as Answer;
  const { items } = await asStaff<{ items: { id: string }[] }>("/projects");
  const listed = await Promise.all(
    items.map(async ({ id }) => (await asStaff<{ project: Project }>(`/projects/${id}`)).project),
  );
  const projects = listed.toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
  const [first] = projects as [Project];
  const portal = `/api/portal/${first.portal.key}`;
  const tokenOf = async (path: string, given: object): Promise<string> => {
    const answer = await request(`${portal}${path}`, { method: "POST", headers, body: JSON.stringify(given) });
    return ((await answer.json()) as { token: string }).token;
  };
  const token = await tokenOf("/visitors", {});
  const customer = await busiest(asStaff, first.id);
  const keys = `/projects/${first.id}/identity-keys`;
  // Of earlier runs: a project has two at most.
  for (const { id } of (await asStaff<{ items: { id: string }[] }>(keys)).items) {
    await request(`/api/staff${keys}/${id}`, { method: "DELETE", headers: { ...headers, cookie } });
  }
  const { key, secret } = await asStaff<{ key: { id: string }; secret: string }>(keys, { method: "POST", body: "{}" });
  const signed = { sub: "bench", email: customer.email, email_verified: true };
  const jwt = siteToken({ portal: first.portal.key, kid: key.id, secret }, Date.now(), signed);
  const ofCustomer = { authorization: `Bearer ${await tokenOf("/identity", { jwt })}` };
  const ask = async <Answer>(path: string): Promise<Answer> =>
    path.startsWith("/portal")
      ? ((await (await request(path.replace("/portal", portal), { headers: ofCustomer })).json()) as Answer)
      : asStaff(path);
  const ticket = JSON.stringify({ subject: "My tin arrived dented", body: "The lid does not close any more." });
  return {
    server,
    readyInMs,
    projects,
    customer: customer.id,
    ask,
    async submit() {
      const own = { ...headers, authorization: `Bearer ${token}`, "idempotency-key": randomUUID() };
      await request(`${portal}/tickets`, { method: "POST", headers: own, body: ticket });
    },
    stop: server.stop,
  };
}

async function busiest(
  ask: <Answer>(path: string) => Promise<Answer>,
  project: string,
): Promise<{ id: string; email: string }> {
  const { items } = await ask<{ items: { from: { customerId: string | null } }[] }>(
    `/tickets?status=closed&limit=100&project=${project}`,
  );
  const counts = new Map<string, number>();
  for (const { customerId: id } of items.map(({ from }) => from)) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [id] = [...counts.keys()].toSorted((one, other) => counts.get(other)! - counts.get(one)!);
  return (await ask<{ customer: { id: string; email: string } }>(`/customers/${id}`)).customer;
}
