import { statSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { defineCommand } from "citty";
import { openFileStore } from "../attachments/files.ts";
import type { Manifest, Summary } from "../backup/archive.ts";
import { holdsDesk } from "../backup/holds-desk.ts";
import { loadBackup, type Loaded } from "../backup/load-backup.ts";
import { peekIntoBackup } from "../backup/peek.ts";
import { requireRoom, restoreBackup } from "../backup/restore.ts";
import { writeBackup } from "../backup/write-backup.ts";
import { readConfig } from "../config.ts";
import { openDatabase } from "../db/open.ts";
import { keptFingerprint } from "../secret-check.ts";
import { chooseAdmins } from "./choose-admins.ts";
import { type MissingKey, missingKey } from "./missing-key.ts";
import { tightenFiles } from "./private-files.ts";
import { type Program, withDatabase } from "./program.ts";
import { stoppable } from "./stoppable.ts";
import { repeated, WrongUsage } from "./words.ts";

const file = { type: "positional", description: "the backup's file", required: true } as const;

export const backup = (program: Program) =>
  defineCommand({
    meta: { name: "backup", description: "Copy database and attachments into one file, while the server runs." },
    args: { file },
    async run({ args }) {
      const { env, say, version } = program;
      const { database: target, dataDir } = readConfig(env);
      // An empty copy of a mistyped folder would be found out when it is needed, so one without people is none either.
      if (!(await holdsDesk(target))) {
        const where = target.engine === "sqlite" ? dataDir : "that database";
        throw new Error(
          `There is no desk in ${where}. Nothing was saved. Is the setting right (DATA_DIR, DATABASE_URL)?`,
        );
      }
      const folder = dirname(args.file);
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
        throw new Error(`There is no such folder: ${folder}. Nothing was saved.`);
      await withDatabase(program, async (database, config) => {
        const files = await openFileStore(config.filesDir);
        const done = await stoppable("Nothing was saved.", (signal) =>
          writeBackup(args.file, { database, files, version, now: Date.now, signal, progress: say }),
        );
        const { size } = await stat(args.file);
        const tickets = done.tables["tickets"]?.rows ?? 0;
        say(`Saved ${tickets} tickets and ${done.files} files in ${args.file} (${amount(size)}).`);
        const fingerprint = await keptFingerprint(database);
        say(
          `The key in secret.key (or SECRET_KEY) is not in it${fingerprint === undefined ? "" : ` (fingerprint ${fingerprint})`}: ` +
            "keep a copy of that apart from the backups.",
        );
        // As a failure, although there is a backup: a script that deletes older ones after it would delete the last
        // that still holds these files.
        const left = leftOut(done);
        if (left) throw new Error(`${left} Keep your earlier backups: they may still hold what is missing.`);
      });
    },
  });

export const verify = ({ say }: Program) =>
  defineCommand({
    meta: { name: "verify", description: "Restore a backup to a temporary place and compare it with what was saved." },
    args: { file },
    async run({ args }) {
      const dir = await mkdtemp(join(tmpdir(), "deskbell-verify-"));
      try {
        const database = await openDatabase({ engine: "sqlite", file: join(dir, "deskbell.db") });
        try {
          const files = await openFileStore(join(dir, "files"));
          const loaded = await stoppable("The backup was not checked to its end.", (signal) =>
            loadBackup(args.file, { database, files }, signal),
          );
          say(`This backup is whole. ${contents(loaded)}`);
        } finally {
          await database.close();
        }
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
  });

export const restore = (program: Program) =>
  defineCommand({
    meta: { name: "restore", description: "Put a backup back, checked before it counts. Stop the server first." },
    args: {
      file,
      replace: { type: "boolean", default: false, description: "where there is a desk already: put it aside" },
      admin: { type: "string", description: "an administrator who may sign in afterwards; say it for each" },
      "keep-keys": { type: "boolean", default: false, description: "API keys and signing secrets go on working" },
      move: {
        type: "boolean",
        default: false,
        description: "the same desk in another place: people, sessions, keys and waiting mails go on as they were",
      },
      "end-everything": {
        type: "boolean",
        default: false,
        description: "visitors' tokens and tracking links end too, their only way back",
      },
    },
    async run({ args, rawArgs }) {
      const { env, say } = program;
      const config = readConfig(env);
      const named = repeated(rawArgs, "admin");
      if (args.move && (named.length > 0 || args["end-everything"])) {
        throw new WrongUsage(
          "--move keeps everybody and everything: it goes with neither --admin nor --end-everything.",
        );
      }
      tightenFiles(config);
      let missing: MissingKey | undefined;
      const restored = await stoppable("What was here before is untouched.", async (signal) => {
        const { move, replace } = args;
        if (!replace) await requireRoom(config.database);
        const found = await peekIntoBackup(args.file, signal);
        missing = missingKey(config, found.fingerprint);
        if (missing) say(missing.before);
        const admins = move ? "all" : await chooseAdmins(program, named, found.admins);
        const doors = {
          admins,
          keepSessions: move,
          keepKeys: move || args["keep-keys"],
          endEverything: args["end-everything"],
        } as const;
        return restoreBackup(args.file, { config, replace, doors, now: Date.now, signal });
      });
      say(`Restored and compared. ${contents(restored)}`);
      if (!args.move) {
        say("Everybody signs in anew. Other staff, and keys unless --keep-keys was said, are switched off until an");
        say("administrator turns each on; mails that waited are kept, and go out by a press on the page of mails.");
      }
      if (restored.aside) say(`What was here before lies in ${restored.aside}`);
      if (missing) say(missing.after);
    },
  });

const contents = ({ manifest, summary }: Loaded): string =>
  [contentsOf(manifest, summary), leftOut(summary)].filter(Boolean).join("\n");

/** A sentence about attachments that were damaged on the disk; empty when all is well. */
function leftOut({ damaged = [] }: Summary): string {
  if (damaged.length === 0) return "";
  // What a sender called a file goes to a terminal here, which would obey some characters.
  const names = damaged.slice(0, 20).map(({ id, name }) => `${name.replace(/\p{C}/gu, "?")} (${id})`);
  if (damaged.length > names.length) names.push(`and ${damaged.length - names.length} more`);
  const which = damaged.length === 1 ? "1 attachment" : `${damaged.length} attachments`;
  return `Not in this backup, because damaged or missing on the disk: ${which}, ${names.join(", ")}. Everything else is.`;
}

const contentsOf = (manifest: Manifest, summary: Summary): string =>
  `Made ${manifest.createdAt} by Deskbell ${manifest.deskbell}: ${summary.tables["tickets"]?.rows ?? 0} tickets, ` +
  `${summary.tables["messages"]?.rows ?? 0} messages, ${summary.files} files.`;

const amount = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
