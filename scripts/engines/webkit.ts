/** WebKitGTK's MiniBrowser by plain WebDriver, on a screen of its own: Safari's engine, as far as Debian has it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../testing/free-port.ts";
import { fileField } from "./tab.ts";
import type { LaunchOptions, Running, Tab } from "./tab.ts";

export interface WebkitPaths {
  driver: string;
  miniBrowser: string;
  xvfb: string;
}

/** How WebDriver writes an element. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

export async function launchWebkit(paths: WebkitPaths, { proxyPort }: LaunchOptions): Promise<Running> {
  const home = mkdtempSync(join(tmpdir(), "deskbell-webkit-"));
  const screen = await startScreen(paths.xvfb);
  const port = await freePort();
  const proxy = `http://127.0.0.1:${proxyPort}`;
  const driver = spawn(paths.driver, [`--port=${port}`], {
    stdio: "ignore",
    env: {
      PATH: process.env["PATH"],
      DISPLAY: screen.display,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      LANG: "en_GB.UTF-8",
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      http_proxy: proxy,
      https_proxy: proxy,
      no_proxy: "localhost,127.0.0.1",
    },
  });
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: Answer & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`WebDriver ${method} ${path}: ${value.error} ${value.message}`);
    return value;
  };
  await untilReady(() => call("GET", "/status"));
  return {
    async close() {
      await end(driver);
      await end(screen.process);
      rmSync(home, { recursive: true, force: true });
    },
    async newTab() {
      const { sessionId } = await call<{ sessionId: string }>("POST", "/session", {
        capabilities: {
          alwaysMatch: {
            acceptInsecureCerts: true,
            "webkitgtk:browserOptions": { binary: paths.miniBrowser, args: ["--automation"] },
          },
        },
      });
      const tab = tabOf((method, path, body) => call(method, `/session/${sessionId}${path}`, body));
      await tab.resize(1280, 1000);
      return tab;
    },
  };
}

type Call = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

function tabOf(call: Call): Tab & { resize: (width: number, height: number) => Promise<unknown> } {
  const evaluate: Tab["evaluate"] = (run, ...args) =>
    call("POST", "/execute/sync", { script: `return (${run})(...arguments)`, args });
  const act = (actions: unknown): Promise<void> => call("POST", "/actions", { actions: [actions] });
  const type = (text: string): Promise<void> =>
    act({
      type: "key",
      id: "keys",
      actions: [...text].flatMap((value) => ["keyDown", "keyUp"].map((kind) => ({ type: kind, value }))),
    });
  // This driver counts from the corner of the window, in a frame too.
  let corner = { x: 0, y: 0 };
  return {
    evaluate,
    type,
    goto: (url) => call("POST", "/url", { url }),
    async enterFrame() {
      corner = await evaluate(frameCorner);
      await call("POST", "/frame", { id: 0 });
    },
    click: (x, y) =>
      act({
        type: "pointer",
        id: "mouse",
        parameters: { pointerType: "mouse" },
        actions: [
          { type: "pointerMove", x: Math.round(x + corner.x), y: Math.round(y + corner.y) },
          { type: "pointerDown", button: 0 },
          { type: "pointerUp", button: 0 },
        ],
      }),
    async attach(paths) {
      const field = await call<Record<string, string>>("POST", "/execute/sync", {
        script: `return (${fileField})()`,
        args: [],
      });
      await call("POST", `/element/${field[elementKey]}/value`, { text: paths.join("\n") });
    },
    close: () => call("DELETE", ""),
    resize: (width, height) => call("POST", "/window/rect", { width, height }),
  };
}

/** Runs in the page. */
function frameCorner(): { x: number; y: number } {
  const frame = document.querySelector("iframe")!;
  const { x, y } = frame.getBoundingClientRect();
  return { x: x + frame.clientLeft, y: y + frame.clientTop };
}

/** An X server that finds a free display by itself and says which. */
async function startScreen(xvfb: string): Promise<{ process: ChildProcess; display: string }> {
  const screen = spawn(xvfb, ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [display] = (await once(screen.stdio[3]!, "data")) as [Buffer];
  return { process: screen, display: `:${display.toString().trim()}` };
}

async function untilReady<Answer>(ask: () => Promise<Answer>, tries = 200): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return untilReady(ask, tries - 1);
  }
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, "exit");
  program.kill();
  await gone;
}
