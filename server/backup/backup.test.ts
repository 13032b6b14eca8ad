import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFileStore } from "../attachments/files.ts";
import type { Engine } from "../db/database.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { sharedConversation } from "../testing/with-desk.ts";
import { engines, openTestDatabase, type TestDatabase } from "../testing/engines.ts";
import { writeArchive } from "./archive.ts";
import { loadBackup } from "./load-backup.ts";
import { readTables } from "./read-tables.ts";
import { tables } from "./tables.ts";
import { writeBackup } from "./write-backup.ts";
import { submitTicket } from "../testing/verbs.ts";

const never = new AbortController().signal;

describe.each(engines)("a backup of a desk on %s", (engine) => {
  const { desk, talk } = sharedConversation(engine);
  let dir: string;
  const targets: TestDatabase[] = [];
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "deskbell-backup-"));
    const upload = await desk.ask(`${talk.portal}/attachments`, {
      form: fileForm(new Uint8Array(50_000).fill(7), "seven.bin"),
      token: talk.token,
    });
    const body = { body: "A ünïcode 🫖 word: marzipan", attachments: [upload.body.id] };
    await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, { body, token: talk.token, key: newKey() });
  });
  afterAll(async () => {
    for (const target of targets) await target.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const save = async (name: string, signal = never): Promise<string> => {
    const path = join(dir, name);
    const { files, now } = desk;
    await writeBackup(path, { database: desk.test.database, files, version: "1.2.3", now, signal });
    return path;
  };

  const openAnother = async (into: Engine = engine): Promise<TestDatabase> => {
    const target = await openTestDatabase(into);
    targets.push(target);
    return target;
  };
  const load = async (path: string, into: Engine) => {
    const target = await openAnother(into);
    const files = await openFileStore(join(target.dir, "files"));
    return { target, files, loaded: await loadBackup(path, { database: target.database, files }, never) };
  };

  it("names every table there is", async () => {
    const names =
      engine === "sqlite"
        ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
        : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
    const { rows } = await names.execute(desk.database.read);
    const rest = rows
      .map(({ name }) => name)
      .filter((name) => !/^(sqlite_|kysely_|ticket_search)/.test(name))
      .sort();
    expect(rest).toEqual(Object.keys(tables).sort());
  });

  it.each(engines)("comes back row for row on %s, and can be searched", async (into) => {
    const path = await save(`to-${into}.backup`);
    const { target, files, loaded } = await load(path, into);
    const before = await desk.database.snapshot((db) => readTables(db, engine));
    const after = await target.database.snapshot((db) => readTables(db, into));
    expect(after).toEqual(before);
    expect(loaded.manifest.deskbell).toBe("1.2.3");
    const row = await target.database.read.selectFrom("attachments").select("id").executeTakeFirstOrThrow();
    const chunks: Buffer[] = [];
    for await (const chunk of await files.open(row.id)) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(Buffer.alloc(50_000, 7))).toBe(true);
    const found =
      into === "sqlite"
        ? sql<{ n: number }>`select count(*) as n from ticket_search where ticket_search match 'marzipan AND parcel'`
        : sql<{ n: number }>`select count(*) as n from ticket_search where document @@ 'marzipan & parcel'::tsquery`;
    expect(Number((await found.execute(target.database.read)).rows[0]!.n)).toBe(1);
  });

  it("goes on counting where the desk stood, not even giving out a deleted number again", async () => {
    const { target } = await load(await save("numbers.backup"), engine);
    const lastOf = async (db: typeof desk.database): Promise<number> => {
      await db.write(async (tx) => tx.emit({ projectId: "", type: "session.ended" }));
      const { seq } = await db.read.selectFrom("events").select("seq").orderBy("seq", "desc").executeTakeFirstOrThrow();
      return seq;
    };
    expect(await lastOf(target.database)).toBe(await lastOf(desk.database));
  });

  it("made while tickets come in, holds all that was acknowledged before and an unbroken row of what came after", async () => {
    const { key } = talk.project.portal;
    const submit = async (n: number): Promise<void> => {
      const body = { subject: `Busy ${n}`, body: "x" };
      const { status } = await submitTicket(desk, `/api/portal/${key}`, talk.token, body);
      expect(status).toBe(201);
    };
    const countOf = async (db: typeof desk.database): Promise<number> => {
      const row = await db.read.selectFrom("tickets").select((eb) => eb.fn.countAll<number>().as("n"));
      return Number((await row.executeTakeFirstOrThrow()).n);
    };
    let going = true;
    // As many at once as make far more than 200 tickets a second.
    const writers = Array.from({ length: 8 }, async () => {
      for (let n = 0; going; n++) await submit(n);
    });
    await submit(-1);
    const acknowledged = await countOf(desk.database);
    const path = await save("busy.backup");
    going = false;
    await Promise.all(writers);
    const { target } = await load(path, "sqlite");
    const rows = await target.database.read.selectFrom("tickets").select("number").orderBy("number").execute();
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1));
  });

  it("is refused when half of it is gone, a byte is changed, or it is something else", async () => {
    const whole = readFileSync(await save("whole.backup"));
    const half = join(dir, "half.backup");
    writeFileSync(half, whole);
    truncateSync(half, Math.floor(whole.length / 2));
    await expect(load(half, engine)).rejects.toThrow("ends too early");
    const changed = join(dir, "changed.backup");
    // One place for all: none of them may touch it.
    const { database, dir: there } = await openAnother();
    const files = await openFileStore(join(there, "files"));
    for (let place = 1; place <= 20; place++) {
      const bytes = Buffer.from(whole);
      bytes[Math.floor((bytes.length * place) / 21)]! ^= 255;
      writeFileSync(changed, bytes);
      const loading = loadBackup(changed, { database, files }, never);
      await expect(loading).rejects.toThrow(/damaged|not whole|ends too early/);
    }
    const other = join(dir, "other.backup");
    writeFileSync(other, "Dear desk, this is a letter.");
    await expect(load(other, engine)).rejects.toThrow("damaged, or no backup");
  });

  it("leaves nothing of a damaged backup in the database", async () => {
    const whole = readFileSync(await save("for-half.backup"));
    const half = join(dir, "half-again.backup");
    writeFileSync(half, whole.subarray(0, whole.length - 200));
    const target = await openAnother();
    const files = await openFileStore(join(target.dir, "files"));
    await expect(loadBackup(half, { database: target.database, files }, never)).rejects.toThrow(/./);
    expect(await target.database.read.selectFrom("tickets").select("id").execute()).toEqual([]);
  });

  it("leaves nothing behind when it is stopped, and never writes over a file that is there", async () => {
    const stop = new AbortController();
    stop.abort();
    // Many times: whether the file is still being opened when all is over is for the disk to say.
    for (let i = 0; i < 100; i++) {
      await expect(save(`stopped-${i}.backup`, stop.signal)).rejects.toThrow(/./);
    }
    expect(readdirSync(dir).filter((name) => name.startsWith("stopped"))).toEqual([]);
    const later = new AbortController();
    const stopped = writeArchive(join(dir, "half-way"), later.signal, async (archive) => {
      const writing = archive.entry("tables/messages/000001", Buffer.alloc(5_000_000, "x"));
      later.abort();
      await writing;
    });
    await expect(stopped).rejects.toThrow(/aborted/);
    writeFileSync(join(dir, "mine.backup"), "mine");
    await expect(save("mine.backup")).rejects.toThrow(/./);
    expect(readFileSync(join(dir, "mine.backup"), "utf8")).toBe("mine");
  });
});
