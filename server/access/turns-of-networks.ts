/**
 * At each route so much is done at a time, and networks take turns at it. Whoever asks without end waits behind
 * themselves, and the next turn is of whoever comes from elsewhere: a database has its own lines, in which a sign-in,
 * made of many statements, would else stand behind all of theirs at each of them.
 */
import type { MiddlewareHandler } from "hono";
import { Refusal } from "../errors.ts";
import type { RequestVariables } from "../http/env.ts";
import { takesFile } from "../http/read-json.ts";
import { randomMoment } from "./network-limits.ts";

/** More than one statement after the other needs, so that writes are still committed together. */
const atOnceOfRoute = 32;
const atOnceOfNetwork = 8;
/** Requests of one network that wait at one route. Their bodies are in memory. */
const longestLine = 500;
/** Where those in front wait for a database that does not answer, whoever is behind is told so before they give up. */
const patienceMs = 10_000;

export type InTurnOfNetwork = <T>(route: string, network: string, work: () => Promise<T>) => Promise<T>;

interface Route {
  busy: number;
  busyOf: Map<string, number>;
  /** In the order in which networks have their next turn. */
  waiting: Map<string, (() => void)[]>;
}

/** @throws Refusal 429 where too many of one network wait, 503 where no turn comes */
export function createTurnsOfNetworks(patience = patienceMs): InTurnOfNetwork {
  const routes = new Map<string, Route>();

  const callNext = ({ busy, busyOf, waiting }: Route): void => {
    if (busy >= atOnceOfRoute) return;
    for (const [network, line] of waiting) {
      if ((busyOf.get(network) ?? 0) >= atOnceOfNetwork) continue;
      const call = line.shift()!;
      // The same line again: whoever waits in it takes themselves out of it.
      waiting.delete(network);
      if (line.length > 0) waiting.set(network, line);
      call();
      return;
    }
  };

  return async (name, network, work) => {
    const route = routes.get(name) ?? { busy: 0, busyOf: new Map(), waiting: new Map() };
    routes.set(name, route);
    const { busyOf, waiting } = route;
    const begin = (): void => {
      route.busy += 1;
      busyOf.set(network, (busyOf.get(network) ?? 0) + 1);
    };
    if (route.busy < atOnceOfRoute && (busyOf.get(network) ?? 0) < atOnceOfNetwork) begin();
    else {
      const line = waiting.get(network) ?? [];
      if (line.length >= longestLine) throw new Refusal(429, "too_many_requests", { retryAfter: 1 });
      waiting.set(network, line);
      await new Promise<void>((resolve, reject) => {
        const call = (): void => {
          clearTimeout(late);
          // Now, not when this goes on: whoever comes in between would find a place that is taken.
          begin();
          resolve();
        };
        const late = setTimeout(() => {
          line.splice(line.indexOf(call), 1);
          if (line.length === 0) waiting.delete(network);
          reject(new Refusal(503, "unavailable", { retryAfter: 5 }));
        }, patience);
        line.push(call);
      });
    }
    try {
      return await work();
    } finally {
      route.busy -= 1;
      const left = busyOf.get(network)! - 1;
      if (left > 0) busyOf.set(network, left);
      else busyOf.delete(network);
      callNext(route);
      // Anybody may ask for any path.
      if (route.busy === 0) routes.delete(name);
    }
  };
}

/**
 * Where passwords of strangers are compared: there the lines of `passwords.ts` are waited in, which nobody else may hold
 * up. A link has to be a living one before a password is made for it.
 */
const waitsForPasswords = /^(POST|PATCH|DELETE) (session|customer|totp)\/1$/;

/** Of what changes something and is no file, after its body has arrived. Reading is left alone: a search may take long. */
export const turnsOfNetworks = (
  inTurn: InTurnOfNetwork | undefined,
): MiddlewareHandler<{ Variables: RequestVariables }> =>
  async function turnsOfNetworks(c, next) {
    const { method, path } = c.req;
    if (!inTurn || method === "GET" || method === "HEAD" || method === "OPTIONS" || takesFile(path)) return next();
    const [first = "", ...more] = path.replace(/^\/api\/(portal\/[^/]+|staff)\/?/, "").split("/");
    const name = `${method} ${first}/${more.length + 1}`;
    if (waitsForPasswords.test(name)) return next();
    await inTurn(`${path.startsWith("/api/staff") ? "staff" : "portal"} ${name}`, c.get("network"), next);
    // Afterwards: whoever waits to hide something keeps no place from others.
    if (c.get("hidesTime")) await randomMoment();
    return undefined;
  };
