import { randomBytes } from "node:crypto";
import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import { SmtpRefusal } from "./smtp-door-refusal.ts";
import { call, testDoors } from "../testing/smtp-client.ts";

const open = testDoors();

test("a mail arrives byte for byte, with who sent it to whom", async () => {
  const door = await open();
  const sender = createTransport({ host: "127.0.0.1", port: door.port, name: "mail.sender.example" });
  const raw = `From: Jo <jo@sender.example>\r\nSubject: Hello\r\n\r\n.\r\n..two dots\r\nümläute\r\n`;
  await sender.sendMail({
    envelope: { from: "Jo@Sender.example", to: ["Help@desk.example", "sales@desk.example", "help@DESK.example"] },
    raw,
  });
  expect(door.mails).toEqual([
    {
      content: raw,
      envelope: {
        from: "jo@sender.example",
        to: ["help@desk.example", "sales@desk.example"],
        network: "127.0.0.1",
        ip: "127.0.0.1",
        helo: "mail.sender.example",
        secure: false,
      },
    },
  ]);
  expect(door.counted).toEqual([
    { network: "127.0.0.1", bytes: 0 },
    { network: "127.0.0.1", bytes: Buffer.byteLength(raw) },
  ]);
  expect(door.logged).toEqual([]);
});

test("greeting and EHLO tell a name and what can be done, and no version, sign-in or address", async () => {
  const door = await open();
  const caller = await call(door.port);
  expect(await caller.ask("EHLO mail.sender.example")).toBe(
    ["250-mx.desk.example", "250-PIPELINING", "250-8BITMIME", "250-SMTPUTF8", `250 SIZE ${25 * 1024 * 1024}`, ""].join(
      "\r\n",
    ),
  );
  for (const line of [
    "VRFY help@desk.example",
    "EXPN help",
    "AUTH PLAIN AGEAYg==",
    "STARTTLS",
    "XCLIENT ADDR=1.2.3.4",
  ]) {
    expect(await caller.ask(line), line).toMatch(/^500 /);
  }
});

test("the empty path, letters of all scripts, and mailboxes with odd dots are taken", async () => {
  const door = await open();
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  const paths = ["<>", "<ji..ro.@docomo.example>", "<用户@例え.example>"];
  for (const path of paths) {
    await caller.ask(`MAIL FROM:${path} SMTPUTF8 BODY=8BITMIME`);
    await caller.ask("RCPT TO:<help@desk.example>");
    await caller.ask("DATA");
    expect(await caller.ask("Subject: x\r\n\r\nHello\r\n."), path).toMatch(/^250 /);
  }
  expect(door.mails.map(({ envelope }) => envelope.from)).toEqual([
    null,
    "ji..ro.@docomo.example",
    "用户@xn--r8jz45g.example",
  ]);
});

test("recipients that are not here are refused, and the others get their mail", async () => {
  const door = await open();
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  await caller.ask("MAIL FROM:<jo@sender.example>");
  for (const stranger of ["jo@elsewhere.example", "help%elsewhere.example@elsewhere.example", "postmaster"]) {
    expect(await caller.ask(`RCPT TO:<${stranger}>`), stranger).toMatch(/^550 /);
  }
  expect(await caller.ask("DATA")).toMatch(/^503 /);
  expect(await caller.ask("RCPT TO:<help@desk.example>")).toMatch(/^250 /);
  await caller.ask("DATA");
  expect(await caller.ask("Hello\r\n.")).toMatch(/^250 /);
  expect(door.mails.map(({ envelope }) => envelope.to)).toEqual([["help@desk.example"]]);
});

test("a hundred recipients go with one mail, the next is for later, and whoever tries out addresses has to go", async () => {
  const door = await open();
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  await caller.ask("MAIL FROM:<jo@sender.example>");
  const ask = (domain: string) => Array.from({ length: 101 }, (_, at) => `RCPT TO:<a${at}@${domain}>`);
  const known = await caller.askAtOnce(ask("desk.example"));
  expect(known.slice(0, 100).every((answer) => answer.startsWith("250 "))).toBe(true);
  expect(known[100]).toMatch(/^452 /);
  await caller.ask("RSET");
  await caller.ask("MAIL FROM:<jo@sender.example>");
  const unknown = await caller.askAtOnce(ask("elsewhere.example"));
  expect(unknown.slice(0, 100).every((answer) => answer.startsWith("550 "))).toBe(true);
  expect(unknown[100]).toMatch(/^421 /);
  await caller.closed;
});

test("the answer is yes only once the mail was received", async () => {
  const steps: string[] = [];
  const released = Promise.withResolvers<void>();
  const door = await open({
    async receive(content) {
      for await (const _ of content) steps.push("read");
      await released.promise;
      steps.push("kept");
    },
  });
  const caller = await call(door.port);
  await caller.beginMail();
  const answered = caller.ask("Hello\r\n.").then((answer) => steps.push(answer.slice(0, 3)));
  await expect.poll(() => steps).toEqual(["read"]);
  released.resolve();
  await answered;
  expect(steps).toEqual(["read", "kept", "250"]);
});

test("what fails on our side makes the sender try again, and tells nothing", async () => {
  const failing = async (): Promise<never> => {
    throw new Error("password of the database");
  };
  for (const part of ["knows", "allow", "hasRoom", "receive"] as const) {
    const door = await open({ [part]: failing });
    const caller = await call(door.port);
    const answers = await caller.askAtOnce([
      "EHLO x",
      "MAIL FROM:<a@b.example>",
      "RCPT TO:<help@desk.example>",
      "DATA",
    ]);
    if (part === "receive") answers.push(await caller.ask("Hello\r\n."));
    const refused = answers.find((answer) => /^[45]/.test(answer));
    expect(refused, part).toMatch(/^451 /);
    expect(answers.join(""), part).not.toContain("password");
    expect(door.logged.join(""), part).toContain("password of the database");
    // Counting failed as well.
    expect(door.mails).toEqual([]);
  }
});

test("a refusal of what receives is the answer as it stands", async () => {
  const door = await open({
    async receive(content) {
      content.resume();
      throw new SmtpRefusal(554, "That is no mail");
    },
  });
  const caller = await call(door.port);
  await caller.beginMail();
  expect(await caller.ask(`${"x".repeat(70)}\r\n`.repeat(20_000) + ".")).toBe("554 That is no mail\r\n");
  expect(await caller.ask("NOOP")).toMatch(/^250 /);
  expect(door.logged).toEqual([]);
});

test("a mail that was not read is not acknowledged", async () => {
  const door = await open({ receive: async () => {} });
  const caller = await call(door.port);
  await caller.beginMail();
  expect(await caller.ask("Hello\r\n.")).toMatch(/^451 /);
});

test("a network that has no mails left and a full disk are for later", async () => {
  const door = await open({ allow: async () => false });
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  await caller.ask("MAIL FROM:<jo@sender.example>");
  expect(await caller.ask("RCPT TO:<help@desk.example>")).toMatch(/^451 /);
  expect(await caller.ask("RCPT TO:<sales@desk.example>")).toMatch(/^451 /);
  expect(await caller.ask("DATA")).toMatch(/^503 /);

  const full = await call((await open({ hasRoom: async () => false })).port);
  await full.ask("EHLO x");
  expect(await full.ask("MAIL FROM:<jo@sender.example>")).toMatch(/^452 /);
});

test("each mail of a connection is asked about and counted, a refused one too", async () => {
  const door = await open({ maxBytes: 1000 });
  const caller = await call(door.port);
  for (const size of [10, 2000, 20]) {
    await caller.beginMail();
    await caller.ask(`${"x".repeat(size - 2)}\r\n.`);
  }
  expect(door.counted.map(({ bytes }) => bytes)).toEqual([0, 10, 0, 2000, 0, 20]);
  expect(door.mails.map(({ content }) => content.length)).toEqual([10, 20]);
});

test("a mail that is too large is refused before its data or after them, and never received", async () => {
  const door = await open({ maxBytes: 100_000 });
  const caller = await call(door.port);
  await caller.ask("EHLO x");
  expect(await caller.ask("MAIL FROM:<jo@sender.example> SIZE=100001")).toMatch(/^552 /);
  await caller.beginMail();
  expect(await caller.ask(`${"x".repeat(99_998)}\r\n.`)).toMatch(/^250 /);
  await caller.beginMail();
  expect(await caller.ask(`${"x".repeat(99_999)}\r\n.`)).toMatch(/^552 /);
  expect(await caller.ask("NOOP")).toMatch(/^250 /);
  expect(door.mails).toHaveLength(1);
  expect(door.failures).toHaveLength(1);
});

test("a mail of 25 MB arrives, however the network cuts it", async () => {
  const door = await open();
  const body = `${randomBytes(36).toString("base64")}\r\n`.repeat(500_000);
  const caller = await call(door.port);
  await caller.beginMail();
  const bytes = Buffer.from(`${body}.\r\n`);
  for (let at = 0; at < bytes.length; at += 99_991) caller.write(bytes.subarray(at, at + 99_991));
  expect(await caller.answer()).toMatch(/^250 /);
  expect(door.mails[0]?.content === body).toBe(true);
});

test("closing waits for the mail that is on its way, and nobody else comes in", async () => {
  const door = await open();
  const idle = await call(door.port);
  const caller = await call(door.port);
  await caller.beginMail();
  const closing = door.close();
  expect(await idle.answer()).toMatch(/^421 /);
  caller.write("Hello\r\n");
  expect(await caller.ask(".")).toMatch(/^250 /);
  expect(await caller.answer()).toMatch(/^421 /);
  await closing;
  expect(door.mails).toHaveLength(1);
  await expect(call(door.port)).rejects.toThrow(/^$/);
});

test("closing waits no longer than it may", async () => {
  const door = await open({ timeouts: { closeMs: 50 } });
  const caller = await call(door.port);
  await caller.beginMail();
  await door.close();
  await caller.closed;
  await expect.poll(() => door.failures).toHaveLength(1);
  expect(door.mails).toEqual([]);
});
