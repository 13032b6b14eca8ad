import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createApi } from "./api.ts";

const ends: (() => unknown)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

it.each([
  ["7", 7],
  // As a proxy may write it for the time of its maintenance.
  ["Wed, 21 Oct 2026 07:28:00 GMT", 0],
  [undefined, 0],
])("a server that asks to come back after %s is left alone for %i seconds at least", async (after, seconds) => {
  const server = createServer((_, answer) =>
    answer.writeHead(503, after ? { "Retry-After": after } : {}).end("<html>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  const api = createApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(api.ask("/tickets", { body: {} })).rejects.toMatchObject({ code: "unavailable", retryAfter: seconds });
});
