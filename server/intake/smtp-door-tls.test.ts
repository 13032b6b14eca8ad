import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { generate } from "selfsigned";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, openTestDoor, type TestDoor } from "../testing/smtp-client.ts";

const name = "mx.desk.example";
let folder = "";
let files = { cert: "", key: "" };
let time = 0;
let door: TestDoor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "deskbell-"));
  files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  time = 0;
});

afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

async function newPair(): Promise<{ cert: string; key: string }> {
  const extensions = [{ name: "subjectAltName" as const, altNames: [{ type: 2 as const, value: name }] }];
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions,
  });
  return { cert: made.cert, key: made.private };
}

async function put(pair: { cert: string; key: string }): Promise<void> {
  await Promise.all([writeFile(files.cert, pair.cert), writeFile(files.key, pair.key)]);
}

async function openWith(pair: { cert: string; key: string }): Promise<void> {
  await put(pair);
  door = await openTestDoor({ tls: files, now: () => time });
}

/** Rejects where the door shows another certificate. */
async function callOverTls(cert: string) {
  const caller = await call(door.port);
  expect(await caller.ask("EHLO mail.sender.example")).toMatch(/^250-STARTTLS\r$/m);
  expect(await caller.ask("STARTTLS")).toMatch(/^220 /);
  return caller.secured({ ca: cert, servername: name });
}

test("a mail comes in over TLS, and what was told before counts no more", async () => {
  const pair = await newPair();
  await openWith(pair);
  const sender = createTransport({
    host: "127.0.0.1",
    port: door.port,
    requireTLS: true,
    tls: { ca: pair.cert, servername: name },
  });
  await sender.sendMail({ from: "jo@sender.example", to: "help@desk.example", text: "Hello" });
  expect(door.mails.map(({ envelope }) => envelope.secure)).toEqual([true]);

  const caller = await callOverTls(pair.cert);
  expect(await caller.ask("MAIL FROM:<jo@sender.example>")).toMatch(/^503 /);
  expect(await caller.ask("EHLO x")).not.toContain("STARTTLS");
});

test("what was sent in the clear behind STARTTLS is never heard", async () => {
  const pair = await newPair();
  await openWith(pair);
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  caller.write("STARTTLS\r\nEHLO y\r\nMAIL FROM:<boss@desk.example>\r\nRCPT TO:<help@desk.example>\r\n");
  expect(await caller.answer()).toMatch(/^220 /);
  const secured = await caller.secured({ ca: pair.cert, servername: name });
  expect(await secured.ask("DATA")).toMatch(/^503 /);
  await secured.ask("EHLO x");
  expect(await secured.ask("DATA")).toMatch(/^503 /);
  expect(door.mails).toEqual([]);
});

test("a renewed certificate is shown without a restart, once a minute has gone", async () => {
  const [first, second] = [await newPair(), await newPair()];
  await openWith(first);
  await put(second);
  time = 59_000;
  await callOverTls(first.cert);
  time = 60_000;
  await callOverTls(second.cert);
  await expect(callOverTls(first.cert)).rejects.toThrow("certificate");
  expect(door.logged.filter((line) => line.includes("renewed"))).toHaveLength(1);
});

test("a new pair that cannot be used leaves the old one, and is looked at again", async () => {
  const [first, second] = [await newPair(), await newPair()];
  await openWith(first);
  const broken = { "another's key": { ...first, cert: second.cert }, garbage: { cert: "none", key: "none" } };
  for (const [of, pair] of Object.entries(broken)) {
    await put(pair);
    time += 60_000;
    await callOverTls(first.cert);
    expect(
      door.logged.filter((line) => line.includes("cannot be used")),
      of,
    ).toHaveLength(1);
    // Not again each minute.
    time += 60_000;
    await callOverTls(first.cert);
    expect(door.logged.splice(0), of).toHaveLength(1);
  }
  await rm(files.key);
  time += 60_000;
  await callOverTls(first.cert);
  await put(second);
  time += 60_000;
  await callOverTls(second.cert);
});

test("a door with a broken pair does not open", async () => {
  const [first, second] = [await newPair(), await newPair()];
  await openWith(first);
  await put({ ...first, cert: second.cert });
  await expect(openTestDoor({ tls: files })).rejects.toThrow("key values mismatch");
});

test("a handshake that does not come ends the connection", async () => {
  await put(await newPair());
  door = await openTestDoor({ tls: files, timeouts: { commandMs: 200 }, maxConnections: 1 });
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  await caller.ask("STARTTLS");
  await caller.closed;
  await expect.poll(() => call(door.port).catch(() => undefined)).toBeDefined();
});

test("what is no TLS ends its connection and nothing else", async () => {
  await openWith(await newPair());
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  await caller.ask("STARTTLS");
  caller.write("EHLO y\r\n".repeat(1000));
  await caller.closed;
  expect(await (await call(door.port)).ask("EHLO x")).toMatch(/^250-/);
});
