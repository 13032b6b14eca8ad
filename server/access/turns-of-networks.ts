/**
 * Each route works on a bounded number of requests at a time, and networks take turns at it. A network that asks
 * without end waits behind its own requests, and the next turn goes to another network. Without turns all requests
 * would wait in the lines of the database. There a sign-in, made of many statements, would stand behind the whole flood
 * at each statement. Turns are of one process, while limits (`limits.ts`) hold for all.
 */
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { Refusal } from "../errors.ts";
import type { RequestVariables } from "../http/env.ts";
import { widerNetwork } from "../http/network.ts";
import { takesFile } from "../http/read-json.ts";
import { randomMoment } from "./network-limits.ts";

/** More than one statement after the other needs, so that writes are still committed together. */
const maxAtOnceOfRoute = 32;
const maxAtOnceOfNetwork = 8;
/** Requests of one network, and of all, that wait at one route. Their bodies are in memory. */
const maxWaitingOfNetwork = 200;
const maxWaiting = 2000;
/**
 * Requests wait no longer than this where the database does not answer those in front, so that they hear of it before
 * their clients give up.
 */
const defaultTimeoutMs = 10_000;

/**
 * @param work gets a function that ends its turn early: a request that only reads from then on takes no slot from
 * others
 * @param after runs while the network's slot is still taken, or the next request in its line would see when the work
 * was done
 */
export type InTurnOfNetwork = (
  route: string,
  network: string,
  work: (leave: () => void) => Promise<void>,
  after?: () => Promise<void>,
) => Promise<void>;

interface Route {
  busy: number;
  busyOf: Map<string, number>;
  /** In the order in which networks have their next turn. */
  waiting: Map<string, (() => void)[]>;
  inLine: number;
}

/** @throws Refusal 429 where too many of one network wait, 503 where too many wait in all or no turn comes */
export function createTurnsOfNetworks(timeoutMs = defaultTimeoutMs): InTurnOfNetwork {
  const routes = new Map<string, Route>();

  /** Calls one request. One is enough, since a slot that is given back makes room for one. */
  const callNext = ({ busy, busyOf, waiting }: Route): void => {
    if (busy >= maxAtOnceOfRoute) return;
    for (const [network, line] of waiting) {
      if ((busyOf.get(network) ?? 0) >= maxAtOnceOfNetwork) continue;
      const call = line.shift()!;
      // The line itself is put back at the end, since a request that gives up takes itself out of it.
      waiting.delete(network);
      if (line.length > 0) waiting.set(network, line);
      call();
      return;
    }
  };

  const wait = (route: Route, network: string, begin: () => void): Promise<void> => {
    const { waiting } = route;
    const line = waiting.get(network) ?? [];
    if (line.length >= maxWaitingOfNetwork) throw new Refusal(429, "too_many_requests", { retryAfter: 1 });
    if (route.inLine >= maxWaiting) throw new Refusal(503, "unavailable", { retryAfter: 5 });
    waiting.set(network, line);
    route.inLine += 1;
    return new Promise((resolve, reject) => {
      const call = (): void => {
        clearTimeout(late);
        route.inLine -= 1;
        // The slot is taken here and not once the request goes on, or a request that comes in between would take the
        // same slot.
        begin();
        resolve();
      };
      const late = setTimeout(() => {
        line.splice(line.indexOf(call), 1);
        if (line.length === 0) waiting.delete(network);
        route.inLine -= 1;
        reject(new Refusal(503, "unavailable", { retryAfter: 5 }));
      }, timeoutMs);
      line.push(call);
    });
  };

  return async (name, network, work, after) => {
    const route: Route = routes.get(name) ?? { busy: 0, busyOf: new Map(), waiting: new Map(), inLine: 0 };
    routes.set(name, route);
    const { busyOf } = route;
    const begin = (): void => {
      route.busy += 1;
      busyOf.set(network, (busyOf.get(network) ?? 0) + 1);
    };
    if (route.busy < maxAtOnceOfRoute && (busyOf.get(network) ?? 0) < maxAtOnceOfNetwork) begin();
    else await wait(route, network, begin);
    const leaveRoute = once(() => {
      route.busy -= 1;
      callNext(route);
    });
    const leaveNetwork = once(() => {
      const left = busyOf.get(network)! - 1;
      if (left > 0) busyOf.set(network, left);
      else busyOf.delete(network);
      callNext(route);
      if (busyOf.size === 0) routes.delete(name);
    });
    try {
      await work(() => {
        leaveRoute();
        leaveNetwork();
      });
    } finally {
      leaveRoute();
      await after?.();
      leaveNetwork();
    }
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/**
 * Routes that compare passwords. Requests there take their turns in the lines of `passwords.ts`, and no other line may
 * hold them up.
 */
const waitsForPasswords = new Set([
  "POST /api/portal/:key/session",
  "PATCH /api/portal/:key/customer",
  "POST /api/staff/session",
  "PATCH /api/staff/session",
  "POST /api/staff/totp",
  "DELETE /api/staff/totp",
]);

/**
 * Turns of requests that change something and bring no file, after their body has arrived. Reading takes no turns,
 * since a search may take long. An IPv6 /48 is one network here: whoever has one of its 65,536 networks often has them
 * all.
 */
export const turnsOfNetworks = (
  inTurn: InTurnOfNetwork | undefined,
): MiddlewareHandler<{ Variables: RequestVariables }> =>
  async function turnsOfNetworks(c, next) {
    const { method, path } = c.req;
    const route = `${method} ${routePath(c, -1)}`;
    const isReading = method === "GET" || method === "HEAD" || method === "OPTIONS";
    if (!inTurn || isReading || takesFile(path) || waitsForPasswords.has(route)) return next();
    const network = c.get("network");
    let hasBegun = false;
    try {
      await inTurn(
        route,
        widerNetwork(network) ?? network,
        (leave) => {
          hasBegun = true;
          c.set("leaveTurn", leave);
          return next();
        },
        async () => {
          if (c.get("hidesTime")) await randomMoment();
        },
      );
    } catch (refusal) {
      if (hasBegun) throw refusal;
      c.set("refusal", refusal);
      await next();
    }
    return undefined;
  };
