/**
 * A shop as a customer would have it: static pages on an origin of their own, with the snippet in them.
 * Knows Deskbell only by its address, like any other site.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { answerHostPages } from "./host-pages/answer.ts";
import { answerAccount } from "./shop-account.ts";
import type { SupportKey } from "./support-token.ts";

export interface DemoSiteOptions {
  /** The folder with the pages. */
  dir: string;
  /** Where Deskbell answers, such as `http://localhost:3000`. */
  desk: string;
  willowTea?: string;
  harbourBikes?: string;
  /** What the tea shop signs with, so that whoever is signed in there is signed in at the desk. */
  supportKey?: SupportKey | undefined;
}

export interface DemoSite {
  url: string;
  close: () => Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** Answers requests for the pages; for whoever has a server of their own to put it in. */
export function demoSite({ dir, desk, willowTea, harbourBikes, supportKey }: DemoSiteOptions): Handler {
  const values: Record<string, string> = {
    DESK: desk,
    WILLOW_TEA: willowTea ?? "willow-tea-demo01",
    HARBOUR_BIKES: harbourBikes ?? "harbour-bikes-demo02",
  };
  const filled = (page: string): string => page.replace(/\{\{([A-Z_]+)\}\}/g, (whole, name) => values[name] ?? whole);
  return (request, response) => {
    const path = (request.url ?? "/").split(/[?#]/)[0] ?? "/";
    if (answerAccount(request, response, path, supportKey)) return;
    // Browsers ask for it on every page; a 404 would stand in the console as an error.
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    if (answerHostPages(response, path, dir, values)) return;
    // The name alone decides: nothing with a slash or two dots in it gets as far as the disk.
    const [, name, ending] = /^\/([a-z-]+)\.(html|css|js)$/.exec(path === "/" ? "/index.html" : path) ?? [];
    if (!name || !ending) return missing(response);
    readFile(join(dir, `${name}.${ending}`), "utf8").then(
      (text) => {
        response.writeHead(200, { "Content-Type": types[ending], "Cache-Control": "no-cache" });
        response.end(request.method === "HEAD" ? "" : filled(text));
      },
      () => missing(response),
    );
  };
}

function missing(response: ServerResponse): void {
  response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
  response.end("There is no such page in this shop.");
}

/** Listens; `port` 0 takes a free one. Fails when the port is taken. */
export async function startDemoSite(options: DemoSiteOptions & { port: number; host: string }): Promise<DemoSite> {
  const server: Server = createServer(demoSite(options));
  server.listen(options.port, options.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
