/** Stands before a server of this project while it is worked on: its pages reload when they are told to. */
import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export interface ReloadProxy {
  /** Reloads every page that is open. */
  reload: () => void;
  close: () => void;
}

// A file and not inline, so that it runs under the policy of our own pages as well.
const script = `new EventSource("/__reload").addEventListener("reload", () => location.reload());`;
const tag = `<script src="/__reload.js"></script>`;
const tryAgainMs = 100;

export async function startReloadProxy(options: { port: number; host: string; target: number }): Promise<ReloadProxy> {
  const pages = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url === "/__reload.js") {
      response.writeHead(200, { "Content-Type": "text/javascript", "Cache-Control": "no-store" }).end(script);
    } else if (request.url === "/__reload") {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      pages.add(response);
      response.once("close", () => pages.delete(response));
    } else {
      pass(options.target, request, response);
    }
  });
  server.listen(options.port, options.host);
  await once(server, "listening").catch((cause: unknown) => {
    throw new Error(`Port ${options.port} cannot be had. Choose another: PORT=${options.port + 10} npm run dev`, {
      cause,
    });
  });
  return {
    reload: () => pages.forEach((page) => page.write("event: reload\ndata:\n\n")),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pass(port: number, request: IncomingMessage, response: ServerResponse): void {
  // Whole answers only: a compressed page could not be added to.
  const headers = { ...request.headers, "accept-encoding": "identity" };
  const letGo = (): void => void upstream.destroy();
  const upstream = forward(
    { port, host: "127.0.0.1", method: request.method, path: request.url, headers },
    (answer) => {
      if (answer.headers["content-type"]?.startsWith("text/html")) return void addScript(answer, response);
      response.writeHead(answer.statusCode ?? 502, uncached(answer)).flushHeaders();
      answer.pipe(response);
    },
  );
  upstream.once("error", (error: NodeJS.ErrnoException) => {
    // Between two starts nobody listens there. A read can wait for the next one; what was half sent cannot.
    const mayWait = error.code === "ECONNREFUSED" && (request.method === "GET" || request.method === "HEAD");
    response.off("close", letGo);
    if (mayWait && !response.destroyed) return void pause(tryAgainMs).then(() => pass(port, request, response));
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.once("close", letGo);
  request.pipe(upstream);
}

/** A page that reloads would take the loader of five minutes ago from the browser's cache, and with it all that it names. */
function uncached({ headers: { etag: _etag, ...headers } }: IncomingMessage): IncomingHttpHeaders {
  return { ...headers, "cache-control": "no-store" };
}

async function addScript(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const page = Buffer.from(Buffer.concat(parts).toString("utf8").replace("</body>", `${tag}</body>`));
  response.writeHead(answer.statusCode ?? 502, { ...uncached(answer), "content-length": page.length }).end(page);
}
