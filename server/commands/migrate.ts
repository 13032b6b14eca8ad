import { defineCommand } from "citty";
import { readConfig } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { tightenFiles } from "./private-files.ts";
import type { Program } from "./program.ts";

export const migrateCommand = ({ env, say }: Program) =>
  defineCommand({
    meta: { name: "migrate", description: "Bring the database up to this version (serve does it by itself)." },
    async run() {
      const config = readConfig(env);
      tightenFiles(config);
      const database = await openDatabase(config.database);
      try {
        const done = await migrate(database.writer, database.engine);
        for (const { migrationName } of done) say(`Migrated: ${migrationName}`);
        if (done.length === 0) say("The database is up to date.");
      } finally {
        await database.close();
      }
    },
  });
