import { join, resolve } from "node:path";
import { defineCommand } from "citty";
import { startDemoSite } from "../../demo-site/server.ts";
import { holdsDesk } from "../backup/holds-desk.ts";
import { type Config, readConfig } from "../config.ts";
import type { Database } from "../db/database.ts";
import { keepFirstSetting, readSetting } from "../db/settings.ts";
import { openDatabase } from "../db/open.ts";
import { seed } from "../demo/seed.ts";
import { openShop } from "../demo/shop.ts";
import { demoProjects } from "../demo/stories.ts";
import { setupToken } from "../staff/setup.ts";
import type { Program } from "./program.ts";
import { otherPort, startClearly, untilStopped, warnings } from "./running.ts";
import { WrongUsage } from "./words.ts";

const shopHost = "127.0.0.1";
/** In the settings of a database that a demo filled. */
const demoMark = "demo_made";
/** What `openShop` leaves there. */
const shopMark = "demo_shop_opened";

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
      await refuseOthers(config);
      const running = await startClearly({ config, built, version, demo: true }, sitePort);
      const { publicUrl, database, secrets, now } = running;
      // Before the examples: a demo that is killed among them is still known as one.
      await markAsDemo(database);
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
        // With the desk's port if one was chosen: without it, the next start would meet the first one's again.
        const start = `${env["PORT"] ? `PORT=${config.port} ` : ""}npm start -- --site-port ${otherPort(sitePort, config.port)}`;
        throw new Error(`Port ${sitePort} is taken by another program. Choose another for the shops: ${start}`);
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
      const close = async (): Promise<void> => {
        await site.close();
        await running.close();
      };
      await untilStopped({ close, log: running.log });
    },
  });

/**
 * Looks at the database before the start, which migrates it and begins to work through its jobs. Examples among real
 * customers could not be told apart again, and the demo sends no mail, so mails that wait to go out would be kept
 * instead.
 * @throws where the database is somebody's desk
 */
async function refuseOthers({ database, dataDir }: Config): Promise<void> {
  // The demo's own file. Those from before there was a mark have none.
  if (database.engine === "sqlite" && database.file === join(dataDir, "deskbell.db")) return;
  if (!(await holdsDesk(database)) || (await isDemo(database))) return;
  throw new Error(
    "The database of DATABASE_URL holds staff or projects that no demo made, so nothing was filled in there: " +
      "unset DATABASE_URL for this command, or let it name an empty database.",
  );
}

/** Demos that were made before the mark was are known by the shop's key, which the same start gave them. */
async function isDemo(target: Config["database"]): Promise<boolean> {
  const database = await openDatabase(target);
  try {
    const marks = [await readSetting(database.read, demoMark), await readSetting(database.read, shopMark)];
    return marks.some((mark) => mark !== undefined);
  } finally {
    await database.close();
  }
}

const markAsDemo = (database: Database) => database.write(({ db }) => keepFirstSetting(db, demoMark, "1"));
