/** Asks one server one thing, over and over. */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";

export interface Target {
  /** Address up to `/tickets`. */
  url: string;
  headers: Record<string, string>;
  ticketId: string;
  /** A ticket of its own, since replies make it long. */
  repliedId: string;
}

export interface Figures {
  perSecond: number;
  p50: number;
  p99: number;
}

export const kinds = ["POST ticket", "POST reply", "GET ticket", "GET list"] as const;
export type Kind = (typeof kinds)[number];

const seconds = 1.5;
const warmUpSeconds = 2;
const ticket = JSON.stringify({
  subject: "My tin arrived dented",
  body: "Hello, the lid of the tin I ordered last week does not close any more. Could you send another one? Thank you, Mia",
});
const reply = JSON.stringify({ body: "The number under the tin is 4711. Does that help? Thank you, Mia" });

/** Code that has just started is slower than what a day is made of. */
export async function warmUp(target: Target): Promise<void> {
  for (const kind of kinds) await load(target, kind, 16, warmUpSeconds);
}

export async function load(target: Target, kind: Kind, connections: number, duration = seconds): Promise<Figures> {
  const pathname = new URL(target.url).pathname.replace(/\/$/, "");
  const write = { ...target.headers, "content-type": "application/json" };
  const post = (path: string, body: string) => ({
    method: "POST" as const,
    path: pathname + path,
    body,
    setupRequest: (request: object) => ({ ...request, headers: { ...write, "idempotency-key": randomUUID() } }),
  });
  const requests = {
    "POST ticket": post("/tickets", ticket),
    "POST reply": post(`/tickets/${target.repliedId}/messages`, reply),
    "GET ticket": { path: `${pathname}/tickets/${target.ticketId}`, headers: target.headers },
    "GET list": { path: `${pathname}/tickets`, headers: target.headers },
  };
  const result = await autocannon({ url: target.url, connections, duration, requests: [requests[kind]] });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${kind} on ${target.url}: ${result.errors} errors, ${result.non2xx} answers that are not 2xx`);
  }
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}
