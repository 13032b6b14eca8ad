import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { dnsResolver } from "./resolver.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A name server that does with each question what the test wants. */
async function openNameServer(answer: (question: Buffer) => Buffer | undefined): Promise<string> {
  const socket = createSocket("udp4");
  closing.push(() => void socket.close());
  socket.on("message", (question, { port, address }) => {
    const bytes = answer(question);
    if (bytes) socket.send(bytes, port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return `127.0.0.1:${socket.address().port}`;
}

/** The question again, as an answer with that code. */
function coded(question: Buffer, code: number): Buffer {
  const answer = Buffer.from(question);
  answer.writeUInt16BE(0x8180 | code, 2);
  return answer;
}

test("a name that is not there and a server that fails are told apart", async () => {
  for (const [code, expected] of [
    [2, "ESERVFAIL"],
    [3, "ENOTFOUND"],
    [0, "ENODATA"],
  ] as const) {
    const server = await openNameServer((question) => coded(question, code));
    await expect(dnsResolver({ servers: [server] })("shop.example", "TXT")).rejects.toMatchObject({ code: expected });
  }
});

test("a server that says nothing is not waited for", async () => {
  const server = await openNameServer(() => undefined);
  const resolver = dnsResolver({ servers: [server], timeoutMs: 20 });
  await expect(resolver("shop.example", "TXT")).rejects.toMatchObject({ code: "ETIMEOUT" });
});

test("a text comes as its pieces", async () => {
  const text = Buffer.from("v=spf1 -all");
  const server = await openNameServer((question) => {
    const answer = coded(question, 0);
    answer.writeUInt16BE(1, 6);
    answer.writeUInt16BE(0, 10);
    const end = question.indexOf(0, 12) + 5;
    const fixed = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, text.length + 1, text.length]);
    return Buffer.concat([answer.subarray(0, end), fixed, text]);
  });
  expect(await dnsResolver({ servers: [server] })("shop.example", "TXT")).toEqual([["v=spf1 -all"]]);
});
