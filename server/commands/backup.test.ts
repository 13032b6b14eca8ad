import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "citty";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSecrets } from "../access/secrets.ts";
import { openDatabase } from "../db/open.ts";
import { createProject } from "../projects/store.ts";
import { checkSecret } from "../secret-check.ts";
import { backup, restore, verify } from "./backup.ts";
import { migrateCommand } from "./migrate.ts";
import { type Program, withDatabase } from "./program.ts";

describe("backup, verify and restore at a terminal", () => {
  let dir: string;
  let said: string[];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "deskbell-commands-"));
    said = [];
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const programAt = (folder: string): Program => ({
    version: "1.0.0",
    built: "",
    env: { DATA_DIR: join(dir, folder) },
    say: (line) => void said.push(line),
  });
  const fill = async (program: Program, name: string): Promise<void> => {
    await runCommand(migrateCommand({ ...program, say: () => {} }), { rawArgs: [] });
    await withDatabase(program, async (database) => {
      await database.write((tx) => createProject(tx, { name }, 0));
    });
  };
  const projectsAt = (program: Program): Promise<string[]> =>
    withDatabase(program, async (database) => {
      const rows = await database.read.selectFrom("projects").select("name").execute();
      return rows.map(({ name }) => name);
    });
  const run = (command: ReturnType<typeof backup>, ...rawArgs: string[]) => runCommand(command as never, { rawArgs });

  it("take a desk from one folder to another, whole and checked", async () => {
    const [here, there] = [programAt("here"), programAt("there")];
    const file = join(dir, "monday.backup");
    await fill(here, "Willow Tea");
    await run(backup(here), file);
    await run(verify(here) as never, file);
    expect(said.at(-1)).toContain("This backup is whole.");
    await run(restore(there) as never, file);
    expect(await projectsAt(there)).toEqual(["Willow Tea"]);
  });

  it("never put a backup over a desk unasked, and keep what was there when asked", async () => {
    const here = programAt("here");
    const file = join(dir, "monday.backup");
    await fill(here, "Monday");
    await run(backup(here), file);
    await fill(here, "Tuesday");
    await expect(run(restore(here) as never, file)).rejects.toThrow("There is a desk here already");
    expect(await projectsAt(here)).toEqual(["Monday", "Tuesday"]);
    await run(restore(here) as never, file, "--replace");
    expect(await projectsAt(here)).toEqual(["Monday"]);
    const aside = readdirSync(join(dir, "here")).find((name) => name.startsWith("deskbell.db.before-"));
    const before = await openDatabase({ engine: "sqlite", file: join(dir, "here", aside!) });
    expect(await before.read.selectFrom("projects").select("name").execute()).toHaveLength(2);
    await before.close();
  });

  it("wait for the server to be stopped, and leave its data as they were until then", async () => {
    const here = programAt("here");
    const file = join(dir, "monday.backup");
    await fill(here, "Monday");
    await run(backup(here), file);
    const server = await openDatabase({ engine: "sqlite", file: join(dir, "here", "deskbell.db") });
    await server.read.selectFrom("projects").select("id").execute();
    await expect(run(restore(here) as never, file, "--replace")).rejects.toThrow("Stop the server first");
    await server.close();
    expect(await projectsAt(here)).toEqual(["Monday"]);
    expect(readdirSync(join(dir, "here")).filter((name) => /restoring|before/.test(name))).toEqual([]);
  });

  it("save no empty copy of a folder in which there is no desk", async () => {
    await expect(run(backup(programAt("mistyped")), join(dir, "empty.backup"))).rejects.toThrow(
      `There is no desk in ${join(dir, "mistyped")}. Nothing was saved.`,
    );
    expect(readdirSync(dir)).toEqual([]);
  });

  it("C23: name a folder that is not there, and leave nothing behind but the desk", async () => {
    const here = programAt("here");
    const file = join(dir, "monday.backup");
    await fill(here, "Monday");
    const nowhere = join(dir, "nowhere");
    await expect(run(backup(here), join(nowhere, "monday.backup"))).rejects.toThrow(
      `There is no such folder: ${nowhere}. Nothing was saved.`,
    );
    await run(backup(here), file);
    await run(restore(programAt("there")) as never, file);
    expect(readdirSync(join(dir, "there"), { recursive: true }).toSorted()).toEqual([
      "deskbell.db",
      "files",
      join("files", "unfinished"),
    ]);
    const damaged = join(dir, "damaged.backup");
    writeFileSync(damaged, readFileSync(file).subarray(0, -200));
    const before = readdirSync(dir);
    await expect(run(restore(programAt(join("never", "there"))) as never, damaged, "--move")).rejects.toThrow(
      "too early",
    );
    expect(readdirSync(dir)).toEqual(before);
  });

  it("C12: say before a restore which key it needs, and after it where that has to be", async () => {
    const [here, there] = [programAt("here"), programAt("there")];
    const file = join(dir, "monday.backup");
    const key = "0123456789abcdef".repeat(4);
    const { fingerprint } = createSecrets(key);
    await fill(here, "Monday");
    await withDatabase(here, (database) => checkSecret(database, createSecrets(key)));
    await run(backup(here), file);
    expect(said.at(-1)).toContain(`(fingerprint ${fingerprint})`);

    await run(restore(there) as never, file);
    const keyFile = join(dir, "there", "secret.key");
    const needed = `This backup needs the key of the desk that it was made on (fingerprint ${fingerprint}), and that is not here: `;
    expect(said.slice(2)).toEqual([
      `${needed}SECRET_KEY is not set, and there is no ${keyFile}.`,
      expect.stringContaining("Restored and compared."),
      expect.anything(),
      expect.anything(),
      expect.stringMatching(
        new RegExp(`^The server starts once it has the key with the fingerprint ${fingerprint}, in `),
      ),
    ]);

    said = [];
    const other = { ...there, env: { ...there.env, SECRET_KEY: "fedcba9876543210".repeat(4) } };
    await run(restore(other) as never, file, "--replace");
    expect(said[0]).toBe(`${needed}SECRET_KEY is another one.`);
    said = [];
    writeFileSync(keyFile, `${key}\n`);
    await run(restore(there) as never, file, "--replace");
    expect(said.filter((line) => line.includes("fingerprint"))).toEqual([]);
  });

  it("say in a sentence what is wrong with a file", async () => {
    const here = programAt("here");
    const letter = join(dir, "letter.txt");
    writeFileSync(letter, "Dear desk");
    await expect(run(verify(here) as never, letter)).rejects.toThrow("damaged, or no backup at all");
    await expect(run(restore(here) as never, join(dir, "nowhere"))).rejects.toThrow("There is no such file");
    await fill(here, "Monday");
    await expect(run(backup(here), letter)).rejects.toThrow("a file of that name already");
    expect(existsSync(join(dir, "here", "deskbell.db.restoring"))).toBe(false);
  });
});
