import type { RouterRoute } from "hono/types";

/**
 * Which methods an address takes, by the routes that there are.
 * @param routes read at the first question: by then every part of the app has brought its own
 * @returns none for an address that is not there
 */
export function allowedMethods(routes: () => readonly RouterRoute[]): (path: string) => string[] {
  let table: [pattern: RegExp, method: string][] | undefined;
  return (path) => {
    // What runs before handlers is entered for every method.
    table ??= routes().flatMap(({ method, path: pattern }) => (method === "ALL" ? [] : [[asPattern(pattern), method]]));
    const found = new Set(table.filter(([pattern]) => pattern.test(path)).map(([, method]) => method));
    if (found.has("GET")) found.add("HEAD");
    return [...found].toSorted();
  };
}

const asPattern = (path: string): RegExp => {
  const parts = path.split("/").map((part) => (part.startsWith(":") ? "[^/]+" : part.replace(/\W/g, "\\$&")));
  return new RegExp(`^${parts.join("/")}/?$`);
};
