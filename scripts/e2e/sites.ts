/**
 * Two real sites over https: desk.test in front of the server, as a reverse proxy would stand there,
 * and shop.test with a customer's pages, which are there by plain http too. Ports of localhost would count as one site
 * and prove nothing about cookies.
 */
import { once } from "node:events";
import { createServer as createPlainServer, request as forward } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { demoSite } from "../../demo-site/server.ts";

export interface HostPage {
  html: string;
  headers?: Record<string, string>;
}

/** Stands in the way of a request to the desk: answers it, breaks it off, or lets it pass, now or later. */
export type Obstacle = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;

export interface Sites {
  /** For the browser: where the two names are, and that there are no others. */
  browserFlag: string;
  /** The same for browsers that take a proxy instead: ports on loopback by host and port. */
  ports: ReadonlyMap<string, number>;
  /** Puts a page on shop.test, beside those of the demo site. */
  addPage: (path: string, page: HostPage) => void;
  /** Fills the demo site's pages with the key of a project made in the test, and of another where a page has two. */
  useKey: (key: string, other?: string) => void;
  /** Puts something in the way of requests to this path of the desk. @returns what takes it away */
  obstruct: (path: string, obstacle: Obstacle) => () => void;
  /** The desk takes the next POST to this path, and its answer never arrives. */
  loseAnswer: (path: string) => void;
  close: () => Promise<void>;
}

/** What somebody between desk and browser might do to a script. */
export const changedOnItsWay =
  (deskPort: number): Obstacle =>
  async (request, response) => {
    const answer = await fetch(`http://127.0.0.1:${deskPort}${request.url}`);
    const text = await answer.text();
    response.writeHead(200, {
      "Content-Type": "text/javascript",
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    response.end(`window.changedFileRan = true;${text}`);
  };

export async function startSites(deskPort: number): Promise<Sites> {
  const pages = new Map<string, HostPage>();
  const lost = new Set<string>();
  const obstacles = new Map<string, Obstacle>();
  const shop = { dir: "demo-site", desk: "https://desk.test", willowTea: "", harbourBikes: "" };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.headers.host === "desk.test") {
      const pass = (): void => proxy(deskPort, lost, request, response);
      const obstacle = obstacles.get((request.url ?? "/").split("?")[0]!);
      return obstacle ? obstacle(request, response, pass) : pass();
    }
    const page = pages.get((request.url ?? "/").split("?")[0]!);
    if (!page) return demoSite(shop)(request, response);
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...page.headers });
    response.end(page.html);
  };
  const secure = createServer(await certificate(), serve);
  const plain = createPlainServer(serve);
  const securePort = await listen(secure);
  const ports = new Map([
    ["desk.test:443", securePort],
    ["shop.test:443", securePort],
    ["shop.test:80", await listen(plain)],
  ]);
  const rules = [...[...ports].map(([name, port]) => `MAP ${name} 127.0.0.1:${port}`), "MAP * ~NOTFOUND"];
  return {
    ports,
    browserFlag: `--host-resolver-rules=${rules.join(",")}`,
    addPage: (path, page) => pages.set(path, page),
    useKey: (key, other = key) => {
      shop.willowTea = key;
      shop.harbourBikes = other;
    },
    obstruct: (path, obstacle) => {
      obstacles.set(path, obstacle);
      return () => void obstacles.delete(path);
    },
    loseAnswer: (path) => lost.add(path),
    close: async () => {
      for (const server of [secure, plain]) {
        const closed = once(server, "close");
        server.close();
        server.closeAllConnections();
        await closed;
      }
    },
  };
}

/** @returns the port, a free one */
async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const names = ["desk.test", "shop.test"].map((value) => ({ type: 2 as const, value }));
  const made = await generate([{ name: "commonName", value: "desk.test" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: names }],
  });
  return { key: made.private, cert: made.cert };
}

/** Passes everything on as it comes, so that event streams arrive event by event. */
function proxy(port: number, lost: Set<string>, request: IncomingMessage, response: ServerResponse): void {
  const upstream = forward(
    {
      port,
      host: "127.0.0.1",
      // A kept connection may be closed by the server just as it is used again: a 502 that nobody asked for.
      agent: false,
      method: request.method,
      path: request.url,
      headers: {
        ...request.headers,
        "x-forwarded-for": request.socket.remoteAddress,
        "x-forwarded-proto": "https",
      },
    },
    (answer) => {
      if (request.method === "POST" && lost.delete(request.url ?? "")) {
        // Cut off after the headers: before them, the browser would ask again by itself and nobody would notice.
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, "content-length": 99 });
        response.write("{", () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    },
  );
  upstream.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}
