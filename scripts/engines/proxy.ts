/** Leads a browser to the sites of a test, and nowhere else: browsers other than Chromium take no map of hosts. */
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export interface Proxy {
  port: number;
  close: () => Promise<void>;
}

/** @param ports on loopback by host and port as the browser asks for them, such as `desk.test:443` */
export async function startProxy(ports: ReadonlyMap<string, number>): Promise<Proxy> {
  const open = new Set<Socket>();
  // Plain http comes with the whole address, anything else by a tunnel.
  const server = createServer((asked, response) => {
    const { host, pathname, search } = new URL(asked.url ?? "", "http://nowhere");
    const port = ports.get(`${host}:80`);
    if (port === undefined) return void response.writeHead(502).end();
    const { method, headers } = asked;
    const site = request({ host: "127.0.0.1", port, path: pathname + search, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    site.on("error", () => response.destroy());
    asked.pipe(site);
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy()).once("close", () => open.delete(socket));
  });
  server.on("connect", ({ url }, socket, head) => {
    const port = ports.get(url ?? "");
    if (port === undefined) return void socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const site = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      site.write(head);
      site.pipe(socket).pipe(site);
    });
    site.on("error", () => socket.destroy());
    socket.on("close", () => site.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
