import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let clone: string;
let programs: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
};
const lock = (packages: Record<string, unknown>): string => JSON.stringify({ packages });
const foot = { "node_modules/foot": { version: "1.0.0", integrity: "sha512-a" } };
const elsewhere = { "node_modules/fast-on-mac": { version: "1.0.0", optional: true } };
const outputs = ["dist/widget/widget.js", "dist/admin/main.js", "dist/server/main.js", "dist/server/csv-worker.js"];

/** Programs that only note that they ran, and do what they are told to. */
function program(path: string, does: string): void {
  writeFileSync(path, `#!/bin/sh\necho "$(basename $0) $*" >> "${clone}/ran"\n${does}\n`);
  chmodSync(path, 0o755);
}

function prepare(...options: string[]): { ran: string[]; status: number | null; said: string } {
  rmSync(join(clone, "ran"), { force: true });
  const PATH = [programs, process.env["PATH"]].join(delimiter);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/prepare.mjs", ...options], {
    cwd: clone,
    env: { ...process.env, PATH },
    encoding: "utf8",
  });
  const ran = existsSync(join(clone, "ran")) ? readFileSync(join(clone, "ran"), "utf8").trim().split("\n") : [];
  return { ran: ran.map((line) => line.split(" ").slice(0, 2).join(" ")), status, said: stdout + stderr };
}

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "deskbell-clone-"));
  programs = join(clone, "programs");
  mkdirSync(programs);
  write("package-lock.json", lock({ "": {}, ...foot, ...elsewhere }));
  write("widget/loader.ts", "one");
  cpSync("scripts/prepare.mjs", join(clone, "scripts/prepare.mjs"));
  const install = `mkdir -p node_modules && echo '${lock(foot)}' > node_modules/.package-lock.json`;
  program(join(programs, "npm"), install);
  program(join(programs, "rollup"), outputs.map((file) => `mkdir -p ${dirname(file)} && touch ${file}`).join("\n"));
});
afterEach(() => rmSync(clone, { recursive: true }));

test("a fresh clone is installed and built, and after that there is nothing to do or say", () => {
  expect(prepare().ran).toEqual(["npm ci", "rollup -c"]);
  expect(prepare()).toEqual({ ran: [], status: 0, said: "" });
});

test("a changed lock file installs again, one that another tool has already followed does not", () => {
  prepare();
  const newer = { "node_modules/foot": { version: "1.1.0", integrity: "sha512-b" } };
  write("package-lock.json", lock({ "": {}, ...newer }));
  write("node_modules/.package-lock.json", lock(newer));
  expect(prepare("--no-build").ran).toEqual([]);
  write("package-lock.json", lock({ "": {}, ...foot }));
  expect(prepare("--no-build").ran).toEqual(["npm ci"]);
});

test("a changed source builds again, a changed test does not", () => {
  prepare();
  write("widget/loader.test.ts", "new");
  expect(prepare().ran).toEqual([]);
  write("widget/loader.ts", "two");
  expect(prepare().ran).toEqual(["rollup -c"]);
});

test("a build that failed is tried again", () => {
  program(join(programs, "rollup"), "exit 1");
  expect(prepare()).toMatchObject({ status: 1, said: expect.stringContaining("This failed: rollup -c") });
  expect(prepare().ran).toEqual(["rollup -c"]);
});

test("an install that does not bring what is locked is no install", () => {
  program(join(programs, "npm"), "true");
  expect(prepare()).toMatchObject({ status: 1, said: expect.stringContaining("not what package-lock.json asks for") });
});
