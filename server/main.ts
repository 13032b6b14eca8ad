/** The command line: `deskbell <command>`. */
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { type ArgsDef, type CommandDef, defineCommand, renderUsage, runCommand } from "citty";
import { backup, restore, verify } from "./commands/backup.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { importCommand } from "./commands/import.ts";
import { migrateCommand } from "./commands/migrate.ts";
import type { Program } from "./commands/program.ts";
import { rotateKey } from "./commands/rotate-key.ts";
import { serve } from "./commands/serve.ts";
import { staffCommand } from "./commands/staff.ts";
import { checkWords, WrongUsage } from "./commands/words.ts";

declare const __VERSION__: string;

// Older ones end without a word in the middle of opening the database.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Deskbell needs Node 22.12 or newer, and this is Node ${process.versions.node}. ` +
      `The project brings one along: node_modules/.bin/node ${process.argv.slice(1).join(" ")}`,
  );
  process.exit(1);
}

// Everything a command makes is its owner's alone, in a folder that others may look into as well.
process.umask(0o077);

const program: Program = {
  version: __VERSION__,
  built: resolve(import.meta.dirname, ".."),
  env: process.env,
  say: (line) => console.log(line),
  ...(process.stdin.isTTY && process.stdout.isTTY && { ask: askAtTerminal }),
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
  "rotate-key": rotateKey(program),
};

/** Ctrl+C, and the end of what is typed, answer nothing, which is no. */
function askAtTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    lines.once("close", () => resolve(""));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

const main = defineCommand({
  meta: { name: "deskbell", version: program.version, description: "A support portal that fits in a script tag." },
  subCommands: commands,
});

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
async function run(argv: string[]): Promise<number> {
  const words = argv.length === 0 ? ["serve"] : argv;
  if (words.length === 1 && words[0] === "--version") {
    console.log(program.version);
    return 0;
  }
  if (words.includes("--help") || words.includes("-h")) {
    console.log(plainFor(process.stdout, await usageOf(words)));
    return 0;
  }
  try {
    const { command, rest } = commandOf(words);
    if (command?.run) checkWords(rest, (command.args ?? {}) as ArgsDef);
    await runCommand(main, { rawArgs: words });
    return 0;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (!(error instanceof WrongUsage) && name !== "CLIError") {
      console.error(message);
      return 1;
    }
    console.error(plainFor(process.stderr, `${message}\n\n${await usageOf(words)}`));
    return 2;
  }
}

/** The command that the words name, the one around it, and the words after its name. */
function commandOf(words: string[]) {
  const [first = "", second = ""] = words;
  const outer = commands[first];
  const inner = (outer?.subCommands as Record<string, CommandDef<ArgsDef>> | undefined)?.[second];
  return inner
    ? { command: inner, parent: { meta: { name: `deskbell ${first}` } }, rest: words.slice(2) }
    : { command: outer, parent: main, rest: words.slice(1) };
}

function usageOf(words: string[]): Promise<string> {
  const { command, parent } = commandOf(words);
  return command ? renderUsage(command, parent) : renderUsage(main);
}

/** Colours are for a terminal: in a file or another program they are rubbish. */
const plainFor = (stream: NodeJS.WriteStream, text: string): string =>
  stream.isTTY ? text : stripVTControlCharacters(text);

const code = await run(process.argv.slice(2));
if (code !== 0) process.exit(code);
