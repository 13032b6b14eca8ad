/** A desk that faults happen to: its data folder stays while its server comes and goes. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchDesk, benchStaff, withTicket } from "../bench/desk.ts";
import { freePort } from "../testing/free-port.ts";
import { startServer, type ServerProcess } from "../testing/server-process.ts";

type StartOptions = Omit<Parameters<typeof startServer>[0], "command" | "port">;

export interface FaultDesk {
  folder: string;
  port: number;
  /** `http://127.0.0.1:<port>/api/portal/<key>`, once {@link FaultDesk.prepare} has run. */
  portal: string;
  token: string;
  server: ServerProcess | undefined;
  /** Milliseconds from start to ready, of every start after the first. */
  recoveries: number[];
  start(options?: StartOptions): Promise<ServerProcess>;
  /** A project, an open portal and a visitor, by the same doors as everybody. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

interface FaultDeskOptions {
  /** Given: not deleted at the end. */
  folder?: string;
  env?: Record<string, string>;
}

export async function openFaultDesk({ folder, env = {} }: FaultDeskOptions = {}): Promise<FaultDesk> {
  const dir = folder ?? mkdtempSync(join(tmpdir(), "deskbell-faults-"));
  const port = await freePort();
  let starts = 0;
  const desk: FaultDesk = {
    folder: dir,
    port,
    portal: "",
    token: "",
    server: undefined,
    recoveries: [],
    async start(options = {}) {
      const begun = performance.now();
      const settings = { DATA_DIR: dir, LIMITS: "off", LOG_LEVEL: "error", ...env, ...options.env };
      desk.server = await startServer({ ...options, command: ["serve"], port, env: settings });
      if ((starts += 1) > 1) desk.recoveries.push(performance.now() - begun);
      return desk.server;
    },
    async prepare() {
      const server = desk.server ?? (await desk.start());
      const link = (): string | undefined => /#setup=([\w-]+)/.exec(server.output())?.[1];
      const bench: Pick<BenchDesk, "url" | "setupToken"> = {
        url: `http://127.0.0.1:${port}`,
        setupToken: async () => {
          await server.until(() => link() !== undefined);
          return link()!;
        },
      };
      const target = await withTicket(bench as BenchDesk);
      desk.portal = target.url;
      desk.token = target.headers["authorization"]!.replace("Bearer ", "");
    },
    async close() {
      await desk.server?.kill();
      if (!folder) rmSync(dir, { recursive: true, force: true });
    },
  };
  return desk;
}

export interface Sent {
  status: number;
  body: unknown;
}

/** One new ticket. @returns status 0 where no answer came */
export async function send(desk: FaultDesk, key: string = randomUUID(), subject = "Fault"): Promise<Sent> {
  try {
    const answer = await fetch(`${desk.portal}/tickets`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${desk.token}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify({ subject, body: "Words that must not be lost." }),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: undefined };
  }
}

/** Of the administrator who set the desk up. */
export async function staffCookie({ port }: FaultDesk): Promise<string> {
  const { email, password } = benchStaff;
  const answer = await fetch(`http://127.0.0.1:${port}/api/staff/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (!cookie) throw new Error(`Staff could not sign in: ${answer.status} ${await answer.text()}`);
  return cookie;
}
