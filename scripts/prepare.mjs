/**
 * Runs before every npm script: installs and builds, but only what has changed, and says nothing otherwise.
 * Plain JavaScript, because on a fresh clone it is the machine's own Node that runs it, whatever its age;
 * the Node the project is made for comes with the install.
 *
 * node scripts/prepare.mjs [--no-build | --build]
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const ownBin = join(root, "node_modules", ".bin");
const builtBy = [
  "package-lock.json",
  "package.json",
  "rollup.config.ts",
  "scripts/rollup",
  "demo-site",
  "server",
  "widget",
];
const stampFile = "dist/.built-from";
const outputs = ["dist/widget/widget.js", "dist/admin", "dist/server/main.js", "dist/server/csv-worker.js"];

const [mode] = process.argv.slice(2);
if (mode !== undefined && mode !== "--no-build" && mode !== "--build") {
  fail(`Unknown option ${mode}. Use --no-build to install only, --build to build in any case.`);
}
install();
if (mode !== "--no-build") build(mode === "--build");

function install() {
  if (isInstalled()) return;
  say("Installing packages (about half a minute)");
  // Not through the project's own node_modules/.bin: `npm ci` begins by deleting it.
  run("npm", ["ci", "--include=dev", "--loglevel=error", "--no-audit", "--no-fund"], withoutOwnBin());
  if (!isInstalled()) fail("npm ci ended well, but what it installed is not what package-lock.json asks for.");
}

/**
 * Compares what is locked with npm's own record of what it installed. Modification times would lie after a clone,
 * and a stamp of ours would take a working `npm install` for a missing one.
 */
function isInstalled() {
  const wanted = readLock("package-lock.json");
  const found = readLock("node_modules/.package-lock.json");
  if (!wanted || !found) return false;
  return (
    Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      if (!found[path]) return entry.optional === true || entry.devOptional === true;
      return found[path].version === entry.version && found[path].integrity === entry.integrity;
    }) && Object.keys(found).every((path) => wanted[path] !== undefined)
  );
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function build(anyway) {
  const stamp = digestOf(builtBy);
  if (!anyway && outputs.every((file) => existsSync(file)) && readText(stampFile) === stamp) return;
  const begun = Date.now();
  // First away with it, so that a build that fails half-way is not taken for a whole one.
  rmSync(stampFile, { force: true });
  run("rollup", ["-c", "rollup.config.ts", "--configPlugin", "esbuild", "--silent"], withOwnBin());
  writeFileSync(stampFile, stamp);
  say(`Built in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

function digestOf(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) return filesUnder(inner);
      return /\.test\.tsx?$/.test(inner) ? [] : [inner];
    });
}

function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function withoutOwnBin() {
  const path = (process.env.PATH ?? "").split(delimiter);
  return { ...process.env, PATH: path.filter((dir) => dir !== ownBin).join(delimiter) };
}

function withOwnBin() {
  return { ...process.env, PATH: `${ownBin}${delimiter}${process.env.PATH ?? ""}` };
}

function run(command, args, env) {
  // npm and the tools are .cmd files on Windows, which only a shell can start.
  const { status, error } = spawnSync(command, args, { env, stdio: "inherit", shell: process.platform === "win32" });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`This failed: ${command} ${args.join(" ")}`);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
