import { access, constants, statfs } from "node:fs/promises";
import { sql } from "kysely";
import { defineCommand } from "citty";
import { type Compared, compareFiles } from "../attachments/compare-files.ts";
import { readConfig } from "../config.ts";
import { pendingMigrations } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { createMailer } from "../mail/mailer.ts";
import { forwardedIgnoredAt } from "../forwarded.ts";
import { openSecrets } from "../secret-key.ts";
import { openFiles } from "../start.ts";
import { tightenFiles } from "./private-files.ts";
import { type Program, requireDesk } from "./program.ts";
import { warnings } from "./running.ts";

const named = (ids: readonly string[]): string => `(${ids.slice(0, 3).join(", ")}${ids.length > 3 ? " …" : ""})`;

const megabyte = 1024 * 1024;
const minSpaceBytes = 500 * megabyte;

/** Looks at everything a start needs, says each result, and fails when one of them would stop the server. */
export const doctor = ({ env, say }: Program) =>
  defineCommand({
    meta: { name: "doctor", description: "Check settings, folders, disk and database." },
    async run() {
      let failed = 0;
      const check = async (what: string, look: () => Promise<string>): Promise<void> => {
        try {
          say(`ok    ${what}: ${await look()}`);
        } catch (error) {
          failed += 1;
          say(`FAIL  ${what}: ${error instanceof Error ? error.message : String(error)}`);
        }
      };
      const config = readConfig(env);
      say("ok    settings: every value can be read");
      await requireDesk(config);
      await check("data folder", async () => {
        await access(config.dataDir, constants.W_OK);
        return config.dataDir;
      });
      await check("disk", async () => {
        const { bavail, bsize } = await statfs(config.dataDir);
        const free = bavail * bsize;
        if (free < minSpaceBytes) throw new Error(`only ${Math.floor(free / megabyte)} MB are left`);
        return `${Math.floor(free / megabyte)} MB free`;
      });
      await check("attachments", async () => {
        // What `serve` does, so that the two never disagree.
        await openFiles(config.filesDir);
        await access(config.filesDir, constants.W_OK);
        return config.filesDir;
      });
      await check("privacy", async () => {
        const { now, still } = tightenFiles(config);
        if (still.length > 0) throw new Error(`others on this machine can read ${still.join(", ")}`);
        if (now.length > 0) return `others on this machine could read ${now.join(", ")}; now they cannot`;
        return "nobody else on this machine can read the files";
      });
      let forwarded: string | undefined;
      let compared: Compared | undefined;
      await check("database", async () => {
        const database = await openDatabase(config.database);
        try {
          const pending = await pendingMigrations(database.writer, database.engine);
          if (pending.length > 0) return `${database.engine}; ${pending.length} migrations wait for the next start`;
          await openSecrets(config, database);
          if (database.engine === "sqlite") {
            const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(database.read);
            if (rows[0]?.quick_check !== "ok") throw new Error(`damaged: ${rows[0]?.quick_check}`);
          }
          forwarded = await forwardedIgnoredAt(database);
          compared = await compareFiles(database.read, config.filesDir, Date.now());
          return `${database.engine}, up to date and sound`;
        } finally {
          await database.close();
        }
      });
      if (compared) {
        const { files, rowsWithoutFile, filesWithoutRow } = compared;
        await check("files", async () => {
          if (rowsWithoutFile.length > 0)
            throw new Error(`${rowsWithoutFile.length} ${named(rowsWithoutFile)} missing`);
          return `${files}, and each attachment has its own`;
        });
        if (filesWithoutRow.length > 0) {
          say(`note  files: nothing knows of ${filesWithoutRow.length} ${named(filesWithoutRow)}; they only take room`);
        }
      }
      const { mail } = config;
      if (mail) {
        await check("mail server", async () => {
          await createMailer(mail).check();
          return `${mail.smtp.host}:${mail.smtp.port} answers${mail.smtp.auth ? ` and knows ${mail.smtp.auth.user}` : ""}`;
        });
      } else {
        say("note  SMTP_URL is not set: mails are kept and shown on the staff page, not sent.");
      }
      if (config.trustProxy === 0 && forwarded !== undefined) {
        await check("proxy", () => {
          throw new Error(
            `requests came with X-Forwarded-For (${forwarded}), but TRUST_PROXY is 0, so everybody behind that proxy shares ` +
              "one set of limits. Set TRUST_PROXY to the number of proxies of yours.",
          );
        });
      } else if (config.trustProxy === 0) {
        say("note  TRUST_PROXY is 0: X-Forwarded-For is ignored. Behind a proxy, set it to the number of hops.");
      }
      for (const line of warnings(config, config.publicUrl ?? "http://localhost")) say(`note  ${line}`);
      if (failed > 0) throw new Error(`${failed} of the checks failed.`);
    },
  });
