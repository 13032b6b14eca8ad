import { Readable } from "node:stream";
import { z } from "zod";
import { newId } from "../access/tokens.ts";
import { abandonFile } from "../attachments/arriving.ts";
import { inSpace, requireSpaceStill } from "../attachments/room.ts";
import { readUpload } from "../attachments/read-upload.ts";
import { announceFile, handOverFile } from "../attachments/store.ts";
import { record } from "../audit/store.ts";
import { reaches } from "../access/reach.ts";
import { findStaff, lockStaff, reachOf, type StaffRow } from "../access/staff-account.ts";
import type { ImportColumns } from "../contract/people.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal, refuseField } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { id as anyId, text } from "../http/fields.ts";
import { check } from "../http/read-json.ts";
import { addJob } from "../jobs/store.ts";
import { findProject } from "../projects/store.ts";
import { checkColumns, guessColumns, importColumns, maxColumns, namesCustomers } from "./columns.ts";
import { csvLine } from "./csv-cells.ts";
import { openCsv } from "./csv-thread.ts";
import { countRows, previewImport } from "./preview.ts";
import { createImport, findImport, importView, readPlan, refusalsAfter, refusalWords } from "./store.ts";

/** Said in the address, or in fields beside the file. */
const order = z.strictObject({
  project: anyId,
  columns: text(1000).optional(),
  dryRun: z.enum(["true", "false"]).optional(),
});

function readColumns(json: string): ImportColumns {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new Refusal(400, "fields_invalid", { fields: { columns: "wrong_type" }, cause });
  }
  return check(importColumns, value);
}

type ImportDeps = Pick<Deps, "database" | "sessions" | "files" | "now" | "log">;

export function importRoutes({ database, sessions, files, now, log }: ImportDeps) {
  const required = async (id: string) => {
    const row = await findImport(database.read, id);
    if (!row) throw notFound();
    return row;
  };

  return {
    async create(c: StaffContext) {
      const fileId = newId();
      const announce = async () => {
        await requireSpaceStill(files);
        await database.write((tx) => announceFile(tx, fileId, now()));
      };
      try {
        const { name, fields } = await inSpace(files, c.req.raw, () =>
          readUpload(c.req.raw, (content) => files.save(fileId, content, announce)),
        );
        // A file may be minutes on its way, and also what would become of it tells who is known here.
        const { hash } = c.get("who").session;
        if ((await sessions.expiryOf(hash)) === undefined) throw new Refusal(401, "unauthenticated");
        const open = () => files.open(fileId);
        const { signal } = c.req.raw;
        const query = Object.fromEntries(new URL(c.req.url).searchParams);
        const { project, columns: asked, dryRun } = check(order, { ...fields, ...query });
        requireStillTheirs(await findStaff(database.read, c.get("who").id), project);
        if (!(await findProject(database.read, project))) refuseField("project", "not_allowed");
        const csv = await openCsv(open, signal);
        const columns = asked === undefined ? guessColumns(csv.header) : readColumns(asked);
        checkColumns(columns, csv.header);
        if (dryRun === "true") return c.json(await previewImport(database, project, open, csv, columns, signal));

        if (!namesCustomers(columns)) refuseField("columns", "required");
        const total = await countRows(open, csv, columns, signal);
        const plan = { ...csv.format, header: csv.header, columns };
        const id = await database.write(async (tx) => {
          await sessions.require(tx, hash);
          requireStillTheirs(await lockStaff(tx, c.get("who").id), project);
          await handOverFile(tx, fileId);
          const made = await createImport(tx, { projectId: project, fileId, plan, total, actor: c.get("who") }, now());
          await addJob(tx, "import", { importId: made }, now());
          const changes = { rows: [0, total] as [unknown, unknown] };
          await record(
            tx,
            c.get("who"),
            { action: "customers.imported", projectId: project, subject: name, changes },
            now(),
          );
          return made;
        });
        return c.json({ import: importView(await required(id)) }, 201);
      } finally {
        // Where that fails, the sweep does it.
        await abandonFile({ database, files }, fileId).catch((err: unknown) =>
          log.warn({ err }, "a list was left behind"),
        );
      }
    },

    async get(c: StaffContext) {
      return c.json({ import: importView(await required(c.req.param("id")!)) });
    },

    /** The refused rows as they stood in the file, each with the reason, to be mended and imported again. */
    async refused(c: StaffContext) {
      const row = await required(c.req.param("id")!);
      c.header("Content-Type", "text/csv; charset=utf-8");
      c.header("Content-Disposition", 'attachment; filename="refused.csv"');
      const lines = Readable.from(refusedLines(database.read, row.id, readPlan(row).header));
      return c.body(Readable.toWeb(lines) as ReadableStream);
    },
  };
}

/** By the time the file is here they may be a viewer, or have lost the project. @throws Refusal 403 or 400 */
function requireStillTheirs(staff: StaffRow | undefined, project: string): void {
  if (staff?.role === "viewer") throw new Refusal(403, "forbidden");
  if (!staff || !reaches({ projects: reachOf(staff) }, project)) refuseField("project", "not_allowed");
}

/** At a time, of rows that may be a thousand cells wide. */
const refusalsAtOnce = 50;

/** Begins with a byte-order mark, without which spreadsheets take UTF-8 for something older. */
async function* refusedLines(db: Db, importId: string, headings: string[]): AsyncGenerator<Buffer> {
  // Each row is made as wide, which would make gigabytes of a long heading and many short rows.
  const header = headings.slice(0, maxColumns + 1);
  yield Buffer.from(`\ufeff${csvLine([...header, "reason"])}`);
  for (let after = 0; ;) {
    const rows = await refusalsAfter(db, importId, after, refusalsAtOnce);
    if (rows.length === 0) return;
    after = rows.at(-1)!.row;
    const lines = rows.map(({ cells, reason }) => {
      const values = JSON.parse(cells) as string[];
      // Under the header, whatever the row's own length was.
      const whole = header.map((_, i) => values[i] ?? "");
      return csvLine([...whole, refusalWords[reason as keyof typeof refusalWords]]);
    });
    yield Buffer.from(lines.join(""));
  }
}
