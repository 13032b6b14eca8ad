import { runCommand } from "citty";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect } from "vitest";
import { staffAsk } from "../testing/people.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { importCommand } from "./import.ts";

describe.each(engines)("deskbell import customers (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);
  let said: string[];
  beforeEach(() => {
    said = [];
  });

  const written: string[] = [];
  const run = async (text: string, args: string[], onTerminal = false): Promise<void> => {
    const file = join(desk.test.dir, "people.csv");
    writeFileSync(file, text);
    const { target } = desk.test;
    const env = {
      DATA_DIR: desk.test.dir,
      DATABASE_URL: target.engine === "sqlite" ? `sqlite:${target.file}` : target.url,
      SECRET_KEY: "0123456789abcdef0123456789abcdef",
    };
    const terminal = { write: (line: string) => written.push(line) };
    const program = { version: "test", built: "", env, say: (line: string) => void said.push(line) };
    const command = importCommand({ ...program, ...(onTerminal && { terminal }) });
    await runCommand(command, { rawArgs: ["customers", file, ...args] });
  };
  const file = "Name;E-Mail\nAda;ada@example.com\nBen;nowhere\nCy;cy@example.com\n";
  const people = async () => (await staffAsk(desk, "/customers")).body.items;

  it("C23: says what would happen and does nothing, and fails where a row would be refused", async () => {
    await expect(run(file, ["--project", project.portal.key, "--dry-run"])).rejects.toThrow(
      "1 row would be refused; the others can be taken.",
    );
    expect(said).toEqual([
      "Columns: Name → name, E-Mail → email",
      "3 rows: 2 would be made, 0 changed, 0 are as they are, 1 would be refused.",
      "  row 2: This is not a complete mail address.",
    ]);
    expect(await people()).toEqual([]);
  });

  it("C23: does it, twice without doubling anybody, leaves the refused rows on the staff page, and fails by them", async () => {
    const sentence =
      "1 row was refused; all others are in. Mend what was refused and import the file again: nobody is doubled.";
    await expect(run(file, ["--project", project.portal.key])).rejects.toThrow(sentence);
    await expect(run(file, ["--project", project.portal.key], true)).rejects.toThrow(sentence);
    expect(said).toEqual([
      "Columns: Name → name, E-Mail → email",
      "3 of 3 rows",
      "3 rows: 2 made, 0 changed, 0 as they were, 1 refused.",
      "  row 2: This is not a complete mail address.",
      "Columns: Name → name, E-Mail → email",
      "3 rows: 0 made, 0 changed, 2 as they were, 1 refused.",
      "  row 2: This is not a complete mail address.",
    ]);
    expect(written).toContain("\r3 of 3 rows\n");
    expect(await people()).toHaveLength(2);
    const { id } = await desk.database.read.selectFrom("imports").select("id").limit(1).executeTakeFirstOrThrow();
    expect((await staffAsk(desk, `/imports/${id}/refused.csv`)).text).toContain('"Ben","nowhere"');
    const audit = await desk.database.read.selectFrom("audit").selectAll().where("actor", "=", "command").execute();
    expect(audit.map(({ action, subject }) => [action, subject])).toEqual([
      ["customers.imported", "people.csv"],
      ["customers.imported", "people.csv"],
    ]);
  });

  it("ends well where nothing was refused", async () => {
    const ada = "Name;E-Mail\nAda;ada@example.com\n";
    await run(ada, ["--project", project.portal.key, "--dry-run"]);
    await run(ada, ["--project", project.portal.key]);
    expect(said.at(-1)).toBe("1 rows: 1 made, 0 changed, 0 as they were, 0 refused.");
  });

  it("fails with a sentence where file, project or columns are not what they should be", async () => {
    await expect(run(file, ["--project", "nobody-1"])).rejects.toThrow('There is no project with the key "nobody-1".');
    await expect(run("a,b\n1,2\n", ["--project", project.portal.key])).rejects.toThrow("No column of");
    await expect(run("", ["--project", project.portal.key])).rejects.toThrow(
      "could not be read as a table of customers",
    );
    await expect(run(file, [])).rejects.toMatchObject({ name: "CLIError" });
  });
});
