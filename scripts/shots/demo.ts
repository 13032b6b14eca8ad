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
  const folder = mkdtempSync(join(tmpdir(), "deskbell-shots-"));
  const secretKey = randomBytes(32).toString("hex");
  const [port, sitePort] = [await freePort(), await freePort()];
  const server = await startServer({
    command: ["demo", "--site-port", String(sitePort)],
    port,
    env: { DATA_DIR: folder, LIMITS: "off", SECRET_KEY: secretKey },
  });
  await server.until(() => setupLink.test(server.output()));
  return {
    desk: `http://localhost:${port}`,
    shop: `http://127.0.0.1:${sitePort}`,
    mailbox: mailboxOf(join(folder, "demo", "deskbell.db"), secretKey),
    setupPath: setupLink.exec(server.output())![0],
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
