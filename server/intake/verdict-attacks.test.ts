import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { verdictOf } from "./verdict.ts";
import { judge, keyOf, ownHost, plainMail, resolverOf, signed } from "../testing/signed-mail.ts";

const key = keyOf("shop.example");
const unverified = {
  spf: "unverified",
  dkim: "unverified",
  dmarc: "unverified",
  isAligned: false,
  fromDomain: undefined,
};
const megabytes = 1024 * 1024;

/** @param head of a mail @param rest what comes again and again, until the mail has so many bytes */
function* long(head: string, rest: string, bytes: number): Generator<Buffer> {
  yield Buffer.from(head);
  const piece = Buffer.from(rest.repeat(Math.ceil(65_536 / rest.length)));
  for (let at = 0; at < bytes; at += piece.length) yield piece;
}

it("holds no more of a mail of 25 MB than a few pieces", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const line = `${randomBytes(54).toString("base64")}\r\n`;
  const body = line.repeat(25 * 14_000);
  const bytes = Buffer.from(await signed(plainMail(undefined, body), "shop.example"));
  let held = 0;
  collect();
  const before = process.memoryUsage().arrayBuffers;
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += 65_536) {
      yield Buffer.from(bytes.subarray(at, at + 65_536));
      if (at % (64 * 65_536) !== 0) continue;
      collect();
      held = Math.max(held, process.memoryUsage().arrayBuffers - before);
    }
  };
  expect(await judge(Readable.from(pieces()), key)).toMatchObject({ dkim: "pass", isAligned: true });
  expect(bytes.length).toBeGreaterThan(24 * megabytes);
  expect(held).toBeLessThan(4 * megabytes);
});

it.each([
  ["a header without end", "X: ", "x"],
  ["a header of a million lines", "X: x\r\n", " \r\n"],
  ["a header of a million lines without CR", "X: x\n", " \n"],
  ["a line of 25 MB", `${plainMail()}`, "x"],
])("gives up on %s before it costs anything", async (_, head, rest) => {
  let read = 0;
  const pieces = function* () {
    for (const piece of long(head, rest, 25 * megabytes)) {
      read += piece.length;
      yield piece;
    }
  };
  expect(await judge(Readable.from(pieces()), key)).toEqual(unverified);
  expect(read).toBeLessThan(4 * megabytes);
});

it("gives up on a hundred signatures, and asks nobody", async () => {
  const one = (await signed(plainMail(), "shop.example")).split("From:")[0]!;
  const { resolver, asked } = resolverOf(key);
  expect(await judge(one.repeat(100) + plainMail(), {}, { resolver })).toEqual(unverified);
  expect(asked).toEqual([]);
});

it.each([
  ["line breaks", "\n"],
  ["whole line breaks", "\r\n"],
  ["spaces at ends of lines", " \t \r\n"],
  ["lines of one sign", "x\n"],
])(
  "reads 8 MB of nothing but %s",
  async (_, rest) => {
    const head = await signed(plainMail(undefined, ""), "shop.example");
    expect(await judge(Readable.from(long(head, rest, 8 * megabytes)), key, { timeoutMs: 60_000 })).toMatchObject({
      fromDomain: "shop.example",
    });
  },
  30_000,
);

it("ends in time whatever ten signatures want of a mail", async () => {
  const body = " \t \r\n".repeat(10);
  const many = Array.from({ length: 10 }, async (_, at) => {
    const mail = await signed(plainMail(undefined, body), "shop.example", at + 1);
    return mail.slice(0, mail.indexOf("From:"));
  });
  const head = (await Promise.all(many)).join("") + plainMail(undefined, body);
  let pieces = 0;
  const counted = function* () {
    for (const piece of long(head, " \t \r\n", 400 * megabytes)) {
      pieces += 1;
      yield piece;
    }
  };
  expect(await judge(Readable.from(counted()), key, { timeoutMs: 200 })).toEqual(unverified);
  expect(pieces).toBeLessThan(6400);
});

it("signs lines that end with LF alone as those that end with CR LF, wherever it is cut", async () => {
  const mail = await signed(plainMail(undefined, "Hello\r\n\r\nthere \r\n"), "shop.example");
  for (const text of [mail, mail.replaceAll("\r\n", "\n")]) {
    for (const size of [1, 2, 7, 1000]) {
      const pieces = function* () {
        for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
      };
      expect(await judge(Readable.from(pieces()), key)).toMatchObject({ dkim: "pass", isAligned: true });
    }
  }
});

it("asks so many questions of one mail and no more", async () => {
  const asked: string[] = [];
  const resolver = async (name: string, type: string) => {
    asked.push(name);
    if (type === "MX")
      return Array.from({ length: 10 }, (_, at) => ({ exchange: `m${at}.${name}`, priority: at })) as never;
    if (type !== "TXT") throw Object.assign(new Error(), { code: "ENOTFOUND" });
    return [[`v=spf1 ${Array.from({ length: 9 }, (_, at) => `mx:a${at}.${name}`).join(" ")} include:x.${name} -all`]];
  };
  await judge(plainMail(), {}, { resolver });
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.length).toBeLessThanOrEqual(100);
});

it("never throws, and never takes garbage for a yes", async () => {
  const words = fc.constantFrom(
    "From:",
    "from :",
    "\r\n",
    "\n",
    "\r",
    " ",
    "<jo@shop.example>",
    "jo@shop.example",
    ",",
    ";",
    '"',
    "(",
    "\\",
    ":",
    "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s1; h=from; bh=; b=",
    "ARC-Seal: i=1; cv=none; d=shop.example",
    "ARC-Message-Signature: i=1;",
    "ARC-Authentication-Results: i=1; mx.shop.example; dmarc=pass",
    "Authentication-Results: mx.shop.example;",
    "Authentication-Results: mx; spf=pass",
    "__proto__=pass",
    "=?utf-8?q?=00?=",
    "\0",
    "ü",
  );
  const piece = fc.oneof(words, fc.string({ unit: "binary", maxLength: 20 }));
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const verdict = await judge(pieces.join(""), key, { trustedAuthserv: ["mx.shop.example"] });
      expect(verdict.isAligned).toBe(false);
      expect(verdict.dkim).not.toBe("pass");
    }),
    { numRuns: 300 },
  );
});

it("leaves unverified a mail that breaks off, never ends or was closed before", async () => {
  const claims = { envelope: ownHost, resolver: resolverOf(key).resolver, trustedAuthserv: [], timeoutMs: 200 };
  const broken = new Readable({ read() {} });
  broken.push(plainMail());
  const verdict = verdictOf(broken, claims);
  broken.destroy(new Error("the disk is gone"));
  expect(await verdict).toEqual(unverified);

  const endless = new Readable({ read() {} });
  endless.push(plainMail());
  expect(await verdictOf(endless, claims)).toEqual(unverified);
  expect(endless.destroyed).toBe(true);

  expect(await verdictOf(broken, claims)).toEqual(unverified);
});
