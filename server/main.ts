/** The command line: `deskbell <command>`. */
import { resolve } from "node:path";
import { type ArgsDef, type CommandDef, defineCommand, renderUsage, runCommand } from "citty";
import { backup, restore, verify } from "./commands/backup.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { importCommand } from "./commands/import.ts";
import { migrateCommand } from "./commands/migrate.ts";
import type { Program } from "./commands/program.ts";
import { serve } from "./commands/serve.ts";
import { staffCommand } from "./commands/staff.ts";

declare const __VERSION__: string;

const program: Program = {
  version: __VERSION__,
  built: resolve(import.meta.dirname, ".."),
  env: process.env,
  say: (line) => console.log(line),
  ...(process.stdout.isTTY && { terminal: process.stdout }),
};

// oxlint-disable-next-line no-explicit-any -- commands take different arguments; citty reads each by its own definition
const commands: Record<string, CommandDef<any>> = {
  serve: serve(program),
  demo: demo(program),
  migrate: migrateCommand(program),
  staff: staffCommand(program),
  import: importCommand(program),
  doctor: doctor(program),
  backup: backup(program),
  verify: verify(program),
  restore: restore(program),
};

const main = defineCommand({
  meta: { name: "deskbell", version: program.version, description: "A support portal that fits in a script tag." },
  subCommands: commands,
});

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
async function run(argv: string[]): Promise<number> {
  const words = argv.length === 0 ? ["serve"] : argv;
  if (words.includes("--help") || words.includes("-h")) {
    console.log(await usageOf(words));
    return 0;
  }
  try {
    await runCommand(main, { rawArgs: words });
    return 0;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (name !== "CLIError") {
      console.error(message);
      return 1;
    }
    console.error(`${message}\n\n${await usageOf(words)}`);
    return 2;
  }
}

async function usageOf([first = "", second = ""]: string[]): Promise<string> {
  const command = commands[first];
  if (!command) return renderUsage(main);
  const inner = (command.subCommands as Record<string, CommandDef<ArgsDef>> | undefined)?.[second];
  return inner ? renderUsage(inner, command) : renderUsage(command, main);
}

const code = await run(process.argv.slice(2));
if (code !== 0) process.exit(code);
