import type { Hono } from "hono";
import { METHODS } from "hono/router";

/**
 * Which methods an address takes, by the routes that there are.
 * @returns none for an address that is not there
 */
export const allowedMethods =
  ({ router }: Pick<Hono, "router">) =>
  (path: string): string[] => {
    const found = METHODS.map((name) => name.toUpperCase()).filter((method) =>
      // What runs before handlers is entered for every method.
      router.match(method, path)[0].some(([[, route]]) => route.method === method),
    );
    return (found.includes("GET") ? [...found, "HEAD"] : found).toSorted();
  };
