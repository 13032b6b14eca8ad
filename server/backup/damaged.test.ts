import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "citty";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileStore } from "../attachments/files.ts";
import { backup, verify } from "../commands/backup.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines, openTestDatabase } from "../testing/engines.ts";
import { writeArchive } from "./archive.ts";
import { loadBackup } from "./load-backup.ts";
import { writeBackup } from "./write-backup.ts";

const never = new AbortController().signal;

describe.each(engines)("a backup of a desk on %s whose disk lost attachments", (engine) => {
  const { it, desk, talk } = withConversation(engine);
  let dir: string;
  let path: string;
  let ids: string[];
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "deskbell-damaged-"));
    path = join(dir, "monday.backup");
    ids = [];
    for (const name of ["whole.bin", "changed.bin", "cut.bin", "gone.bin"]) {
      const form = fileForm(new Uint8Array(50_000).fill(7), name);
      const upload = await desk.ask(`${talk.portal}/attachments`, { form, token: talk.token });
      ids.push(upload.body.id);
    }
    const body = { body: "Four files", attachments: ids };
    const messages = `${talk.portal}/tickets/${talk.ticket.id}/messages`;
    await desk.ask(messages, { body, token: talk.token, key: newKey() });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const stored = (at: number): string => join(desk.test.dir, "files", ids[at]!.slice(0, 2), ids[at]!);
  const damage = (): void => {
    writeFileSync(stored(1), Buffer.alloc(50_000, 8));
    truncateSync(stored(2), 20_000);
    rmSync(stored(3));
  };
  const save = () =>
    writeBackup(path, {
      database: desk.test.database,
      files: desk.files,
      version: "1.2.3",
      now: desk.now,
      signal: never,
    });

  it("names them, and brings everything else back", async () => {
    damage();
    const summary = await save();
    expect(summary.files).toBe(1);
    expect(summary.damaged?.map(({ name }) => name).sort()).toEqual(["changed.bin", "cut.bin", "gone.bin"]);
    const target = await openTestDatabase(engine);
    try {
      const files = await openFileStore(join(target.dir, "files"));
      const loaded = await loadBackup(path, { database: target.database, files }, never);
      expect(loaded.summary.damaged).toEqual(summary.damaged);
      const rows = await target.database.read.selectFrom("attachments").select(["id", "sha256"]).execute();
      expect(rows.map(({ id }) => id).sort()).toEqual(ids.toSorted());
      const { id, sha256 } = rows.find((row) => row.id === ids[0])!;
      (await files.open(id, sha256)).destroy();
      await expect(files.open(ids[1]!)).rejects.toThrow("ENOENT");
    } finally {
      await target.close();
    }
  });

  it("names none when all are whole", async () => {
    expect(await save()).toMatchObject({ files: 4, damaged: [] });
  });

  it("is a failure for the script that runs it, with a sentence that names them", async () => {
    damage();
    const said: string[] = [];
    const { dir: folder, target } = desk.test;
    const program = {
      version: "1.2.3",
      built: "",
      env: {
        DATA_DIR: folder,
        ...(target.engine === "postgres" && { DATABASE_URL: target.url, SECRET_KEY: randomBytes(32).toString("hex") }),
      },
      say: (line: string) => void said.push(line),
    };
    const run = (command: unknown) => runCommand(command as never, { rawArgs: [path] });
    await expect(run(backup(program))).rejects.toThrow(
      /^Not in this backup, because damaged or missing on the disk: 3 attachments, .*cut\.bin.*earlier backups/,
    );
    expect(said[0]).toMatch(/^Saved 1 tickets and 1 files/);
    await run(verify(program));
    expect(said.at(-1)).toMatch(/^This backup is whole\.[^]*3 attachments[^]*gone\.bin/);
  });
});

describe("a file that is cut while it is copied", () => {
  it("ends the backup with a sentence", async () => {
    const dir = mkdtempSync(join(tmpdir(), "deskbell-cut-"));
    const cut = async function* () {
      yield Buffer.alloc(10);
    };
    const written = writeArchive(join(dir, "cut.backup"), never, (archive) => archive.file("files/a", 20, cut()));
    await expect(written).rejects.toThrow(
      "A file changed its length while it was copied. Nothing was saved: try again.",
    );
    rmSync(dir, { recursive: true, force: true });
  });
});
