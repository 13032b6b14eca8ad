import { defineCommand } from "citty";
import { isPlainLoopback } from "../access/staff-cookie.ts";
import { readConfig } from "../config.ts";
import { setupToken } from "../staff/setup.ts";
import type { Program } from "./program.ts";
import { startClearly, untilStopped, warnings } from "./running.ts";

export const serve = ({ version, built, env, say }: Program) =>
  defineCommand({
    meta: { name: "serve", description: "Run the server (default). Never fills in examples." },
    async run() {
      const config = readConfig(env);
      const running = await startClearly({ config, built, version });
      const { publicUrl, database, secrets } = running;
      for (const line of warnings(config, publicUrl)) say(`Note: ${line}`);
      if (isPlainLoopback(publicUrl)) {
        say(
          "Note: without https the staff page keeps its session in a plain cookie, which works on this machine alone. " +
            "For others, put a TLS proxy in front and set PUBLIC_URL.",
        );
      }
      const token = await setupToken(database, secrets);
      if (token) say(`Set up the first administrator (this link works once): ${publicUrl}/admin#setup=${token}`);
      say(`Deskbell ${version} is ready at ${publicUrl}`);
      await untilStopped(running);
    },
  });
