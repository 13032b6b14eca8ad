import { parse } from "csv-parse/sync";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect } from "vitest";
import type { Import, ImportPreview } from "../contract/people.ts";
import { fileForm } from "../testing/conversation.ts";
import { agentCookie, makeCompany, makeCustomer, staffAsk } from "../testing/people.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { claimJobs } from "../jobs/store.ts";
import { runImport } from "./run-import.ts";

describe.each(engines)("customers come from a file (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);

  type Text = string | Uint8Array<ArrayBuffer>;
  const send = (text: Text, query = "", ask = {}) =>
    staffAsk(desk, `/imports?project=${project.id}${query}`, {
      form: fileForm(text, "people.csv", "text/csv"),
      ...ask,
    });
  const preview = async (text: Text, query = ""): Promise<ImportPreview> =>
    (await send(text, `&dryRun=true${query}`)).body;
  const start = async (text: Text, query = ""): Promise<Import> => (await send(text, query)).body.import;
  const state = async (id: string): Promise<Import> => (await staffAsk(desk, `/imports/${id}`)).body.import;
  const run = async (text: Text, query = ""): Promise<Import> => {
    const { id } = await start(text, query);
    await desk.jobs.runDue();
    return state(id);
  };
  const people = () =>
    desk.database.read
      .selectFrom("customers")
      .leftJoin("companies", "companies.id", "customers.company_id")
      .select([
        "customers.name",
        "customers.email",
        "customers.external_id",
        "locale",
        "source",
        "companies.name as company",
      ])
      .orderBy("customers.name")
      .execute();
  const refusedCsv = async (id: string): Promise<string[][]> => {
    const answer = await staffAsk(desk, `/imports/${id}/refused.csv`);
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="refused.csv"');
    return parse(answer.text, { bom: true });
  };
  const storedFiles = () =>
    readdirSync(join(desk.test.dir, "files"), { recursive: true }).filter((name) => /[0-9a-f]{32}$/.test(String(name)));

  const file = [
    "Name;E-Mail;Firma;Kundennummer;Sprache",
    "Ada;ADA@example.com;Orchard;c1;de_DE",
    "Ben;ben@example.com;orchard;;",
    ";nameless@example.com;;;",
    "Cy;;;c3;en",
    "Dan;;;;",
    "Eve;eve@example;;;",
    "Fay;ada@EXAMPLE.com;;;",
    `${"x".repeat(121)};long@example.com;;;`,
    "Gil;gil@example.com;;;klingonish-",
  ].join("\r\n");

  it("shows what every row would do and why one is refused, and writes nothing", async () => {
    const shown = await preview(file);
    expect(shown).toMatchObject({
      encoding: "utf-8",
      delimiter: ";",
      header: ["Name", "E-Mail", "Firma", "Kundennummer", "Sprache"],
      columns: { name: 0, email: 1, company: 2, externalId: 3, locale: 4 },
      total: 9,
      made: 3,
      changed: 0,
      same: 0,
      refused: 6,
    });
    expect(shown.rows.map(({ row, outcome, reason }) => [row, reason ?? outcome])).toEqual([
      [1, "made"],
      [2, "made"],
      [3, "no_name"],
      [4, "made"],
      [5, "no_address"],
      [6, "invalid_email"],
      [7, "twice_in_file"],
      [8, "too_long"],
      [9, "invalid_locale"],
    ]);
    expect(shown.rows[0]!.values).toEqual({
      name: "Ada",
      email: "ada@example.com",
      company: "Orchard",
      externalId: "c1",
      locale: "de_DE",
    });
    expect(await people()).toEqual([]);
    expect(await desk.database.read.selectFrom("imports").select("id").execute()).toEqual([]);
    expect(storedFiles()).toEqual([]);
  });

  it("does what it showed, makes companies on demand, and keeps the refused rows to be mended", async () => {
    const made = await send(file, "", { cookie: await agentCookie(desk) });
    expect([made.status, made.body.import]).toMatchObject([201, { state: "running", total: 9, done: 0 }]);
    await desk.jobs.runDue();
    const ended = await state(made.body.import.id);
    expect(ended).toMatchObject({ state: "done", total: 9, done: 9, made: 3, changed: 0, refused: 6 });
    expect(await people()).toEqual(
      expect.arrayContaining([
        {
          name: "Ada",
          email: "ada@example.com",
          external_id: "c1",
          locale: "de-DE",
          source: "import",
          company: "Orchard",
        },
        {
          name: "Ben",
          email: "ben@example.com",
          external_id: null,
          locale: null,
          source: "import",
          company: "Orchard",
        },
        { name: "Cy", email: null, external_id: "c3", locale: "en", source: "import", company: null },
      ]),
    );
    expect(await desk.database.read.selectFrom("companies").select("name").execute()).toHaveLength(1);
    const [header, ...rows] = await refusedCsv(ended.id);
    expect(header).toEqual(["Name", "E-Mail", "Firma", "Kundennummer", "Sprache", "reason"]);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual([
      "",
      "nameless@example.com",
      "",
      "",
      "",
      "There is no name, and nobody is known by this address yet.",
    ]);
    const audit = await desk.database.read
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "customers.imported")
      .execute();
    expect(audit).toMatchObject([{ actor_name: "Bo", subject: "people.csv", changes: '{"rows":[0,9]}' }]);
    expect(storedFiles()).toEqual([]);
  });

  it("S25: writes down each address and id that a file changes, with who started it", async () => {
    await run("name,email,customer id\nAda,ada@example.com,a1\nBo,bo@example.com,b2\nCy,cy@example.com,c3\n");
    await run("name,email,customer id\nAda,eve@example.com,a1\nBo,bo@example.com,b9\nCyrus,cy@example.com,c3\n");
    const audit = desk.database.read.selectFrom("audit").selectAll().where("action", "=", "customer.changed");
    expect(await audit.orderBy("seq").execute()).toMatchObject([
      {
        actor_name: "Ada",
        actor: expect.stringMatching(/^staff:/),
        project_id: project.id,
        subject: "Ada (ada@example.com)",
        changes: '{"email":["ada@example.com","eve@example.com"]}',
      },
      { actor_name: "Ada", subject: "Bo (bo@example.com)", changes: '{"externalId":["b2","b9"]}' },
    ]);
  });

  it("changes nobody by the same file again, and takes nothing away by empty cells", async () => {
    await run(file);
    expect(await preview(file)).toMatchObject({ made: 0, changed: 0, same: 3, refused: 6 });
    expect(await run(file)).toMatchObject({ made: 0, changed: 0, refused: 6 });
    const again = "name,email,company\nAda Lovelace,ada@example.com,\n,ben@example.com,Meadow\n";
    expect(await preview(again)).toMatchObject({ changed: 2 });
    expect(await run(again)).toMatchObject({ made: 0, changed: 2, refused: 0 });
    expect((await people()).slice(0, 2)).toMatchObject([
      { name: "Ada Lovelace", company: "Orchard", locale: "de-DE" },
      { name: "Ben", company: "Meadow" },
    ]);
  });

  it("proves no address, ends the ways in of one that changes, and never mixes two people up", async () => {
    const { token } = await desk.customer(project.id, { name: "Old", email: "old@example.com", externalId: "x1" });
    await makeCustomer(desk, project.id, { email: "other@example.com", externalId: "x2" });
    const mixed = "id,name,email\nx1,Old,other@example.com\n";
    expect((await preview(mixed)).rows).toMatchObject([{ outcome: "refused", reason: "address_taken" }]);
    const handed = "id,name,email\nx1,Old,new@example.com\n,Heir,old@example.com\n";
    expect(await run(handed)).toMatchObject({ made: 1, changed: 1 });
    const session = await desk.ask(`${project.api}/session`, { token });
    expect(session.status).toBe(401);
    const proven = await desk.database.read
      .selectFrom("customers")
      .select("id")
      .where("proven_at", "is not", null)
      .execute();
    expect(proven).toEqual([]);
    expect((await people()).map(({ name, email }) => [name, email])).toEqual([
      ["Heir", "old@example.com"],
      ["Mia", "other@example.com"],
      ["Old", "new@example.com"],
    ]);
  });

  it("reads the columns that were chosen, from the address or beside the file", async () => {
    const text = "a,b\nada@example.com,Ada\n";
    const columns = JSON.stringify({ name: 1, email: 0 });
    expect(await preview(text)).toMatchObject({ columns: {}, refused: 1 });
    expect(await preview(text, `&columns=${encodeURIComponent(columns)}`)).toMatchObject({ made: 1 });
    const form = fileForm(text, "a.csv");
    form.set("project", project.id);
    form.set("columns", columns);
    const started = await staffAsk(desk, "/imports", { form });
    expect(started.status).toBe(201);
    await desk.jobs.runDue();
    expect(await people()).toMatchObject([{ name: "Ada", email: "ada@example.com" }]);
  });

  it("refuses orders that cannot be followed, and keeps no file of them", async () => {
    const text = "name,email\nAda,ada@example.com\n";
    const bad: [string, Text, number, object | string][] = [
      ["&columns=nonsense", text, 400, { columns: "wrong_type" }],
      [`&columns=${encodeURIComponent('{"name":2}')}`, text, 400, { columns: "not_allowed" }],
      [`&columns=${encodeURIComponent('{"name":0,"email":0}')}`, text, 400, { columns: "not_allowed" }],
      [`&columns=${encodeURIComponent('{"name":-1}')}`, text, 400, { name: "not_allowed" }],
      [`&columns=${encodeURIComponent('{"password_hash":0}')}`, text, 400, { password_hash: "unknown_field" }],
      [`&columns=${encodeURIComponent('{"name":0}')}`, text, 400, { columns: "required" }],
      ["&admin=true", text, 400, { admin: "unknown_field" }],
      ["&dryRun=yes", text, 400, { dryRun: "not_allowed" }],
      ["", "", 400, "file_unreadable"],
      ["", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 400, "file_unreadable"],
      ["", new Uint8Array(10 * 1024 * 1024 + 1).fill(97), 413, "too_large"],
    ];
    for (const [query, content, status, why] of bad) {
      const { error } = (await send(content, query)).body;
      expect([typeof why === "string" ? error.code : error.fields], query).toEqual([why]);
      expect((await send(content, query)).status).toBe(status);
    }
    const nowhere = await staffAsk(desk, "/imports?project=x", { form: fileForm(text, "a.csv") });
    expect(nowhere.body.error.fields).toEqual({ project: "not_allowed" });
    expect((await staffAsk(desk, `/imports?project=${project.id}`, { body: {} })).status).toBe(415);
    expect((await staffAsk(desk, "/imports/unknown")).status).toBe(404);
    expect((await staffAsk(desk, "/imports/unknown/refused.csv")).status).toBe(404);
    expect(storedFiles()).toEqual([]);
  });

  it("takes every file of csv-spectrum without a fault", async () => {
    const spectrum = join(dirname(createRequire(import.meta.url).resolve("csv-spectrum")), "csvs");
    for (const name of readdirSync(spectrum)) {
      const bytes = new Uint8Array(readFileSync(join(spectrum, name)));
      const columns = `&columns=${encodeURIComponent('{"externalId":0,"name":1}')}`;
      const shown = await preview(bytes, columns);
      const { total, made, changed, same, refused } = shown;
      expect(made + changed + same + refused, name).toBe(total);
      expect(await run(bytes, columns), name).toMatchObject({ state: "done", done: total });
    }
  });

  it("hands refused rows out so that no spreadsheet runs them, and takes them back (attack 24)", async () => {
    const names = ["=cmd|'/c calc'!A1", "+1+1", "-1", "@SUM", '"=1', "＝1"];
    const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const text = `name,email\n${names.map((name) => `${cell(name)},nowhere`).join("\n")}\n`;
    const { id } = await run(text);
    const { text: csv } = await staffAsk(desk, `/imports/${id}/refused.csv`);
    const [, ...rows] = parse(csv, { bom: true }) as string[][];
    expect(rows.map(([name]) => name)).toEqual(names.map((name) => `'${name}`));
    const quoted = /^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/;
    expect(csv.split("\r\n").filter((line) => line !== "" && !quoted.test(line))).toEqual([]);
    let person = 0;
    const mended = csv.replaceAll('"nowhere"', () => `"p${++person}@example.com"`);
    expect(await run(mended)).toMatchObject({ made: names.length, refused: 0 });
    expect((await people()).map(({ name }) => name).sort()).toEqual([...names].sort());
  });
  const many = (count: number): string => {
    const rows = Array.from({ length: count }, (_, i) => `Person ${i},person-${i}@example.com,Company ${i % 50}`);
    return ["name,email,company", ...rows].join("\n");
  };

  it("takes 10,000 rows", async () => {
    const text = many(10_000).replace("person-77@example.com", "nowhere");
    expect(await preview(text)).toMatchObject({ total: 10_000, made: 9_999, refused: 1 });
    const ended = await run(text);
    expect(ended).toMatchObject({ state: "done", total: 10_000, done: 10_000, made: 9_999, refused: 1 });
    const counted = await desk.database.read
      .selectFrom("customers")
      .select((eb) => [
        eb.fn.countAll<number>().as("people"),
        eb.fn.count<number>("company_id").distinct().as("companies"),
      ])
      .executeTakeFirstOrThrow();
    expect([Number(counted.people), Number(counted.companies)]).toEqual([9_999, 50]);
  }, 60_000);

  it("goes on where it stopped when its process died in the middle, and doubles nobody", async () => {
    const { id } = await start(many(1_000).replace("person-3@example.com", "nowhere"));
    const row = await desk.database.read
      .selectFrom("imports")
      .select("file_id")
      .where("id", "=", id)
      .executeTakeFirst();
    const open = () => desk.files.open(row!.file_id);
    async function* dying() {
      for await (const bytes of await open()) {
        yield (bytes as Buffer).subarray(0, 20_000);
        throw new Error("killed");
      }
    }
    const lease = 60_000;
    await desk.database.write((tx) => claimJobs(tx, "import", desk.now(), lease, 10));
    const leaving = new AbortController();
    await runImport(desk, id, { open, leaving: leaving.signal, onProgress: () => leaving.abort() });
    expect(await state(id)).toMatchObject({ state: "running", done: 200, made: 199, refused: 1 });
    await expect(runImport(desk, id, { open: async () => Readable.from(dying()) })).rejects.toThrow("killed");
    expect(await state(id)).toMatchObject({ state: "running", done: 400, made: 399, refused: 1 });
    await desk.jobs.runDue();
    expect(await state(id)).toMatchObject({ state: "running", done: 400 });
    desk.pass(lease);
    await desk.jobs.runDue();
    expect(await state(id)).toMatchObject({ state: "done", done: 1_000, made: 999, refused: 1 });
    expect(await people()).toHaveLength(999);
    expect(await refusedCsv(id)).toHaveLength(2);
  });

  it("S6: a preview weighs no more than 100 kB, whatever the file", async () => {
    const texts = {
      "a giant heading": `name,email,${"漢".repeat(60_000)}\nMia,mia@mail.test\n`,
      "headings without end": `name,email${",a".repeat(30_000)}\nMia,mia@mail.test\n`,
      "letters that weigh most": `name,email${`,${"\u0001".repeat(60)}`.repeat(1_000)}\nMia,mia@mail.test\n`,
      "giant cells": `name,email,company\n${`${"\u0001".repeat(3000)},${"é".repeat(3000)},${"漢".repeat(3000)}\n`.repeat(100)}`,
    };
    for (const [shape, text] of Object.entries(texts)) {
      const answer = await send(text, "&dryRun=true");
      expect(answer.body.header.length, shape).toBeGreaterThanOrEqual(3);
      expect(Buffer.byteLength(answer.text), shape).toBeLessThanOrEqual(100_000);
    }
  });

  it("S6: reads its file once, however many rows it has", async () => {
    const { id } = await start(many(5_000));
    const { open } = desk.files;
    const read: string[] = [];
    desk.files.open = (file, ...rest) => {
      read.push(file);
      return open(file, ...rest);
    };
    await desk.jobs.runDue();
    expect(await state(id)).toMatchObject({ state: "done", made: 5_000 });
    // Once to see that it is there.
    expect(read).toHaveLength(2);
  });

  it("lets one of two who run the same import at once do each batch", async () => {
    const { id } = await start(many(1_000));
    const row = await desk.database.read
      .selectFrom("imports")
      .select("file_id")
      .where("id", "=", id)
      .executeTakeFirst();
    const open = () => desk.files.open(row!.file_id);
    await Promise.all([runImport(desk, id, { open }), runImport(desk, id, { open }), desk.jobs.runDue()]);
    expect(await state(id)).toMatchObject({ state: "done", done: 1_000, made: 1_000, refused: 0 });
    expect(await people()).toHaveLength(1_000);
  });

  it("ends as failed when its file is gone", async () => {
    const { id } = await start(many(3));
    const row = await desk.database.read
      .selectFrom("imports")
      .select("file_id")
      .where("id", "=", id)
      .executeTakeFirst();
    await desk.files.remove(row!.file_id);
    await desk.jobs.runDue();
    expect(await state(id)).toMatchObject({ state: "failed", done: 0 });
    expect(await desk.database.read.selectFrom("jobs").select("kind").where("kind", "=", "import").execute()).toEqual(
      [],
    );
  });

  it("takes companies of its own project only", async () => {
    const other = await desk.project("Other");
    await makeCompany(desk, other.id, "Orchard");
    await makeCompany(desk, project.id, "ORCHARD");
    await run("name,email,company\nAda,ada@example.com,orchard\n");
    expect(await people()).toMatchObject([{ company: "ORCHARD" }]);
    const companies = await desk.database.read.selectFrom("companies").select("project_id").execute();
    expect(companies).toHaveLength(2);
  });
});
