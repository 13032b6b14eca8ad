import { runCommand } from "citty";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { doctor } from "./doctor.ts";
import { migrateCommand } from "./migrate.ts";
import { serve } from "./serve.ts";

let dir: string;
let said: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "deskbell-doctor-"));
  said = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = (command: typeof doctor | typeof serve | typeof migrateCommand, env: Record<string, string> = {}) =>
  runCommand(
    (command as typeof doctor)({
      version: "test",
      built: resolve("dist"),
      env: { DATA_DIR: join(dir, "data"), PORT: "0", LOG_LEVEL: "silent", ...env },
      say: (line) => void said.push(line),
    }),
    { rawArgs: [] },
  );

it("doctor finds a folder of attachments that cannot be made, and serve does not start with it, each naming FILES_URL", async () => {
  const letter = join(dir, "letter.txt");
  writeFileSync(letter, "Dear desk, this is no folder.");
  const env = { FILES_URL: `file:${letter}/files` };
  await run(migrateCommand);
  const sentence = `The folder of attachments ${letter}/files cannot be made (ENOTDIR). Set FILES_URL to a folder that can be written: FILES_URL=file:/srv/files …`;
  await expect(run(doctor, env)).rejects.toThrow(/of the checks failed/);
  expect(said).toContain(`FAIL  attachments: ${sentence}`);
  await expect(run(serve, env)).rejects.toThrow(sentence);
});

it("doctor names the folder of attachments where there is nothing wrong with it", async () => {
  await run(migrateCommand);
  // A test machine with little space left fails another check.
  await run(doctor).catch(() => undefined);
  expect(said).toContain(`ok    attachments: ${join(dir, "data", "files")}`);
});

it("S23: doctor names the files that others on the machine could read, and makes them the owner's alone", async () => {
  await run(migrateCommand);
  const data = join(dir, "data");
  writeFileSync(join(data, "secret.key"), "0123456789abcdef".repeat(4));
  const loose = ["deskbell.db", "secret.key"].map((name) => join(data, name));
  for (const file of loose) chmodSync(file, 0o644);
  await run(doctor).catch(() => undefined);
  const told = said.find((line) => line.includes("privacy"))!;
  expect(told).toMatch(/^ok    privacy: others on this machine could read .*; now they cannot$/);
  for (const file of loose) expect(told).toContain(file);
  expect(loose.map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(["600", "600"]);
});
