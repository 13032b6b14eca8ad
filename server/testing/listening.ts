/** A desk behind a real socket: what breaks off in the middle of a request is seen only there. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

export interface Listening {
  port: number;
  /** Sends bytes as they are. @returns all that comes back, once the server or `hangUp` has ended it */
  raw(bytes: string | Buffer, options?: { hangUp?: boolean }): Promise<string>;
  /** What would have ended the process. */
  deaths: unknown[];
  close(): Promise<void>;
}

export async function listen(app: Hono): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, createServer }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const deaths: unknown[] = [];
  const note = (error: unknown): void => void deaths.push(error);
  process.on("uncaughtExceptionMonitor", note);
  return {
    port,
    deaths,
    async raw(bytes, { hangUp = false } = {}) {
      const socket = connect(port, "127.0.0.1");
      const got: Buffer[] = [];
      socket.on("data", (piece: Buffer) => got.push(piece));
      socket.on("error", () => {});
      socket.on("connect", () => {
        if (hangUp) socket.write(bytes, () => socket.destroy());
        else socket.write(bytes);
      });
      await once(socket, "close");
      return Buffer.concat(got).toString("latin1");
    },
    async close() {
      process.off("uncaughtExceptionMonitor", note);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A request with its length said, after which the server closes. */
export function rawPost(path: string, headers: Record<string, string>, body: Buffer, length = body.length): Buffer {
  const lines = Object.entries({
    Host: "127.0.0.1",
    Connection: "close",
    "Content-Length": String(length),
    ...headers,
  });
  const head = [`POST ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head), body]);
}
