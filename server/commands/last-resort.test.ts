import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../scripts/testing/free-port.ts";
import { startServer } from "../../scripts/testing/server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-last-resort-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Breaks the server from within, where no request could be found that does. */
const preload = (what: string): string =>
  `data:text/javascript,process.on("SIGUSR2",()=>setTimeout(()=>{${encodeURIComponent(what)}}))`;

test.each([
  ["an error that nobody caught", 'throw new Error("a part without a listener")'],
  ["a rejection that nobody caught", 'Promise.reject(new Error("a part without a listener"))'],
])("S1: %s is logged, what was accepted is answered, and the process ends with 1", async (name, what) => {
  const port = await freePort();
  const env = { DATA_DIR: join(folder, name), LOG_LEVEL: "error" };
  const server = await startServer({ command: ["serve"], port, env, nodeOptions: ["--import", preload(what)] });
  const body = JSON.stringify({ email: "mia@example.com", password: "a kettle of green tea" });
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "Sec-Fetch-Site": "same-origin",
    Expect: "100-continue",
  };
  const asked = request({ port, method: "POST", path: "/api/staff/session", headers });
  asked.flushHeaders();
  // The server has it in hand.
  await once(asked, "continue");
  process.kill(server.pid, "SIGUSR2");
  await server.until(() => server.output().includes("nobody caught"));
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(401);
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain("a part without a listener");
});
