/** `doctor` finds out at the terminal what would keep mails from going out. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../testing/free-port.ts";
import { startServer } from "../testing/server-process.ts";
import { run } from "../testing/run.ts";
import { openSmtpSink } from "../testing/smtp-sink.ts";
import type { SmtpSink } from "../testing/smtp-sink.ts";

let folder: string;
let sink: SmtpSink;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-doctor-"));
  // It looks at a desk, and makes none.
  await run(process.execPath, ["dist/server/main.js", "migrate"], { env: { DATA_DIR: folder } });
  sink = await openSmtpSink({ tls: "starttls", auth: { user: "desk", pass: "right" } });
});
afterEach(async () => {
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});

const doctor = (env: Record<string, string>) =>
  run(process.execPath, ["dist/server/main.js", "doctor"], { env: { DATA_DIR: folder, ...env } });

test("without a mail server it says that mails are kept", async () => {
  const { ok, output } = await doctor({});
  expect(ok).toBe(true);
  expect(output).toContain("SMTP_URL is not set: mails are kept");
});

test("it says in red that a proxy stands in front of which nobody told it", async () => {
  const port = await freePort();
  const server = await startServer({ command: ["serve"], port, env: { DATA_DIR: folder } });
  expect((await doctor({})).output).toContain("note  TRUST_PROXY is 0");
  await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { "X-Forwarded-For": "203.0.113.7" } });
  await expect
    .poll(async () => (await doctor({})).output, { timeout: 20_000 })
    .toMatch(/FAIL {2}proxy: .*TRUST_PROXY is 0/);
  expect((await doctor({ TRUST_PROXY: "1" })).ok).toBe(true);
  await server.stop();
});

test("it fails on a certificate that nobody vouches for, and on a password that is wrong, without repeating it", async () => {
  const strange = await doctor({ SMTP_URL: sink.url, MAIL_FROM: "help@desk.test" });
  expect(strange.ok).toBe(false);
  expect(strange.output).toMatch(/FAIL {2}mail server: .*certificate/);
  const trust = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"), MAIL_FROM: "help@desk.test" };
  writeFileSync(trust.NODE_EXTRA_CA_CERTS, sink.ca!);
  const wrong = await doctor({ ...trust, SMTP_URL: sink.url.replace("right", "wr0ng") });
  expect(wrong.ok).toBe(false);
  expect(wrong.output).toMatch(/FAIL {2}mail server: .*535/);
  expect(wrong.output).not.toContain("wr0ng");
  const right = await doctor({ ...trust, SMTP_URL: sink.url });
  expect(right.output).toMatch(/ok {4}mail server: 127\.0\.0\.1:\d+ answers and knows desk/);
  expect(right.ok).toBe(true);
});
