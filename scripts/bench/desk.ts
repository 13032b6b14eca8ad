/** The whole server on a fresh SQLite file, with a project, a portal, and a visitor who has written once. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { freePort } from "../testing/free-port.ts";
import { startServer } from "../testing/server-process.ts";
import type { Target } from "./load.ts";

export interface BenchDesk {
  url: string;
  /** What the first start prints for the first administrator. */
  setupToken: () => Promise<string>;
  readyInMs: number;
  /** MB. */
  memory: () => number;
  stop: () => Promise<void>;
}

export async function startBenchDesk(folder: string, more: Record<string, string> = {}): Promise<BenchDesk> {
  const port = await freePort();
  const begun = performance.now();
  const env = { DATA_DIR: folder, LIMITS: "off", LOG_LEVEL: "silent", ...more };
  const server = await startServer({ command: ["serve"], port, env });
  const readyInMs = performance.now() - begun;
  return {
    readyInMs,
    url: `http://127.0.0.1:${port}`,
    setupToken: async () => {
      const link = (): string | undefined => /#setup=([\w-]+)/.exec(server.output())?.[1];
      await server.until(() => link() !== undefined);
      return link()!;
    },
    memory: () => memoryOf(server.pid),
    stop: server.stop,
  };
}

/** MB of memory that are a process's own or shared, as the system counts them. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1000;

export const benchStaff = { name: "Bench", email: "bench@example.com", password: "twelve characters and more" };

/** Sets up what the load needs, by the same doors as everybody. */
export async function withTicket({ url, setupToken }: BenchDesk): Promise<Target> {
  let cookie = "";
  const ask = async <Answer>(
    path: string,
    body: object,
    headers: Record<string, string> = {},
    method = "POST",
  ): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", cookie, ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return (await response.json()) as Answer;
  };
  await ask("/api/staff/setup", { token: await setupToken(), ...benchStaff });
  const { project } = await ask<{ project: { id: string; portal: { key: string } } }>("/api/staff/projects", {
    name: "Bench",
  });
  await ask(`/api/staff/projects/${project.id}`, { portal: { enabled: true } }, {}, "PATCH");
  const portal = `/api/portal/${project.portal.key}`;
  const { token } = await ask<{ token: string }>(`${portal}/visitors`, {});
  const headers = { authorization: `Bearer ${token}` };
  const write = async (subject: string): Promise<string> => {
    const keyed = { ...headers, "idempotency-key": randomUUID() };
    return (await ask<{ ticket: { id: string } }>(`${portal}/tickets`, { subject, body: "Hello." }, keyed)).ticket.id;
  };
  return {
    url: url + portal,
    headers,
    ticketId: await write("The first one"),
    repliedId: await write("The one that is replied to"),
  };
}
