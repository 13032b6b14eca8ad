/** A fresh demo on free ports, for pictures that show what a newcomer sees. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mailbox, mailboxOf } from "../e2e/mailbox.ts";
import { freePort } from "../testing/free-port.ts";
import { startServer } from "../testing/server-process.ts";

export interface Demo {
  desk: string;
  shop: string;
  /** The path with the one-time token. */
  setupPath: string;
  mailbox: Mailbox;
  stop: () => Promise<void>;
}

const setupLink = /\/admin#setup=[\w-]+/;

export async function startDemo(): Promise<Demo> {
  const sitePort = await freePort();
  const { folder, secretKey, ...desk } = await start(["demo", "--site-port", String(sitePort)]);
  return {
    ...desk,
    shop: `http://127.0.0.1:${sitePort}`,
    mailbox: mailboxOf(join(folder, "demo", "deskbell.db"), secretKey),
  };
}

/** With nothing in it: what a new owner begins with. */
export const startEmpty = (): Promise<Pick<Demo, "desk" | "setupPath" | "stop">> => start(["serve"]);

async function start(command: Parameters<typeof startServer>[0]["command"]) {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-shots-"));
  const secretKey = randomBytes(32).toString("hex");
  const port = await freePort();
  const server = await startServer({
    command,
    port,
    env: { DATA_DIR: folder, LIMITS: "off", SECRET_KEY: secretKey },
  });
  await server.until(() => setupLink.test(server.output()));
  return {
    folder,
    secretKey,
    desk: `http://localhost:${port}`,
    setupPath: setupLink.exec(server.output())![0],
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
