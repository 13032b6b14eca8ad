import { join, resolve } from "node:path";
import { defineCommand } from "citty";
import { startDemoSite } from "../../demo-site/server.ts";
import { readConfig } from "../config.ts";
import { seed } from "../demo/seed.ts";
import { openShop } from "../demo/shop.ts";
import { demoProjects } from "../demo/stories.ts";
import { setupToken } from "../staff/setup.ts";
import type { Program } from "./program.ts";
import { startClearly, untilStopped, warnings } from "./running.ts";
import { WrongUsage } from "./words.ts";

const shopHost = "127.0.0.1";

/** Everything a newcomer needs to look around: two shops, their customers, tickets in every status. */
export const demo = ({ version, built, env, say }: Program) =>
  defineCommand({
    meta: {
      name: "demo",
      description: "Run the server on data of its own, filled with examples, and two shops to try it in.",
    },
    args: {
      "site-port": { type: "string", default: "3001", description: "port of the shops" },
    },
    async run({ args }) {
      const sitePort = Number(args["site-port"]);
      if (!/^\d+$/.test(args["site-port"]) || sitePort > 65_535)
        throw new WrongUsage(`--site-port has to be a whole number from 0 to 65535, not ${args["site-port"]}.`);
      const config = readConfig({ LOG_LEVEL: "warn", ...env, DATA_DIR: join(env["DATA_DIR"] || "data", "demo") });
      const running = await startClearly({ config, built, version, demo: true });
      const { publicUrl, database, secrets, now } = running;
      await seed(database, now());
      const supportKey = await openShop({ database, secrets }, now());
      const site = await startDemoSite({
        dir: resolve(built, "..", "demo-site"),
        desk: publicUrl,
        port: sitePort,
        host: shopHost,
        supportKey,
      }).catch(async (error: unknown) => {
        await running.close();
        const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
        if (!taken) throw error;
        throw new Error(
          `Port ${sitePort} is taken by another program. Choose another for the shops: npm start -- --site-port 3011`,
        );
      });
      const token = await setupToken(database, secrets);
      const [willow, bikes] = demoProjects.map(({ key }) => `${publicUrl}/p/${key}`);
      const links: [string, string][] = [
        ["A shop with the widget", `${site.url}/`],
        ["Signed in at the shop", `${site.url}/account.html`],
        ["A second one, dark", `${site.url}/bikes.html`],
        ["Host pages, ordinary and odd", `${site.url}/host-pages/`],
        ["Hosted portals", `${willow}\n${" ".repeat(32)}${bikes}`],
        token
          ? ["Staff page, set it up here", `${publicUrl}/admin#setup=${token}`]
          : ["Staff page", `${publicUrl}/admin`],
        ["Mails kept so far", `${publicUrl}/admin#mail`],
      ];
      say(["", `Deskbell ${version} demo is running. Ctrl+C ends it.`, ""].join("\n"));
      for (const [what, where] of links) say(`  ${what.padEnd(30)}${where}`);
      say("");
      for (const line of warnings(config, publicUrl)) say(`  Note: ${line}\n`);
      await untilStopped(async () => {
        await site.close();
        await running.close();
      });
    },
  });
