import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { defineCommand } from "citty";
import { createSessions } from "../access/sessions.ts";
import { type AuditNote, record } from "../audit/store.ts";
import type { ImportColumns, ImportPreview } from "../contract/people.ts";
import { Refusal } from "../errors.ts";
import type { OpenFile } from "../imports/csv-format.ts";
import { guessColumns, namesCustomers } from "../imports/columns.ts";
import { countRows, previewImport } from "../imports/preview.ts";
import { openCsv } from "../imports/csv-thread.ts";
import type { OpenedCsv } from "../imports/read-rows.ts";
import { runImport } from "../imports/run-import.ts";
import { createImport, findImport, refusalsAfter, refusalWords } from "../imports/store.ts";
import { findProjectByKey } from "../projects/store.ts";
import { type Program, withDatabase } from "./program.ts";

const maxRefusalLines = 20;

/** Customers from a file, as on the staff page, beside a running server or none. */
export const importCommand = (program: Program) =>
  defineCommand({
    meta: { name: "import", description: "Bring data into the desk." },
    subCommands: {
      customers: defineCommand({
        meta: {
          name: "customers",
          description: "Make or change customers from a CSV file. Run it again: nobody is doubled.",
        },
        args: {
          csv: { type: "positional", description: "the file; its first row names the columns", required: true },
          project: { type: "string", description: "key of the project's portal, such as acme-7f3k9q", required: true },
          "dry-run": { type: "boolean", default: false, description: "only say what would happen" },
        },
        run: ({ args }) => importCustomers(program, args.csv, args.project, args["dry-run"]),
      }),
    },
  });

async function importCustomers(program: Program, path: string, key: string, dryRun: boolean): Promise<void> {
  const open: OpenFile = async () => createReadStream(path);
  const csv = await openClearly(open, path);
  const columns = guessColumns(csv.header);
  if (!namesCustomers(columns)) {
    throw new Error(`No column of ${path} is a mail address or an id. Its first row has to name one “email” or “id”.`);
  }
  await withDatabase(program, async (database) => {
    const project = await findProjectByKey(database.read, key);
    if (!project) throw new Error(`There is no project with the key ${JSON.stringify(key)}.`);
    program.say(`Columns: ${columnsInWords(csv, columns)}`);
    if (dryRun) {
      const preview = await previewImport(database, project.id, open, csv, columns);
      sayPreview(program, preview);
      if (preview.refused > 0)
        throw new Error(refusedRows(preview.refused, "would be refused", "the others can be taken"));
      return;
    }
    const total = await countRows(open, csv, columns);
    const plan = { ...csv.format, header: csv.header, columns };
    const id = await database.write(async (tx) => {
      const changes = { rows: [0, total] as [unknown, unknown] };
      const note: AuditNote = { action: "customers.imported", projectId: project.id, subject: basename(path), changes };
      await record(tx, "command", note, Date.now());
      // It is read where it lies, so there is no file to keep, and nothing for a server's job to take over.
      return createImport(tx, { projectId: project.id, fileId: "", plan, total, actor: "command" }, Date.now());
    });
    const deps = { database, sessions: createSessions(database, Date.now), now: Date.now };
    await runImport(deps, id, { open, onProgress: progress(program, total) });
    const { made, changed, refused, done } = (await findImport(database.read, id))!;
    program.say(
      `${done} rows: ${made} made, ${changed} changed, ${done - made - changed - refused} as they were, ${refused} refused.`,
    );
    for (const row of await refusalsAfter(database.read, id, 0, maxRefusalLines)) {
      program.say(`  row ${row.row}: ${refusalWords[row.reason as keyof typeof refusalWords]}`);
    }
    if (refused > maxRefusalLines) program.say(`  and ${refused - maxRefusalLines} more`);
    // As a failure, although the others are in: a script has to notice that somebody is missing.
    if (refused > 0) {
      throw new Error(
        `${refusedRows(refused, refused === 1 ? "was refused" : "were refused", "all others are in")} ` +
          "Mend what was refused and import the file again: nobody is doubled.",
      );
    }
  });
}

const refusedRows = (count: number, verb: string, others: string): string =>
  `${count} ${count === 1 ? "row" : "rows"} ${verb}; ${others}.`;

async function openClearly(open: OpenFile, path: string): Promise<OpenedCsv> {
  try {
    return await openCsv(open);
  } catch (error) {
    if (error instanceof Refusal)
      throw new Error(`${path} could not be read as a table of customers.`, { cause: error });
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw missing ? new Error(`There is no file ${path}.`, { cause: error }) : error;
  }
}

const columnsInWords = ({ header }: OpenedCsv, columns: ImportColumns): string =>
  Object.entries(columns)
    .toSorted(([, one], [, other]) => one - other)
    .map(([field, i]) => `${header[i]} → ${field}`)
    .join(", ");

function sayPreview({ say }: Program, { total, made, changed, same, refused, rows }: ImportPreview): void {
  say(
    `${total} rows: ${made} would be made, ${changed} changed, ${same} are as they are, ${refused} would be refused.`,
  );
  for (const { row, reason } of rows.filter(({ outcome }) => outcome === "refused")) {
    say(`  row ${row}: ${refusalWords[reason!]}`);
  }
}

/** A line that is written over on a terminal; elsewhere one for every tenth, since a log keeps them all. */
function progress({ say, terminal }: Program, total: number): (done: number) => void {
  let lastTenth = 0;
  return (done) => {
    const tenth = Math.floor((done * 10) / total);
    if (terminal) terminal.write(`\r${done} of ${total} rows${done === total ? "\n" : ""}`);
    else if (tenth > lastTenth) say(`${done} of ${total} rows`);
    lastTenth = tenth;
  };
}
