import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileStore } from "../attachments/files.ts";
import { type Config, readConfig } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import { createProject } from "../projects/store.ts";
import { restoreBackup } from "./restore.ts";
import { writeBackup } from "./write-backup.ts";

const never = new AbortController().signal;
const now = (): number => Date.UTC(2026, 10, 2, 9);
const stamp = "before-2026-11-02T09-00-00-000Z";
const kept = "ab".repeat(16);

describe("a restore over a desk of SQLite", () => {
  let dir: string;
  let config: Config;
  let path: string;
  let file: string;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "deskbell-restore-"));
    config = readConfig({ DATA_DIR: join(dir, "data") });
    file = join(dir, "data", "deskbell.db");
    path = join(dir, "monday.backup");
    await within(async (database) => {
      await database.write((tx) => createProject(tx, { name: "Monday" }, 0));
      const files = await openFileStore(config.filesDir);
      await writeBackup(path, { database, files, version: "1.2.3", now, signal: never });
      await files.save(kept, Readable.from([Buffer.from("kept")]));
      await database.write((tx) => createProject(tx, { name: "Tuesday" }, 0));
    });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const within = async <T>(work: (database: OpenedDatabase) => Promise<T>): Promise<T> => {
    const database = await openDatabase(config.database);
    try {
      await migrate(database.writer, "sqlite");
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const projects = (): Promise<string[]> =>
    within(async (database) => {
      const rows = await database.read.selectFrom("projects").select("name").orderBy("name").execute();
      return rows.map(({ name }) => name);
    });
  const restore = () => restoreBackup(path, { config, replace: true, now, signal: never });
  /** Without SQLite's own, which come and go with whoever opened it last. */
  const present = () => readdirSync(join(dir, "data")).filter((name) => !/-(wal|shm)$/.test(name));
  const spoilHead = (): void => {
    const handle = openSync(file, "r+");
    writeSync(handle, Buffer.alloc(100, "x"), 0, 100, 0);
    closeSync(handle);
  };

  it("leaves the desk as it was, and says so, when the folder of attachments cannot be moved away", async () => {
    // What stands in the way of a rename like a mount does, for root as well: a target that is a folder with something in it.
    mkdirSync(join(`${config.filesDir}.${stamp}`, "taken"), { recursive: true });
    const before = present();
    await expect(restore()).rejects.toThrow(
      /files could not be moved to .*ENOTEMPTY.* Nothing was restored, and the desk is as it was\.$/,
    );
    expect(present()).toEqual(before);
    expect(await projects()).toEqual(["Monday", "Tuesday"]);
    expect(readFileSync(join(config.filesDir, "ab", kept), "utf8")).toBe("kept");
  });

  it("leaves the desk as it was when only the last step fails, as on a link to a disk that is not there", async () => {
    rmSync(config.filesDir, { recursive: true });
    symlinkSync(join(dir, "no-such-disk"), config.filesDir);
    const before = present();
    await expect(restore()).rejects.toThrow("the desk is as it was");
    expect(present()).toEqual(before);
    expect(await projects()).toEqual(["Monday", "Tuesday"]);
  });

  it("takes the place of a damaged database, and keeps that one with what lies beside it, byte for byte", async () => {
    const wal = await within(async (database) => {
      await sql`pragma wal_checkpoint(truncate)`.execute(database.writer);
      await database.write(async (tx) => tx.emit({ projectId: "", type: "session.ended" }));
      return readFileSync(`${file}-wal`);
    });
    // As after a power cut: the server could not clear its log away.
    writeFileSync(`${file}-wal`, wal);
    spoilHead();
    const damaged = readFileSync(file);
    const { aside } = await restore();
    expect(await projects()).toEqual(["Monday"]);
    expect(aside).toBe(`${file}.${stamp}`);
    expect(readFileSync(aside!).equals(damaged)).toBe(true);
    expect(readFileSync(`${aside}-wal`).equals(wal)).toBe(true);
  });

  it("takes the place of a file that is no database at all", async () => {
    for (const ending of ["-wal", "-shm"]) rmSync(file + ending, { force: true });
    writeFileSync(file, "Dear desk, this is a letter. ".repeat(1000));
    const { aside } = await restore();
    expect(await projects()).toEqual(["Monday"]);
    expect(readFileSync(aside!, "utf8")).toContain("this is a letter");
  });

  it("is refused while another program has the database open, and only then says so", async () => {
    await within(async (database) => {
      await database.read.selectFrom("projects").select("id").execute();
      await expect(restore()).rejects.toThrow("Another program has");
    });
    expect(await projects()).toEqual(["Monday", "Tuesday"]);
    expect(existsSync(`${file}.${stamp}`)).toBe(false);
  });

  it("says of a folder that it is one", async () => {
    path = dir;
    await expect(restore()).rejects.toThrow("This is a folder, not the file of a backup.");
    expect(await projects()).toEqual(["Monday", "Tuesday"]);
  });
});
