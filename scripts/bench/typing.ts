/**
 * What a key costs in a reply, in the widget and on the staff page, at a fourth of the CPU: in a thread of five letters,
 * in one of 800 as it is opened, and with all 800 on the screen. Held against the goal is what the page does: script,
 * style and layout. Beside it stands the whole of the main thread, with painting, which without a GPU is the machine's:
 * a bare field on an empty page may cost more than the goal by that alone.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { startSites } from "../e2e/sites.ts";
import type { Print } from "../figures/write.ts";
import { findBrowser, launchBrowser } from "../testing/browser.ts";
import { write } from "../testing/hands.ts";
import { benchStaff, startBenchDesk, withTicket } from "./desk.ts";
import type { Target } from "./load.ts";
import { median, figurePrinter } from "./figures.ts";

const throttle = 4;
const rounds = 5;
const keys = 20;
const many = 800;
const few = 5;
/** Milliseconds for a key. */
const goalMs = 20;

/** Milliseconds for a key: of the page's own work, and of the main thread in all. */
interface Cost {
  page: number;
  whole: number;
}

interface Thread {
  id: string;
  letters: number;
}

export async function typing(print: Print): Promise<void> {
  const printFigure = figurePrinter(print);
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-typing-"));
  const desk = await startBenchDesk(folder, { PUBLIC_URL: "https://desk.test", TRUST_PROXY: "1" });
  try {
    const target = await withTicket(desk);
    const short = await newThread(target, few);
    const long = await newThread(target, many);
    const sites = await startSites(Number(new URL(desk.url).port));
    const browser = await launchBrowser(await findBrowser(), [sites.browserFlag]);
    try {
      sites.addPage("/bare.html", { html: `<!doctype html><title>Bare</title><textarea rows="3"></textarea>` });
      const newPage = async (): Promise<Page> => {
        const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
        return context.newPage();
      };
      const bare = await newPage();
      await bare.goto("https://shop.test/bare.html");
      const floor = await keyIn(bare, bare.locator("textarea"));
      printFigure("a key in a bare field", `${floor.page.toFixed(1)} ms`, `${floor.whole.toFixed(1)} with painting`);
      for (const [name, open] of [
        ["widget", openWidget],
        ["staff page", openDesk],
      ] as const) {
        const page = await newPage();
        const measured = async (what: string): Promise<Cost> => {
          const cost = await keyIn(page, page.getByRole("textbox", { name: /^(Your reply|Reply)$/ }));
          const whole = `${cost.whole.toFixed(1)} with painting, ${(cost.whole / floor.whole).toFixed(1)}× bare`;
          printFigure(`${name}, ${what}`, `${cost.page.toFixed(1)} ms`, `≤ ${goalMs}; ${whole}`, cost.page <= goalMs);
          return cost;
        };
        await open(page, target, short);
        const peer = await measured(`${few} letters`);
        await open(page, target, long);
        await measured(`${many} letters, opened`);
        await readAll(page);
        const all = await measured(`${many} letters, all shown`);
        const times = (cost: keyof Cost): string => `${(all[cost] / peer[cost]).toFixed(2)}×`;
        printFigure(`${name}, all against ${few}`, times("page"), `${times("whole")} with painting`);
        await page.context().close();
      }
    } finally {
      await browser.close();
      await sites.close();
    }
  } finally {
    await desk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function newThread({ url, headers }: Target, letters: number): Promise<Thread> {
  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const text = "The **lid** is loose, see https://shop.test/lid.\n\n- first\n- second\n\n> and what you wrote\n";
  const first = { subject: `A thread of ${letters}`, body: text };
  const { ticket } = await post<{ ticket: { id: string } }>("/tickets", first);
  for (let at = 1; at < letters; at++) await post(`/tickets/${ticket.id}/messages`, { body: `${text}${at}` });
  return { id: ticket.id, letters };
}

async function openWidget(page: Page, { url, headers }: Target, { id }: Thread): Promise<void> {
  const key = url.split("/").at(-1)!;
  await page.goto(`https://desk.test/p/${key}`);
  const visitor = headers["authorization"]!.replace("Bearer ", "");
  await page.evaluate(
    ([name, kept]) => localStorage.setItem(name!, kept!),
    [`deskbell:${key}`, JSON.stringify({ visitor, known: true })],
  );
  await page.goto(`https://desk.test/p/${key}#tickets/${id}`);
  await page.reload();
  await page.getByRole("article").first().waitFor();
}

async function openDesk(page: Page, _target: Target, { id }: Thread): Promise<void> {
  await page.goto("https://desk.test/admin");
  const email = page.getByLabel("Email");
  await email
    .or(page.getByRole("navigation", { name: "Desk" }))
    .first()
    .waitFor();
  if (await email.isVisible()) {
    await write(email, benchStaff.email);
    await write(page.getByLabel("Password", { exact: true }), benchStaff.password);
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "Desk" }).waitFor();
  }
  await page.goto(`https://desk.test/admin#tickets/${id}`);
  await page.reload();
  await page.getByRole("article").first().waitFor();
}

/** Presses the button above the thread until there is none. */
async function readAll(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Earlier messages" });
  const articles = page.getByRole("article");
  while (await button.isVisible().catch(() => false)) {
    const before = await articles.count();
    await button.click().catch(() => {});
    await page.waitForFunction((count) => {
      const root = document.querySelector("deskbell-widget")?.shadowRoot ?? document;
      return root.querySelectorAll("article").length > count;
    }, before);
  }
}

const ownWork = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];

/** @returns what each key costs, all that it sets off included */
async function keyIn(page: Page, field: Locator): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const busy = async (): Promise<Cost> => {
    const { metrics } = await session.send("Performance.getMetrics");
    const ms = (names: string[]): number =>
      metrics.filter(({ name }) => names.includes(name)).reduce((sum, { value }) => sum + value * 1000, 0);
    return { page: ms(ownWork), whole: ms(["TaskDuration"]) };
  };
  await field.click();
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  const all: Cost[] = [];
  for (let round = 0; round <= rounds; round++) {
    const before = await busy();
    await page.keyboard.type("one more word and on".slice(0, keys), { delay: 50 });
    // What was typed last is drawn, and drafts are kept.
    await page.waitForTimeout(500);
    const after = await busy();
    // The first one warms up.
    if (round > 0) all.push({ page: (after.page - before.page) / keys, whole: (after.whole - before.whole) / keys });
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.detach();
  return { page: median(all.map((cost) => cost.page)), whole: median(all.map((cost) => cost.whole)) };
}
