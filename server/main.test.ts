/** The command line as it is typed: the built program in a process of its own. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../scripts/testing/free-port.ts";
import { startServer } from "../scripts/testing/server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-words-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing here is meant to start; what does all the same ends with the test. */
const deskbell = (words: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ["dist/server/main.js", ...words], {
    encoding: "utf8",
    timeout: 8_000,
    env: { PATH: process.env["PATH"], DATA_DIR: join(folder, "data"), PORT: "0", ...env },
  });

test.each([
  [["serve", "--prot", "4000"], "Unknown option --prot"],
  [["serve", "4000"], "One word too many: 4000"],
  [["demo", "--site-port"], "--site-port needs a value."],
  [["demo", "--site-port", "many"], "--site-port has to be a whole number from 0 to 65535, not many."],
  [["staff", "add", "mia@example.com", "--rolle", "admin"], "Unknown option --rolle"],
  [["staff", "add", "mia@example.com", "--role", "boss"], "boss"],
  [["staff", "add"], "EMAIL"],
  [["sevre"], "Unknown command sevre"],
])("%j is wrong usage, told with the usage, and nothing starts", (words, said) => {
  const { status, stdout, stderr } = deskbell(words);
  expect(stderr).toContain(said);
  expect(stderr).toContain("USAGE deskbell");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(readdirSync(folder)).toEqual([]);
});

test("C23: what is no mail address is wrong usage, and --version says the version", () => {
  const wrong = deskbell(["staff", "add", "notmail"]);
  expect(wrong.stderr).toMatch(/^"notmail" is not a mail address\.[^]*USAGE deskbell staff add/);
  expect(wrong.status).toBe(2);
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const { status, stdout } = deskbell(["--version"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
});

test.each([[[]], [["serve"]], [["demo"]], [["migrate"]], [["staff"]], [["staff", "add"]], [["doctor"]]])(
  "%j explains itself with --help, in plain lines where nobody sees colours",
  (words) => {
    const { status, stdout } = deskbell([...words, "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`USAGE ${["deskbell", ...words].join(" ")}`);
    expect(stdout).not.toContain("\u001b");
  },
);

test("what cannot be opened is named in one sentence, without a stack and without a password", () => {
  const text = join(folder, "letter.txt");
  writeFileSync(text, "Dear desk, this is no database.");
  const refused = (env: Record<string, string>): string => {
    const { status, stderr } = deskbell(["serve"], env);
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/\n\s+at /);
    return stderr.trim().split("\n").at(-1)!;
  };
  expect(refused({ DATABASE_URL: `sqlite:${text}` })).toBe(
    `The database ${text} cannot be opened: file is not a database`,
  );
  expect(refused({ DATA_DIR: text })).toMatch(/DATA_DIR is .*letter\.txt": it has to be a folder that can be written/);
  const secret = "0123456789abcdefghijklmnopqrstuvwxyz";
  const postgres = refused({ DATABASE_URL: "postgres://mia:tea@127.0.0.1:1/desk", SECRET_KEY: secret });
  expect(postgres).toBe("The database postgres://127.0.0.1:1/desk cannot be opened: connect ECONNREFUSED 127.0.0.1:1");
});

// A kept connection would hold the end up for ten seconds, which is longer than a test may take.
test("an end that is asked for in the middle of a request gives it its answer, and waits for no connection that is merely kept", async () => {
  const port = await freePort();
  const server = await startServer({ command: ["serve"], port, env: { DATA_DIR: join(folder, "ending") } });
  const body = JSON.stringify({ email: "mia@example.com", password: "a kettle of green tea" });
  const asked = request({
    port,
    agent: new Agent({ keepAlive: true }),
    method: "POST",
    path: "/api/staff/session",
    headers: {
      "Content-Type": "application/json",
      "Content-Length": body.length,
      "Sec-Fetch-Site": "same-origin",
      Expect: "100-continue",
    },
  });
  asked.flushHeaders();
  // The server has it in hand.
  await once(asked, "continue");
  const stopped = server.stop();
  await server.until(() =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => false,
      () => true,
    ),
  );
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(401);
  await stopped;
});
