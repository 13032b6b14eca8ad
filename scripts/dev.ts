/**
 * `npm run dev`: the demo, with everything rebuilt, restarted and reloaded when a file changes.
 * The server and its demo site listen on ports behind; what is opened stands in front of them and reloads.
 */
import { setTimeout as pause } from "node:timers/promises";
import { watch } from "chokidar";
import { bundler } from "./dev/bundles.ts";
import { startReloadProxy } from "./dev/reload-proxy.ts";
import { startServer } from "./testing/server-process.ts";
import type { ServerProcess } from "./testing/server-process.ts";

const port = Number(process.env["PORT"] ?? 3000);
const behind = port + 100;
const rooms = ["widget", "server", "demo-site"];
/** An editor writes several files at once; they make one build. */
const gatherMs = 60;

let server: ServerProcess | undefined;
let isFirstStart = true;
const proxies = await Promise.all([
  startReloadProxy({ port, host: "localhost", target: behind }),
  startReloadProxy({ port: port + 1, host: "127.0.0.1", target: behind + 1 }),
]);
const build = await bundler();
const changed = new Set<string>();
let working = false;

await restart().catch(complain);
// Node's own watcher loses a file on Linux once an editor has saved it by replacing it.
watch(rooms, { ignoreInitial: true }).on("all", (_event, path) => {
  if (/\.test\.tsx?$/.test(path) || /(^|[/\\])\.|~$/.test(path)) return;
  changed.add(path.replaceAll("\\", "/"));
  void work();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    for (const proxy of proxies) proxy.close();
    void stop().then(() => process.exit(0));
  });
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  while (changed.size > 0) {
    await pause(gatherMs);
    const files = new Set(changed);
    changed.clear();
    await refresh(files).catch(complain);
  }
  working = false;
}

async function refresh(files: Set<string>): Promise<void> {
  const begun = Date.now();
  await build(files);
  await restart();
  for (const proxy of proxies) proxy.reload();
  console.log(`${[...files].join(", ")}: built and reloaded in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

async function restart(): Promise<void> {
  await stop();
  server = await startServer({
    command: ["demo", "--site-port", String(behind + 1)],
    port: behind,
    env: { ...process.env, NODE_OPTIONS: "--enable-source-maps", PUBLIC_URL: `http://localhost:${port}` },
    say: isFirstStart ? sayAll : sayLog,
  });
  isFirstStart = false;
}

/** The links are those of the proxies in front. */
function sayAll(text: string): void {
  process.stdout.write(text.replaceAll(`127.0.0.1:${behind + 1}`, `127.0.0.1:${port + 1}`));
}

/** After the first start the links are known; what the server logs is still worth reading. */
function sayLog(text: string): void {
  for (const line of text.split("\n")) if (line.startsWith("{")) console.log(line);
}

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

function complain(error: Error): void {
  console.error(error.message);
}
