import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "citty";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { openFileStore } from "../attachments/files.ts";
import { restore } from "../commands/backup.ts";
import { type Config, readConfig } from "../config.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import { queueMail } from "../mail/store.ts";
import { joinDesk } from "../testing/colleague.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines, openTestDatabase } from "../testing/engines.ts";
import { restoreBackup } from "./restore.ts";
import { writeBackup } from "./write-backup.ts";

const never = new AbortController().signal;

describe.each(engines)("S19: a restore brings back data, not open doors (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);
  let dir: string;
  let file: string;
  let said: string[];
  let waiting: string;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "deskbell-doors-"));
    file = join(dir, "monday.backup");
    said = [];
    await joinDesk(desk, "Bo");
    const mia = await desk.customer(project.id);
    for (const token of [await desk.visitor(project.portal.key), mia.token]) {
      const words = { token, key: newKey(), body: { subject: "Hi", body: "Words." } };
      const { id } = (await desk.ask(`${project.api}/tickets`, words)).body.ticket;
      waiting = id;
      const { url } = (await desk.ask(`${project.api}/tickets/${id}/tracking-links`, { method: "POST", token })).body;
      await desk.ask(`${project.api}/tracking`, { body: { secret: url.split("#ticket=")[1] } });
    }
    const staff = (path: string, body: unknown) => desk.ask(`/api/staff${path}`, { body, cookie: desk.admin });
    const path = `/api/staff/tickets/${waiting}` as const;
    await desk.ask(path, { method: "PATCH", body: { status: "solved" }, cookie: desk.admin });
    await desk.ask("/api/staff/session", { method: "PATCH", body: { undoSeconds: 30 }, cookie: desk.admin });
    const answer = { body: { body: "Not seen yet" }, key: newKey(), cookie: desk.admin };
    await desk.ask(`/api/staff/tickets/${waiting}/messages`, answer);
    await staff("/api-keys", { name: "Shop", scopes: ["tickets:read"] });
    await staff(`/projects/${project.id}/identity-keys`, {});
    await desk.database.write((tx) =>
      queueMail(tx, desk, {
        projectId: project.id,
        recipient: "mia@mail.test",
        content: { subject: "Hello", parts: [] } as never,
        secrets: {},
      }),
    );
    const files = await openFileStore(join(dir, "files"));
    const { database } = desk.test;
    await writeBackup(file, { database, files, version: "1.0.0", now: desk.now, signal: never });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** To a folder of its own: the backup is the same on both engines, and so is what is closed. */
  const run = (words: string[], ask?: (question: string) => Promise<string>) =>
    runCommand(
      restore({
        version: "1.0.0",
        built: "",
        env: { DATA_DIR: join(dir, "there") },
        say: (line) => void said.push(line),
        ...(ask && { ask }),
      }) as never,
      { rawArgs: [file, ...words] },
    );
  const found = async () => {
    const database: OpenedDatabase = await openDatabase({ engine: "sqlite", file: join(dir, "there", "deskbell.db") });
    try {
      const { read } = database;
      const staff = await read.selectFrom("staff").select(["email", "off_at"]).orderBy("email").execute();
      const sessions = await read.selectFrom("sessions").select("kind").orderBy("kind").execute();
      const keys = await read.selectFrom("api_keys").select("off_at").execute();
      const siteKeys = await read.selectFrom("identity_keys").select("off_at").execute();
      const links = await read
        .selectFrom("tracking_links")
        .innerJoin("tickets", "tickets.id", "ticket_id")
        .select("customer_id")
        .execute();
      const projects = await read.selectFrom("projects").select("tokens_since").execute();
      const mails = await read.selectFrom("mails").select(["recipient", "state"]).execute();
      const jobs = await read.selectFrom("jobs").select("kind").where("kind", "=", "mail").execute();
      const pending = await read.selectFrom("pending_changes").select("undone_at").execute();
      const tickets = await read.selectFrom("tickets").select("status").where("id", "=", waiting).execute();
      const internal = read.selectFrom("messages").where("internal", "=", 1);
      const notes = await internal.select(["body", "author_name"]).execute();
      const effects = await read.selectFrom("jobs").select("kind").where("kind", "=", "staff-change").execute();
      return {
        off: staff.filter(({ off_at }) => off_at !== null).map(({ email }) => email),
        sessions: [...new Set(sessions.map(({ kind }) => kind))],
        keysOff: [...keys, ...siteKeys].map(({ off_at }) => off_at !== null),
        links: links.map(({ customer_id }) => (customer_id === null ? "a visitor's" : "a customer's")).sort(),
        siteTokensEnded: projects.every(({ tokens_since }) => tokens_since !== null),
        queued: mails.filter(({ state }) => state === "queued").length + jobs.length,
        pending: pending.filter(({ undone_at }) => undone_at === null).length + effects.length,
        waiting: tickets[0]!.status,
        notes: notes.map(({ body, author_name }) => `${author_name}: ${body.split("\n\n").at(-1)}`),
        undone: pending.filter(({ undone_at }) => undone_at !== null).length,
        kept: mails.filter(({ recipient, state }) => recipient === "mia@mail.test" && state === "kept").length,
      };
    } finally {
      await database.close();
    }
  };

  it("ends sessions, switches keys and other staff off, keeps mails; visitors keep their way back", async () => {
    // As another keyboard writes it: one mailbox all the same.
    await run(["--admin", "ADA@ｄesk.test"]);
    expect(await found()).toEqual({
      off: ["bo@desk.test"],
      sessions: ["tracking", "visitor"],
      links: ["a visitor's"],
      keysOff: [true, true],
      siteTokensEnded: true,
      queued: 0,
      // Undo: what customers had not seen as the backup was made they do not see by it.
      pending: 0,
      undone: 1,
      // Their words are a note, and their ticket waits for an answer again.
      waiting: "open",
      notes: ["Ada: Not seen yet"],
      kept: 1,
    });
    expect(said.join("\n")).toContain("Everybody signs in anew.");
  });

  it("asks at the terminal about each administrator, and restores nothing where nobody is confirmed", async () => {
    await expect(run([], async () => "no")).rejects.toThrow(
      "Somebody has to be able to sign in. Nothing was restored.",
    );
    const asked: string[] = [];
    await run([], async (question) => {
      asked.push(question);
      return "yes";
    });
    expect(asked).toEqual(["Ada (ada@desk.test) was an administrator. May they sign in? (yes or no) "]);
    expect((await found()).off).toEqual(["bo@desk.test"]);
  });

  it("is refused where nobody is there to ask and none is named, or one who is no administrator", async () => {
    mkdirSync(join(dir, "there"));
    await expect(run([])).rejects.toThrow(
      "Say --admin <email>, for each. Administrators in this backup: ada@desk.test.",
    );
    await expect(run(["--admin", "bo@desk.test"])).rejects.toThrow("bo@desk.test is no administrator of this backup.");
    expect(readdirSync(join(dir, "there"))).toEqual([]);
  });

  it("S19: into Postgres, what fails while doors are closed takes back all that was loaded", async () => {
    const there = await openTestDatabase("postgres");
    const config: Config = { ...readConfig({ DATA_DIR: there.dir }), database: there.target };
    const options = { config, replace: false, now: desk.now, signal: never };
    const doors = { admins: ["nobody@desk.test"], keepSessions: false, keepKeys: false, endEverything: false };
    const names = () => there.database.read.selectFrom("staff").select(["name", "off_at"]).orderBy("name").execute();
    await expect(restoreBackup(file, { ...options, doors })).rejects.toThrow("Nothing was restored.");
    expect(await names()).toEqual([]);
    await restoreBackup(file, { ...options, doors: { ...doors, admins: ["ADA@ｄesk.test"] } });
    expect(await names()).toEqual([
      { name: "Ada", off_at: null },
      { name: "Bo", off_at: desk.now() },
    ]);
    await there.close();
  });

  it("keeps keys where asked, ends all where asked, and leaves everything as it was in a move", async () => {
    await run(["--admin", "ada@desk.test", "--keep-keys", "--end-everything"]);
    expect(await found()).toMatchObject({
      keysOff: [false, false],
      siteTokensEnded: true,
      links: [],
      sessions: [],
      off: ["bo@desk.test"],
    });
    await run(["--move", "--replace"]);
    const { queued, ...moved } = await found();
    expect(moved).toEqual({
      off: [],
      sessions: ["customer", "staff", "tracking", "visitor"],
      links: ["a customer's", "a visitor's"],
      keysOff: [false, false],
      siteTokensEnded: false,
      pending: 2,
      undone: 0,
      waiting: "solved",
      notes: [],
      kept: 0,
    });
    expect(queued).toBeGreaterThan(0);
    await expect(run(["--move", "--admin", "ada@desk.test", "--replace"])).rejects.toThrow("goes with neither");
  });
});
