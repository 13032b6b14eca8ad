/** A server on a desk that was made up, and its administrator and a customer, as they ask it. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../server/contract/index.ts";
import { readConfig } from "../../server/config.ts";
import { fill } from "../fill/fill.ts";
import { administrator } from "../fill/people.ts";
import { freePort } from "../testing/free-port.ts";
import { startServer, type ServerProcess } from "../testing/server-process.ts";

const secretKey = "0123456789abcdef0123456789abcdef";

export interface FilledServer {
  server: ServerProcess;
  readyInMs: number;
  projects: Project[];
  /** As the administrator. Fails on anything but an answer. */
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
  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await (await request(`/api/staff${path}`, { headers: { cookie } })).json()) as Answer;
  const { items } = await ask<{ items: { id: string }[] }>("/projects");
  const projects = await Promise.all(
    items.map(async ({ id }) => (await ask<{ project: Project }>(`/projects/${id}`)).project),
  );
  const portal = `/api/portal/${projects[0]!.portal.key}`;
  const visitor = await request(`${portal}/visitors`, { method: "POST", headers, body: "{}" });
  const { token } = (await visitor.json()) as { token: string };
  const ticket = JSON.stringify({ subject: "My tin arrived dented", body: "The lid does not close any more." });
  return {
    server,
    readyInMs,
    projects,
    ask,
    async submit() {
      const own = { ...headers, authorization: `Bearer ${token}`, "idempotency-key": randomUUID() };
      await request(`${portal}/tickets`, { method: "POST", headers: own, body: ticket });
    },
    stop: server.stop,
  };
}
