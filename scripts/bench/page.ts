/**
 * What a host page pays for the widget, in one run of a real Chromium, between floors: a page with nothing in it, one
 * with a single inline button that does nothing, and one that loads a script of another site in which nothing stands.
 * Closed, and from the press of the button until one can type.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { startSites, type Sites } from "../e2e/sites.ts";
import type { Print } from "../figures/write.ts";
import { findBrowser, launchBrowser } from "../testing/browser.ts";
import { startBenchDesk, withTicket } from "./desk.ts";
import { median, figurePrinter } from "./figures.ts";

/** Each figure is the median of so many. */
const rounds = 9;
const throttles = [1, 4];
/** Milliseconds of a page that does nothing more, so that what comes late is counted too. */
const quietMs = 1500;

interface Figures {
  /** Milliseconds of the main thread in scripts, and in all its tasks. */
  script: number;
  task: number;
  longTasks: number;
  /** Megabytes. */
  heap: number;
  /** Beside the page itself. */
  requests: number;
  /** Kilobytes over the wire. */
  received: number;
  /** Cumulative layout shift. */
  shift: number;
}

const figureNames = ["script", "task", "longTasks", "heap", "requests", "received", "shift"] as const;

interface Kind {
  name: string;
  path: string;
}

const kinds: Kind[] = [
  { name: "empty page", path: "/empty.html" },
  { name: "one inline button", path: "/button.html" },
  { name: "a script without a line", path: "/script.html" },
  { name: "widget, closed", path: "/widget.html" },
];

const goals = {
  requests: 1,
  longTasks: 0,
  shift: 0,
  /** Task time over the inline button at 4×, in milliseconds. */
  overButton: 10,
  /** From press to a field that takes text, at 4× with a warm cache, in milliseconds. */
  open: 200,
};

export async function page(print: Print): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-page-"));
  const desk = await startBenchDesk(folder, { PUBLIC_URL: "https://desk.test", TRUST_PROXY: "1" });
  try {
    const { url } = await withTicket(desk);
    const sites = await startSites(Number(new URL(desk.url).port));
    const browser = await launchBrowser(await findBrowser(), [sites.browserFlag]);
    try {
      addPages(sites, url.split("/").at(-1)!);
      await measure(browser, print);
    } finally {
      await browser.close();
      await sites.close();
    }
  } finally {
    await desk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function addPages(sites: Sites, key: string): void {
  const pageWith = (body: string): { html: string } => ({
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"></head><body><h1>Shop</h1><p>Tea, and what belongs to it.</p>${body}</body></html>`,
  });
  sites.addPage("/empty.html", pageWith(""));
  sites.addPage("/button.html", pageWith(`<button onclick="this.textContent='Pressed'">Help</button>`));
  sites.obstruct("/nothing.js", (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/javascript" }).end();
  });
  sites.addPage("/script.html", pageWith(`<script async src="https://desk.test/nothing.js"></script>`));
  sites.addPage(
    "/widget.html",
    pageWith(`<script async src="https://desk.test/widget.js" data-portal="${key}" data-label="Ask us"></script>`),
  );
}

async function measure(browser: Browser, print: Print): Promise<void> {
  const printFigure = figurePrinter(print);
  print(row(["", "CPU", "script ms", "task ms", "long tasks", "heap MB", "requests", "kB", "shift"]));
  for (const throttle of throttles) {
    const all = new Map<string, Figures[]>(kinds.map(({ name }) => [name, []]));
    // In turns, so that whatever else the machine does meanwhile falls on all.
    for (let round = 0; round < rounds; round++) {
      for (const { name, path } of kinds) all.get(name)!.push(await load(browser, path, throttle));
    }
    const medians = new Map([...all].map(([name, figures]) => [name, medianOf(figures)]));
    for (const [name, figures] of medians) {
      const { script, task, longTasks, heap, requests, received, shift } = figures;
      const cells = [script.toFixed(1), task.toFixed(1), `${longTasks}`, heap.toFixed(2), `${requests}`];
      print(row([name, `${throttle}×`, ...cells, received.toFixed(1), shift.toFixed(3)]));
    }
    const widget = medians.get("widget, closed")!;
    // Of loads of one round: what else the machine does falls on both.
    const over = (floor: string): number[] =>
      all.get("widget, closed")!.map(({ task }, round) => task - all.get(floor)![round]!.task);
    const { requests, longTasks, shift } = widget;
    const isStill = requests <= goals.requests && longTasks <= goals.longTasks && shift <= goals.shift;
    printFigure(
      `closed: requests, long tasks, shift, ${throttle}×`,
      `${requests}, ${longTasks}, ${shift}`,
      "1, 0, 0",
      isStill,
    );
    const goal = throttle > 1 ? `≤ ${goals.overButton}` : "";
    const overButton = median(over("one inline button"));
    printFigure(
      `task time over the button, ${throttle}×`,
      `${overButton.toFixed(1)} ms`,
      goal,
      !goal || overButton <= goals.overButton,
    );
    printFigure(
      `over a script without a line, ${throttle}×`,
      `${median(over("a script without a line")).toFixed(1)} ms`,
    );
  }
  for (const throttle of throttles) {
    const opened: number[] = [];
    for (let round = 0; round < rounds; round++) opened.push(await open(browser, throttle));
    const time = median(opened);
    const goal = throttle > 1 ? `≤ ${goals.open}` : "";
    printFigure(`open to interactive, ${throttle}×`, `${time.toFixed(0)} ms`, goal, !goal || time <= goals.open);
  }
}

interface Opened {
  page: Page;
  session: CDPSession;
}

async function newPage(browser: Browser, throttle: number): Promise<Opened> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  return { page, session };
}

async function load(browser: Browser, path: string, throttle: number): Promise<Figures> {
  const { page, session } = await newPage(browser, throttle);
  let requests = -1;
  let received = 0;
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ request }) => (requests += request.url.startsWith("https:") ? 1 : 0));
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (received += encodedDataLength));
  await page.addInitScript(() => {
    const seen = { longTasks: 0, shift: 0 };
    Reflect.set(window, "seen", seen);
    new PerformanceObserver((list) => (seen.longTasks += list.getEntries().length)).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += Reflect.get(entry, "value") as number;
    }).observe({ type: "layout-shift", buffered: true });
  });
  // A page of the same site before: what a new process begins with is ten times what is measured here.
  await page.goto("https://shop.test/empty.html");
  await page.waitForLoadState("networkidle");
  requests = -1;
  received = 0;
  await page.goto(`https://shop.test${path}`);
  await page.waitForTimeout(quietMs);
  const seen = await page.evaluate(() => Reflect.get(window, "seen") as { longTasks: number; shift: number });
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  await page.context().close();
  return {
    script: metric("ScriptDuration") * 1000,
    task: metric("TaskDuration") * 1000,
    longTasks: seen.longTasks,
    heap: metric("JSHeapUsedSize") / 1e6,
    requests,
    received: received / 1000,
    shift: seen.shift,
  };
}

/** The second visit of a browser that has the files: from the press until the form's first field takes text. */
async function open(browser: Browser, throttle: number): Promise<number> {
  const { page, session } = await newPage(browser, 1);
  await page.goto("https://shop.test/widget.html");
  await page.locator("deskbell-widget").getByRole("button", { name: "Ask us" }).click();
  await page.locator("deskbell-widget").getByRole("button", { name: "Write to us" }).waitFor();
  await page.goto("https://shop.test/widget.html");
  await page.locator("deskbell-widget").getByRole("button", { name: "Ask us" }).waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  const time = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const root = document.querySelector("deskbell-widget")!.shadowRoot!;
        const begun = performance.now();
        const look = (): void => {
          if (!root.querySelector("dialog[open] button.main")) return;
          watch.disconnect();
          // The frame after the one that drew it: then it can be pressed.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
        };
        const watch = new MutationObserver(look);
        watch.observe(root, { subtree: true, childList: true, attributes: true });
        [...root.children].find((element): element is HTMLElement => element.localName === "button")!.click();
      }),
  );
  await page.context().close();
  return time;
}

const medianOf = (all: Figures[]): Figures =>
  Object.fromEntries(figureNames.map((name) => [name, median(all.map((one) => one[name]))])) as unknown as Figures;

function row([first = "", ...others]: string[]): string {
  return first.padEnd(26) + others.map((cell) => cell.padStart(11)).join("");
}
