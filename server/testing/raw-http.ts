/** HTTP as bytes: for what no client would send, cut wherever a connection can break. */
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { expect } from "vitest";
import { openWebServer } from "../http/web-server.ts";
import type { TestDesk } from "./desk.ts";

export interface RawRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** Its length is said unless the headers say one. */
  body?: string | Uint8Array;
}

export interface RawAnswer {
  /** 0: the connection was closed without an answer. */
  status: number;
  headers: Headers;
  /** What came after the head, chunks and all. */
  body: string;
}

export interface SendOptions {
  /** `half`: our side is done and we go on reading. `reset`: as a process that is killed. */
  ending?: "wait" | "half" | "reset";
  /** How much of an answer is enough to know: a stream has no end. */
  until?: "end" | "head";
}

export interface ListeningDesk {
  port: number;
  /** Sends bytes and reads what comes. */
  send(bytes: Uint8Array, options?: SendOptions): Promise<RawAnswer>;
  /** Everything that is left behind by whom we sent: files and sockets that are open, streams that are followed. */
  traces(): { descriptors: number; subscribers: number };
  /** Waits until nothing more is left than was there before. */
  settled(before: { descriptors: number; subscribers: number }): Promise<void>;
  close(): Promise<void>;
}

/** The desk's app behind a socket, with the very limits that it has in a process of its own. */
export async function listenAt(desk: TestDesk): Promise<ListeningDesk> {
  const server = await openWebServer(desk.app.fetch, 0, "127.0.0.1");
  const traces = () => ({ descriptors: readdirSync("/proc/self/fd").length, subscribers: desk.hub.size });
  return {
    port: server.port,
    send: (bytes, options) => sendTo(server.port, bytes, options),
    traces,
    async settled(before) {
      await expect.poll(() => traces().subscribers, { interval: 5 }).toBeLessThanOrEqual(before.subscribers);
      await expect.poll(() => traces().descriptors, { interval: 5 }).toBeLessThanOrEqual(before.descriptors);
    },
    close: () => server.close(),
  };
}

/** A request as it goes over the wire, on a connection of its own. */
export function asBytes({ method = "GET", path, headers = {}, body }: RawRequest): Uint8Array {
  const content = Buffer.from(body ?? "");
  const length = body === undefined ? {} : { "Content-Length": String(content.length) };
  const all = { Host: "desk.test", Connection: "close", ...length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1"), content]);
}

/** The beginnings of a request: every length up to the first bytes of its head, and of its body. */
export function* cuts(bytes: Uint8Array, first = 200): Generator<Uint8Array> {
  const head = Buffer.from(bytes).indexOf("\r\n\r\n") + 4;
  for (let n = 1; n < Math.min(head, first); n++) yield bytes.subarray(0, n);
  for (let n = head; n < Math.min(bytes.length, head + first); n++) yield bytes.subarray(0, n);
}

async function sendTo(port: number, bytes: Uint8Array, options: SendOptions = {}): Promise<RawAnswer> {
  const { ending = "wait", until = "end" } = options;
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  // What breaks here is what is tried.
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(bytes);
  if (ending === "half") socket.end();
  if (ending === "reset") {
    // Once what we wrote is on its way; a reset before that would take it along.
    await new Promise(setImmediate);
    socket.resetAndDestroy();
    return { status: 0, headers: new Headers(), body: "" };
  }
  const text = await readAnswer(socket, until);
  socket.destroy();
  const end = text.indexOf("\r\n\r\n");
  const [line = "", ...rest] = text.slice(0, Math.max(0, end)).split("\r\n");
  const headers = new Headers(rest.map((one) => one.split(/: ?(.*)/s).slice(0, 2) as [string, string]));
  return { status: Number(line.split(" ")[1] ?? 0), headers, body: end < 0 ? "" : text.slice(end + 4) };
}

async function readAnswer(socket: Socket, until: "end" | "head"): Promise<string> {
  const parts: Buffer[] = [];
  const text = (): string => Buffer.concat(parts).toString("latin1");
  await new Promise<void>((resolve) => {
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      if (until === "head" && text().includes("\r\n\r\n")) resolve();
    });
    socket.on("end", resolve);
    socket.on("close", () => resolve());
  });
  return text();
}
