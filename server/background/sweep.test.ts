/** What a sweep takes and what it never does, by the lines of `scripts/borders/tables.ts`; and that a sweep that fails stays one job. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect } from "vitest";
import { hashSecret, newId } from "../access/tokens.ts";
import { tables } from "../../scripts/borders/tables.ts";
import type { Schema } from "../db/schema.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { scheduleSweep } from "./sweep.ts";

const dayMs = 24 * 3_600_000;

describe.each(engines)("sweeping (%s)", (engine) => {
  const logged: string[] = [];
  const { test, desk, talk } = withConversation(engine, { onLog: (line) => logged.push(line) });
  afterEach(() => {
    logged.length = 0;
  });

  const sweepNow = async (): Promise<void> => {
    await scheduleSweep(desk);
    await desk.jobs.runDue();
  };
  const count = async (table: keyof Schema): Promise<number> => {
    const { rows } = await desk.database.read
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("rows"))
      .executeTakeFirstOrThrow();
    return Number(rows);
  };
  const failures = (): string[] =>
    logged
      .filter((line) => line.includes("could not be swept"))
      .map((line) => (JSON.parse(line) as { sweep: string }).sweep);
  const sweeps = () => desk.database.read.selectFrom("jobs").selectAll().where("kind", "=", "sweep").execute();

  test("S12: a sweep that fails is one job, tries again an hour later, and sweeps all else", async () => {
    const unfinished = join(desk.test.dir, "files", "unfinished");
    rmSync(unfinished, { recursive: true });
    await sweepNow();
    for (let hour = 0; hour < 4; hour++) {
      desk.pass(3_600_000);
      await desk.jobs.runDue();
    }
    expect(await sweeps()).toMatchObject([{ run_at: desk.now() + 120_000 }]);
    desk.pass(120_000);
    await desk.jobs.runDue();
    expect(failures()).toEqual(Array.from({ length: 5 }, () => "unfinished uploads"));
    mkdirSync(unfinished);
  });

  test("S5: what strangers leave behind by asking is gone minutes after it says nothing any more", async () => {
    const buckets = async (): Promise<string[]> =>
      (await desk.database.read.selectFrom("buckets").select("key").orderBy("key").execute()).map(({ key }) => key);
    await sweepNow();
    const add = (key: string, tokens: number) =>
      desk.database.write(({ db }) =>
        db.insertInto("buckets").values({ key, tokens, updated_at: desk.now() }).execute(),
      );
    // Ten in fifteen minutes: one comes back after ninety seconds.
    await add("passwordTries:once", 9);
    await add("passwordTries:often", 5);
    desk.pass(120_000);
    await desk.jobs.runDue();
    expect(await buckets()).toEqual(["passwordTries:often"]);
    for (let time = 0; time < 3; time++) {
      desk.pass(120_000);
      await desk.jobs.runDue();
    }
    expect(await buckets()).toEqual([]);
  });

  test("S12: of the sweeps that an earlier version left behind one goes on", async () => {
    const values = { kind: "sweep" as const, payload: "{}", run_at: desk.now(), attempts: 3, leased_until: 0 };
    const add = () => desk.database.write(({ db }) => db.insertInto("jobs").values(values).execute());
    for (let at = 0; at < 5; at++) await add();
    await sweepNow();
    expect(await sweeps()).toHaveLength(1);
  });

  test("S25: an upload whose file could not be removed is found by the next sweep, and put on no message meanwhile", async () => {
    const form = new FormData();
    form.append("file", new File(["words"], "a.txt"));
    const { token, portal } = talk;
    const upload = await desk.ask(`${portal}/attachments`, { form, token });
    const { id } = upload.body;
    const file = join(desk.test.dir, "files", id.slice(0, 2), id);
    rmSync(file);
    // A folder is nothing that a sweep of files can remove.
    mkdirSync(file);
    writeFileSync(join(file, "in the way"), "");
    desk.pass(dayMs + 1);
    await sweepNow();
    expect(await count("attachments")).toBe(1);
    const body = { body: "Here it is", attachments: [id] };
    const taken = await desk.ask(`${portal}/tickets/${talk.ticket.id}/messages`, { body, token, key: newKey() });
    expect(taken.body.error.code).toBe("attachment_unknown");
    rmSync(file, { recursive: true });
    desk.pass(3_600_000);
    await desk.jobs.runDue();
    expect(await count("attachments")).toBe(0);
  });

  /** A row that is of no use any more in every table whose line says that it is swept. */
  async function addOld(at: number): Promise<void> {
    const projectId = talk.project.id;
    await desk.database.write(async (tx) => {
      const { db } = tx;
      const ada = await db.selectFrom("staff").select("id").executeTakeFirstOrThrow();
      const link = { project_id: projectId, name: "", locale: null, email: "old@example.com" };
      await db
        .insertInto("customer_links")
        .values({ ...link, hash: "old", kind: "welcome", expires_at: at })
        .execute();
      await db
        .insertInto("sign_in_codes")
        .values({ ...link, challenge: "old", customer_id: null, signature: "", tries: 0, expires_at: at })
        .execute();
      await db.insertInto("ended_identity_tokens").values({ hash: "old", expires_at: at }).execute();
      const stop = { hash: "old", project_id: projectId, customer_id: "gone", email: link.email };
      await db
        .insertInto("account_stops")
        .values({ ...stop, expires_at: at, used_at: null })
        .execute();
      await db.insertInto("staff_links").values({ hash: "old", staff_id: ada.id, expires_at: at }).execute();
      await db
        .insertInto("customer_merges")
        .values({ id: "old", project_id: projectId, into_id: "gone", before: "{}", created_at: at })
        .execute();
      const counts = { total: 1, done: 1, made: 0, changed: 0, refused: 1 };
      await db
        .insertInto("imports")
        .values({
          id: "old",
          project_id: projectId,
          state: "done",
          file_id: "",
          columns: "{}",
          ...counts,
          created_at: at,
        })
        .execute();
      await db.insertInto("import_refusals").values({ import_id: "old", row: 1, reason: "", cells: "[]" }).execute();
      await db.insertInto("visitors").values({ id: "old", project_id: projectId, created_at: at }).execute();
      await db.insertInto("buckets").values({ key: "old", tokens: 0, updated_at: at }).execute();
      await db.insertInto("familiar_networks").values({ person: "old", network: "old", seen_at: at }).execute();
      await db
        .insertInto("sessions")
        .values({
          hash: hashSecret("old"),
          kind: "visitor",
          user_id: "old",
          project_id: projectId,
          origin: null,
          browser: null,
          expires_at: at,
          ends_at: at,
          created_at: at,
        })
        .execute();
      await db
        .insertInto("attachments")
        .values({
          id: newId(),
          project_id: projectId,
          message_id: null,
          owner: "visitor:old",
          name: "a.txt",
          size: 1,
          type: "text/plain",
          picture: 0,
          sha256: "",
          created_at: at,
        })
        .execute();
      const mail = { direction: "out" as const, subject: "Code", letter: "{}", sealed: null, created_at: at };
      for (const [id, ticket_id] of [
        ["old", null],
        ["of a ticket", talk.ticket.id],
      ] as const) {
        await db
          .insertInto("mails")
          .values({
            ...mail,
            id,
            ticket_id,
            project_id: projectId,
            recipient: "a@example.com",
            state: "sent",
            message_id: id,
          })
          .execute();
      }
      const draft = { body: "Dear", internal: 0, attachments: "[]", revision: "old", updated_at: at };
      await db
        .insertInto("staff_drafts")
        .values({ ...draft, staff_id: ada.id, ticket_id: talk.ticket.id })
        .execute();
      tx.emit({ projectId, type: "access.changed" });
      await db
        .insertInto("tracking_links")
        .values({ hash: "old", ticket_id: talk.ticket.id, created_at: at })
        .execute();
      await db.updateTable("tickets").set({ closed_at: at }).where("id", "=", talk.ticket.id).execute();
    });
  }

  test("every table is swept as its line says, and what is kept stays for years", async () => {
    const names = Object.keys(tables) as (keyof Schema)[];
    const before = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await count(name)])));
    await addOld(desk.now());
    // A visitor's token lives for a year, and so does the undo of a merge.
    desk.pass(3 * 365 * dayMs);
    // What is over is looked at a part an hour: at the second run all of it has been.
    await sweepNow();
    desk.pass(3_600_000);
    await desk.jobs.runDue();
    for (const name of names) {
      const line: { swept?: string; kept?: string } = tables[name];
      expect(
        Object.keys(line).filter((key) => key === "swept" || key === "kept"),
        name,
      ).toHaveLength(1);
      const rows = await count(name);
      if (line.kept) expect(rows, name).toBeGreaterThanOrEqual(before[name]);
    }
    const left = { tickets: 1, messages: 1, customers: before["customers"], mails: 1, visitors: 1 };
    for (const [name, rows] of Object.entries(left)) expect(await count(name as keyof Schema), name).toBe(rows);
    const gone = names.filter((name) => "swept" in tables[name] && !["mails", "visitors", "jobs"].includes(name));
    for (const name of gone) expect(await count(name), name).toBe(0);
    expect(await sweeps()).toHaveLength(1);
    expect(failures()).toEqual([]);
  });
});
