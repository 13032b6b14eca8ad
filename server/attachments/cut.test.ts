/** An upload that is cut between any two of its steps: nothing stays for ever, and nothing is missed. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect } from "vitest";
import { scheduleSweep } from "../background/sweep.ts";
import { fileForm } from "../testing/conversation.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { abandonFile } from "./arriving.ts";
import { compareFiles } from "./compare-files.ts";

const dayMs = 24 * 3_600_000;

describe.each(engines)("an upload that is cut (%s)", (engine) => {
  const { test, desk, talk } = withConversation(engine);

  const run = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(desk.test.database.writer);
  };
  /** From here on the database does nothing of the kind, nor what would clean up after it: as when the process ends. */
  const cutBefore = (act: "insert" | "update" | "delete"): Promise<void> =>
    engine === "sqlite"
      ? run(`create trigger cut_${act} before ${act} on attachments begin select raise(abort, 'cut'); end`)
      : run(
          "create or replace function cut() returns trigger language plpgsql as $$ begin raise 'cut'; end $$",
          `create trigger cut_${act} before ${act} on attachments execute function cut()`,
        );
  const goOn = (act: string): Promise<void> =>
    run(`drop trigger cut_${act}${engine === "postgres" ? " on attachments" : ""}`);

  const files = (): string[] => {
    const root = join(desk.test.dir, "files");
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  };
  const rows = () => desk.database.read.selectFrom("attachments").select("id").execute();
  const compare = () => compareFiles(desk.database.read, join(desk.test.dir, "files"), Date.now() + 2 * 3_600_000);
  const nothingAmiss = { rowsWithoutFile: [], filesWithoutRow: [] };

  const doors = (): [path: string, headers: Record<string, string>, form: FormData][] => [
    [`${talk.portal}/attachments`, { Authorization: `Bearer ${talk.token}` }, fileForm("words", "a.txt")],
    ["/api/staff/attachments", { Cookie: desk.admin }, fileForm("words", "a.txt")],
    [
      `/api/staff/imports?project=${talk.project.id}`,
      { Cookie: desk.admin },
      fileForm("name,email\nMia,mia@mail.test\n", "a.csv"),
    ],
  ];
  const sendAll = async (): Promise<number[]> => {
    const answers = [];
    for (const [path, as, body] of doors()) {
      const headers = { "Sec-Fetch-Site": "same-origin", ...as };
      answers.push(await desk.app.fetch(new Request(`https://desk.test${path}`, { method: "POST", headers, body })));
    }
    return answers.map(({ status }) => status);
  };

  test("S25: of a visitor, of staff and of a list of customers no file stays that nothing knows of", async () => {
    await cutBefore("insert");
    expect(await sendAll()).toEqual([500, 500, 500]);
    expect(files()).toEqual([]);
    await goOn("insert");

    await cutBefore("update");
    await cutBefore("delete");
    expect(await sendAll()).toEqual([500, 500, 500]);
    await goOn("update");
    await goOn("delete");
    expect(files()).toHaveLength(3);
    expect(await compare()).toMatchObject(nothingAmiss);

    desk.pass(dayMs + 1);
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    expect([files(), await rows()]).toEqual([[], []]);

    await desk.signInAgain();
    expect(await sendAll()).toEqual([201, 201, 201]);
    expect(await compare()).toMatchObject(nothingAmiss);
  });

  test("S25: an upload whose last commit had no answer keeps its file as long as its row", async () => {
    const made = await desk.ask(`${talk.portal}/attachments`, {
      form: fileForm("words", "a.txt"),
      token: talk.token,
    });
    await abandonFile(desk, made.body.id);
    expect(existsSync(join(desk.test.dir, "files", made.body.id.slice(0, 2), made.body.id))).toBe(true);
    const read = await desk.ask(`${talk.portal}/attachments/${made.body.id}`, { token: talk.token });
    expect(read.text).toBe("words");
  });
});
