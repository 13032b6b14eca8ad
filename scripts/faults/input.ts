/** Faults 9 to 11: uploads that break off, bodies that are too much, and sockets that never finish. */
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, type FaultDesk, send } from "./desk.ts";

export async function brokenUploads(): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    await desk.prepare();
    const path = `${new URL(desk.portal).pathname}/attachments`;
    const head = (length: number): string =>
      [
        `POST ${path} HTTP/1.1`,
        "Host: 127.0.0.1",
        `Authorization: Bearer ${desk.token}`,
        "Content-Type: multipart/form-data; boundary=b",
        `Content-Length: ${length}`,
        "",
        "--b",
        'Content-Disposition: form-data; name="file"; filename="half.bin"',
        "",
        "",
      ].join("\r\n");
    // Cut off in the middle, twice; once more with a length that is not its own.
    for (const sent of [100_000, 900_000]) {
      const socket = await raw(desk);
      socket.write(head(1_000_000));
      socket.write(Buffer.alloc(sent, 7));
      await pause(100);
      socket.destroy();
    }
    const short = await raw(desk);
    short.write(`${head(200)}${"x".repeat(400)}\r\n--b--\r\n`);
    short.end();
    await once(short.resume(), "close");

    const whole = await upload(desk, Buffer.alloc(50_000, 9));
    const file = join(desk.folder, "files", whole.id.slice(0, 2), whole.id);
    const good = await download(desk, whole.id);
    const bytes = readFileSync(file);
    bytes[1000]! ^= 255;
    writeFileSync(file, bytes);
    const flipped = await download(desk, whole.id);
    const unfinished = (): number => readdirSync(join(desk.folder, "files", "unfinished")).length;
    for (let tries = 0; unfinished() > 0 && tries < 100; tries++) await pause(100);
    const logged = desk.server!.output().includes("is not what was saved");
    await desk.server!.stop();
    const sqlite = new Sqlite(join(desk.folder, "deskbell.db"), { readonly: true });
    const rows = sqlite.prepare("select count(*) from attachments").pluck().get() as number;
    sqlite.close();
    return {
      held: rows === 1 && unfinished() === 0 && good === 200 && flipped === 500 && logged,
      note: `${rows} attachment of 4 uploads, ${unfinished()} halves left; a flipped byte answers ${flipped}${logged ? ", logged" : ""}`,
    };
  } finally {
    await desk.close();
  }
}

async function upload(desk: FaultDesk, content: Buffer<ArrayBuffer>): Promise<{ id: string }> {
  const form = new FormData();
  form.set("file", new File([content], "whole.bin"));
  const headers = { authorization: `Bearer ${desk.token}` };
  const answer = await fetch(`${desk.portal}/attachments`, { method: "POST", headers, body: form });
  return (await answer.json()) as { id: string };
}

async function download(desk: FaultDesk, id: string): Promise<number> {
  const headers = { authorization: `Bearer ${desk.token}` };
  const answer = await fetch(`${desk.portal}/attachments/${id}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

async function raw({ port }: FaultDesk): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

const deep = (levels: number): string => `{"subject":${"[".repeat(levels)}${"]".repeat(levels)},"body":"x"}`;

export async function tooMuch(): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    await desk.prepare();
    const rss = (): number =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${desk.server!.pid}/status`, "utf8"))?.[1]) / 1000;
    await send(desk);
    const before = rss();
    const statuses: number[] = [];
    let slowest = 0;
    const post = async (body: BodyInit, more: Record<string, string> = {}): Promise<void> => {
      const headers = {
        authorization: `Bearer ${desk.token}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
        ...more,
      };
      const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
      const asked = performance.now();
      statuses.push(
        await fetch(`${desk.portal}/tickets`, init).then(
          ({ status }) => status,
          () => 0,
        ),
      );
      slowest = Math.max(slowest, performance.now() - asked);
    };
    await post(JSON.stringify({ subject: "x", body: "x".repeat(10_000_000) }));
    await post(JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`field${n}`, n]))));
    await post(deep(10_000));
    await post(endless(100));
    await post("{}", { "x-long": "y".repeat(1_000_000) });
    await post("%PDF");
    const meanwhile = await send(desk);
    const grown = rss() - before;
    const allowed = new Set([0, 400, 413, 431]);
    const held =
      statuses.every((status) => allowed.has(status)) && meanwhile.status === 201 && grown < 50 && slowest < 1000;
    return {
      held,
      note: `answers ${statuses.join(", ")} (0: cut off), each within ${slowest.toFixed(0)} ms; ${grown.toFixed(0)} MB more; others ${meanwhile.status}`,
    };
  } finally {
    await desk.close();
  }
}

/** @param megabytes without a length said beforehand */
function endless(megabytes: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if ((sent += 1) > megabytes) controller.close();
      else controller.enqueue(new Uint8Array(1_000_000).fill(32));
    },
  });
}

const slowSockets = 2000;
const maxMs = 10_000;

export async function slowLoris(): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    await desk.prepare();
    const begun = performance.now();
    let closed = 0;
    let lastClosed = 0;
    const sockets: Socket[] = [];
    for (let n = 0; n < slowSockets; n++) {
      const socket = await raw(desk);
      socket.on("close", () => {
        closed += 1;
        lastClosed = performance.now() - begun;
      });
      socket.resume();
      socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
      sockets.push(socket);
    }
    const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write("x")), 2000);
    const asked = performance.now();
    const meanwhile = await send(desk);
    const took = performance.now() - asked;
    while (closed < slowSockets && performance.now() - begun < maxMs + 10_000) await pause(100);
    clearInterval(drip);
    sockets.forEach((socket) => socket.destroy());
    return {
      held: closed === slowSockets && lastClosed <= maxMs && meanwhile.status === 201,
      note: `${closed} of ${slowSockets} closed within ${(lastClosed / 1000).toFixed(1)} s; a ticket meanwhile took ${took.toFixed(0)} ms`,
    };
  } finally {
    await desk.close();
  }
}
