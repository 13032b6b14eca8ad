/** The socket in front of the app: how long anybody may take over what, and an end that answers what was accepted. */
import { createServer, type Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";

/** Half a header for ever costs an attacker nothing; a slow phone with a picture needs minutes. Milliseconds. */
const serverOptions = {
  headersTimeout: 8_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 10_000,
};

export interface WebServer {
  port: number;
  /** Takes no new connections, and waits until every request that was accepted has its answer. */
  close(): Promise<void>;
}

type Answerer = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** @throws what `listen` says, such as EADDRINUSE */
export async function openWebServer(answer: Answerer, port: number, host: string): Promise<WebServer> {
  const server = createAdaptorServer({ fetch: answer, createServer, serverOptions }) as Server;
  return { port: await listen(server, port, host), close: () => stopServing(server) };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function stopServing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that is at work now is idle once it has its answer, and would be kept for the next request.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(closing);
      resolve();
    });
    server.closeIdleConnections();
  });
}
