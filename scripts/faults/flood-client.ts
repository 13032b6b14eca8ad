/** A thread of its own that asks one door as fast as it can, so that its work is not counted as the desk's slowness. */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

export interface FloodOrder {
  port: number;
  path: string;
  /** JSON; `%n` becomes another number each time. */
  body: string;
  /** Of a visitor, for the doors that ask for one. */
  token: string;
  /** Addresses, used in turns. */
  networks: string[];
  seconds: number;
}

/** More than may wait in the queue of passwords. */
const connections = 80;
/** Bounded in count as well as in time. */
const maxSent = 100_000;

const { port, path, body, token, networks, seconds } = workerData as FloodOrder;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const end = performance.now() + seconds * 1000;
const statuses: Record<number, number> = {};
let sent = 0;

const one = (n: number): Promise<number> =>
  new Promise((resolve) => {
    const headers = {
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      ...(path.endsWith("/tickets") && { authorization: `Bearer ${token}` }),
      "sec-fetch-site": "same-origin",
      "x-forwarded-for": networks[n % networks.length],
    };
    const asked = request({ host: "127.0.0.1", port, path, method: "POST", agent, headers }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
    });
    asked.once("error", () => resolve(0));
    asked.setTimeout(20_000, () => asked.destroy());
    asked.end(body.replaceAll("%n", `${n}-${Math.random().toString(36).slice(2)}`));
  });

const work = async (): Promise<void> => {
  while (performance.now() < end && sent < maxSent) {
    const status = await one((sent += 1));
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
};
await Promise.all(Array.from({ length: connections }, work));
agent.destroy();
parentPort!.postMessage(statuses);
