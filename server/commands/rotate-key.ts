import { renameSync, rmSync, writeFileSync } from "node:fs";
import { defineCommand } from "citty";
import { createSecrets } from "../access/secrets.ts";
import { record } from "../audit/store.ts";
import { type Config, readConfig } from "../config.ts";
import type { OpenedDatabase } from "../db/open.ts";
import { countHeld, endSealed, type Held, reseal } from "../key-rotation/reseal.ts";
import { refuseOtherProcesses } from "../key-rotation/other-processes.ts";
import { keptFingerprint } from "../secret-check.ts";
import { finishRotation, newKey, nextKeyFile, readKey } from "../secret-key.ts";
import { confirm } from "./confirm.ts";
import { type Program, requireDesk, withDatabase } from "./program.ts";

/** For a key that somebody else may know, and for one that nobody knows any more. */
export const rotateKey = (program: Program) =>
  defineCommand({
    meta: { name: "rotate-key", description: "Give the desk another SECRET_KEY. Stop the server first." },
    args: {
      lost: { type: "boolean", default: false, description: "the old key is lost: end what only it could open" },
      yes: { type: "boolean", default: false, description: "do not ask, for scripts" },
    },
    async run({ args }) {
      const config = readConfig(program.env);
      await requireDesk(config);
      await refuseOtherProcesses(config.database);
      await withDatabase(program, (database) => rotate(program, config, database, args));
    },
  });

async function rotate(
  program: Program,
  config: Config,
  database: OpenedDatabase,
  { lost, yes }: { lost: boolean; yes: boolean },
): Promise<void> {
  const { say } = program;
  const kept = await keptFingerprint(database);
  if (config.secretKey === undefined && kept !== undefined && finishRotation(config, kept) !== undefined) {
    say("An earlier rotate-key had been cut off; it is finished now, and the desk has its new key.");
    return;
  }
  const old = readKey(config);
  const from = old === undefined ? undefined : createSecrets(old);
  const opens = from !== undefined && (kept === undefined || from.fingerprint === kept);
  if (lost && opens) throw new Error("The key is not lost: it is the one of this desk. Leave --lost out.");
  if (!lost && !opens) {
    throw new Error(
      "The key that is set here is not the one of this desk, so nothing can be taken over to a new one. " +
        "Put the right one back, or say --lost.",
    );
  }
  const next = nextKey(config, lost);
  const to = createSecrets(next);
  if (to.fingerprint === kept) {
    say("The desk has this key already.");
    return;
  }

  for (const line of whatEnds(await countHeld(database.read), lost)) say(line);
  await confirm(program, yes, "Give the desk a new key?");

  if (config.secretKey === undefined) {
    // Beside the old one until the database has gone over: a start after a crash takes whichever fits it.
    rmSync(nextKeyFile(config), { force: true });
    writeFileSync(nextKeyFile(config), `${next}\n`, { mode: 0o600, flag: "wx", flush: true });
  }
  await database.write(async (tx) => {
    await (lost ? endSealed(tx, to) : reseal(tx, from!, to));
    await record(
      tx,
      "command",
      { action: lost ? "secret-key.lost" : "secret-key.rotated", subject: "SECRET_KEY" },
      Date.now(),
    );
  });
  if (config.secretKey === undefined) {
    renameSync(nextKeyFile(config), config.keyFile);
    say(`Done. The new key is in ${config.keyFile}: keep a copy of it apart from the backups.`);
  } else {
    say(
      next === config.secretKey
        ? "Done. The desk belongs to the SECRET_KEY that is set."
        : "Done. Set SECRET_KEY to what NEW_SECRET_KEY is now, for every process of this desk, before the next start.",
    );
  }
  say("Backups from before need the key from before: keep it with them, or make a new backup now.");
}

/** @throws where keys come from the environment and no new one is there */
function nextKey({ secretKey, newSecretKey }: Config, lost: boolean): string {
  // Whoever lost the old one has set another by now.
  const next = newSecretKey ?? (lost ? secretKey : undefined);
  if (next !== undefined) return next;
  if (secretKey === undefined) return newKey();
  throw new Error(
    "SECRET_KEY is set in the environment, so the new one has to come from there as well: " +
      'NEW_SECRET_KEY="$(openssl rand -hex 32)" deskbell rotate-key',
  );
}

function whatEnds(held: Held, lost: boolean): string[] {
  const { secondFactors, recoveryCodes, identityKeys, mails, codes } = held;
  const lines: string[] = [];
  if (lost) {
    lines.push(`two-step sign-in of ${secondFactors} people of staff: they sign in by password and set it up anew`);
    lines.push(`${identityKeys} signing secrets: sites that sign their users in need new ones`);
    lines.push(`the links in ${mails} mails that were not sent yet: those mails stay, and cannot be sent`);
  } else {
    lines.push(
      `the recovery codes of ${recoveryCodes} people of staff: their app goes on, new codes come with setting it up anew`,
    );
  }
  lines.push(`${codes} sign-in codes that are on their way: customers ask for another`);
  lines.push(
    "forms that are open in browsers (what comes from them is held for staff to look at), links to files on open pages",
  );
  return [
    "This ends:",
    ...lines.map((line) => `  - ${line}`),
    "Everything else goes on: tickets, accounts, passwords, sessions, tracking links.",
  ];
}
