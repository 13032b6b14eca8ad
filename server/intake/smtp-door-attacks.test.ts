import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SmtpTimeouts } from "./smtp-door.ts";
import { call, callAt, testDoors } from "../testing/smtp-client.ts";

const open = testDoors();

const smuggled =
  "MAIL FROM:<boss@desk.example>\r\nRCPT TO:<help@desk.example>\r\nDATA\r\nSubject: Smuggled\r\n\r\nPay\r\n";

/** What other servers have taken for the end of a mail. */
const falseEnds = {
  "LF . LF": "\n.\n",
  "CR LF . LF": "\r\n.\n",
  "LF . CR LF": "\n.\r\n",
  "CR . CR": "\r.\r",
  "CR LF . CR": "\r\n.\r",
  "CR . CR LF": "\r.\r\n",
  "CR CR LF . CR LF": "\n\r\r\n.\r\r\n",
  "CR LF NUL . CR LF": "\r\n\0.\r\n",
  "a dot that was doubled": "\r\n..\r\n",
};

for (const [name, end] of Object.entries(falseEnds)) {
  test(`${name} does not end a mail, so none is smuggled in behind it`, async () => {
    const door = await open();
    for (const size of [Infinity, 1]) {
      const caller = await call(door.port);
      await caller.beginMail();
      const bytes = Buffer.from(`Subject: First\r\n\r\nHello${end}${smuggled}`);
      for (let at = 0; at < bytes.length; at += size) {
        caller.write(bytes.subarray(at, at + size));
        if (size < Infinity) await setImmediate();
        if (size === Infinity) break;
      }
      expect(await caller.ask(".")).toMatch(/^250 /);
      expect(await caller.ask("NOOP")).toBe("250 OK\r\n");
    }
    expect(door.mails.map(({ envelope }) => envelope.from)).toEqual(Array(2).fill("jo@sender.example"));
    for (const { content } of door.mails) expect(content).toContain("Subject: Smuggled");
  });
}

test("a dot that stands first and was doubled is text, wherever the network cuts", async () => {
  const door = await open();
  const caller = await call(door.port);
  await caller.beginMail();
  for (const byte of "..\r\nMAIL FROM:<boss@desk.example>\r\n") {
    caller.write(byte);
    await setImmediate();
  }
  expect(await caller.ask(".")).toMatch(/^250 /);
  expect(door.mails.map(({ content }) => content)).toEqual([".\r\nMAIL FROM:<boss@desk.example>\r\n"]);
});

test("of a mail whose sender hangs up nothing is received", async () => {
  const door = await open();
  for (const bytes of ["", "Hello", "Hello\r\n", "Hello\r\n.", "Hello\r\n.\r"]) {
    const caller = await call(door.port);
    await caller.beginMail();
    caller.write(bytes);
    caller.hangUp();
    await caller.closed;
  }
  await expect.poll(() => door.failures).toHaveLength(5);
  expect(door.mails).toEqual([]);
  // That is nothing for whoever reads the log.
  expect(door.logged).toEqual([]);
});

test("whoever talks before the greeting, speaks HTTP or sends a line without end has to go", async () => {
  const door = await open();
  const early = callAt(door.port);
  expect(await early.ask(`EHLO x\r\nMAIL FROM:<a@b.example>`)).toMatch(/^421 /);
  const web = await call(door.port);
  expect(await web.ask("POST / HTTP/1.1")).toMatch(/^421 /);
  const long = await call(door.port);
  long.write("EHLO ".padEnd(5000, "x"));
  expect(await long.answer()).toMatch(/^421 /);
  await Promise.all([early, web, long].map(({ closed }) => closed));
});

test("addresses with hidden signs, two ats or a line break in a parameter are refused", async () => {
  const door = await open();
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  for (const line of [
    "MAIL FROM:<a\0b@sender.example>",
    "MAIL FROM:<a@b@sender.example>",
    "MAIL FROM:<a@sender.example> ENVID=a+0D+0Ab",
    "MAIL FROM:a@sender.example",
  ]) {
    expect(await caller.ask(line), line).toMatch(/^501 /);
  }
});

const never = 1e9;
const unbounded: SmtpTimeouts = {
  greetingMs: never,
  commandMs: never,
  mailMs: never,
  slowDataMs: never,
  closeMs: 50,
};

test("whoever says nothing, or not who they are, has to go", async () => {
  const silent = await call((await open({ timeouts: { ...unbounded, commandMs: 200 } })).port);
  expect(await silent.answer()).toMatch(/^421 /);
  const nameless = await call((await open({ timeouts: { ...unbounded, greetingMs: 200 } })).port);
  while ((await nameless.ask("NOOP")).startsWith("250")) await setImmediate();
  await nameless.closed;
});

test("commands that lead to no mail keep nobody here", async () => {
  const caller = await call((await open({ timeouts: { ...unbounded, mailMs: 200 } })).port);
  await caller.ask("EHLO x");
  let answer = "";
  do {
    await setImmediate();
    await caller.ask("RSET");
    answer = await caller.ask("MAIL FROM:<jo@sender.example>");
  } while (answer.startsWith("250"));
  await caller.closed;
  expect(await caller.ask("NOOP")).toBe("");
});

test("a mail that comes in byte by byte for ever is not waited for", async () => {
  const door = await open({ timeouts: { ...unbounded, slowDataMs: 20 } });
  const caller = await call(door.port);
  await caller.beginMail();
  // Never silent, and far below what is asked for.
  const dripping = setInterval(() => caller.write("x"), 5);
  await caller.closed;
  clearInterval(dripping);
  expect(await caller.answer()).toMatch(/^421 /);
  await expect.poll(() => door.failures).toHaveLength(1);
  expect(door.mails).toEqual([]);
});

test("a sender is not blamed for our own disk", async () => {
  const released = Promise.withResolvers<void>();
  let bytes = 0;
  const door = await open({
    timeouts: { ...unbounded, slowDataMs: 8 },
    async receive(content) {
      await released.promise;
      for await (const piece of content) bytes += (piece as Buffer).length;
    },
  });
  const caller = await call(door.port);
  await caller.beginMail();
  const line = `${"x".repeat(98)}\r\n`;
  caller.write(line.repeat(50_000));
  // Twenty times as long as a sender may be slow.
  const start = performance.now();
  await expect.poll(() => performance.now() - start, { interval: 5 }).toBeGreaterThan(160);
  released.resolve();
  expect(await caller.ask(".")).toMatch(/^250 /);
  expect(bytes).toBe(5_000_000);
});

test("a mail without end is cut off", async () => {
  const door = await open({ maxBytes: 10_000, timeouts: unbounded });
  const caller = await call(door.port);
  await caller.beginMail();
  let hasClosed = false;
  void caller.closed.then(() => (hasClosed = true));
  while (!hasClosed) {
    caller.write(`${"x".repeat(998)}\r\n`);
    await setImmediate();
  }
  expect(door.mails).toEqual([]);
});

test("there are so many connections at a time, in all and of one network, and one that ends makes room", async () => {
  for (const limit of [{ maxConnections: 2 }, { maxPerNetwork: 2 }]) {
    const door = await open(limit);
    const callers = [await call(door.port), await call(door.port)];
    await expect(call(door.port)).rejects.toThrow(/^421 /);
    await callers[0]?.ask("QUIT");
    await callers[0]?.closed;
    await expect.poll(() => call(door.port).catch(() => undefined)).toBeDefined();
  }
});

test("many who come and go leave nobody behind", async () => {
  const door = await open({ maxConnections: 20, maxPerNetwork: 20 });
  for (let round = 0; round < 20; round += 1) {
    const callers = Array.from({ length: 20 }, () => callAt(door.port));
    for (const [at, caller] of callers.entries()) {
      if (at % 2 === 0) caller.write("EHLO x\r\n");
      caller.hangUp();
    }
    await Promise.all(callers.map(({ closed }) => closed));
  }
  await expect.poll(() => call(door.port).catch(() => undefined)).toBeDefined();
});

test("a mail of nothing but doubled dots, the dearest there is to read, lets others in beside it", async () => {
  const door = await open();
  const [dots, other] = [await call(door.port), await call(door.port)];
  await dots.beginMail();
  await other.beginMail();
  dots.write(`${"..\r\n".repeat(50_000)}.\r\n`);
  const answers: string[] = [];
  const dotted = dots.answer().then(() => answers.push("dots"));
  await other.ask("Hello\r\n.").then(() => answers.push("other"));
  await dotted;
  expect(answers).toEqual(["other", "dots"]);
  expect(door.mails[1]?.content).toBe(".\r\n".repeat(50_000));
});
