/** The snippet for pages that pin what they load: what is not byte for byte what was released does not run. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Project, ProjectItem } from "../../server/contract/index.ts";
import { strictPolicy } from "./host-page.ts";
import { roundTrip } from "./round-trip.ts";
import { sharedShop } from "./shared.ts";
import { changedOnItsWay, type Obstacle } from "./sites.ts";
import { visitorOn } from "./visitor.ts";
import { watch } from "./watch.ts";
import type { Watched } from "./watch.ts";

const { world, hanna } = sharedShop("sqlite", { LIMITS: "off" });
/** Where the release is, without the file's name. */
let release: string;
beforeAll(async () => {
  const { items } = await hanna.call<{ items: ProjectItem[] }>("GET", "/projects");
  const { project } = await hanna.call<{ project: Project }>("GET", `/projects/${items[0]!.id}`);
  const { pinned } = project.snippets;
  release = /\/w\/[^/"]+\//.exec(pinned)![0];
  const snippet = pinned.replace("data-portal=", 'data-label="Ask us" data-portal=');
  const own = `<script>addEventListener("load", () => (document.title = "The page goes on"))</script>`;
  const head = `<meta charset="utf-8"><title>Shop</title>${snippet}${own}`;
  const html = `<!doctype html><html lang="en"><head>${head}</head><h1>Shop</h1></html>`;
  world.sites.addPage("/pinned.html", { html });
  const bare = `<meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">`;
  const strict = { "Content-Security-Policy": strictPolicy };
  world.sites.addPage("/pinned-strict.html", {
    html: `<!doctype html>${bare}${snippet}<h1>Shop</h1>`,
    headers: strict,
  });
  const nonce = {
    "Content-Security-Policy": "script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'",
  };
  const trusted = snippet.replace("<script ", '<script nonce="abc" ');
  world.sites.addPage("/pinned-nonce.html", { html: `<!doctype html>${bare}${trusted}<h1>Shop</h1>`, headers: nonce });
});

let changed: Obstacle;
beforeAll(() => void (changed = changedOnItsWay(world.desk.port)));

async function visit(): Promise<{ page: Page; watched: Watched }> {
  const page = await world.newPage();
  const watched = await watch(page);
  await page.goto("https://shop.test/pinned.html");
  await expect.poll(() => page.title()).toBe("The page goes on");
  return { page, watched };
}

/** Integrity is said by the browser itself, in the console. Nothing else may be. */
async function expectRefused({ page, watched }: { page: Page; watched: Watched }, file: string): Promise<void> {
  const said = (): string[] =>
    watched.consoleErrors.filter((line) => line.includes("integrity") && line.includes(file));
  await expect.poll(said).not.toEqual([]);
  expect(watched.consoleErrors.filter((line) => !said().includes(line))).toEqual([]);
  expect(watched.pageErrors).toEqual([]);
  expect(await page.evaluate(() => "changedFileRan" in window)).toBe(false);
}

/** What a page asks the desk for, by file. */
function filesOf(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}

test.each(["pinned", "pinned-strict", "pinned-nonce"])(
  "C19: as it was released it works on %s.html: one request before somebody points at it, and no file twice",
  async (name) => {
    const page = await world.newPage();
    const watched = await watch(page);
    const asked = filesOf(page);
    await page.goto(`https://shop.test/${name}.html`, { waitUntil: "networkidle" });
    const mia = visitorOn(page);
    await mia.launcher.waitFor();
    expect(asked).toEqual([`/${name}.html`, `${release}widget.js`]);
    await mia.open();
    await roundTrip(mia, hanna, `Pinned on ${name}`);
    const files = asked.filter((path) => path.startsWith("/w/"));
    expect(files.length).toBeGreaterThan(3);
    expect([...new Set(files)]).toEqual(files);
    expect(files.every((path) => path.startsWith(release))).toBe(true);
    expect(watched).toMatchObject({ dialogs: [], consoleErrors: [], pageErrors: [], foreign: [] });
    expect(await watched.violations()).toEqual([]);
  },
);

test("C19: a desk that answers right once and otherwise the next time is not asked a next time", async () => {
  let answered = 0;
  const restore = world.sites.obstruct(`${release}main.js`, (request, response, pass) => {
    answered += 1;
    if (answered > 1) return changed(request, response, pass);
    // Not to be kept, so that whoever asks again gets the other one.
    const { writeHead } = response;
    response.writeHead = ((status: number, headers: object) =>
      writeHead.call(response, status, { ...headers, "cache-control": "no-store" })) as typeof writeHead;
    pass();
  });
  const { page } = await visit();
  const { open, panel } = visitorOn(page);
  await open();
  await panel.getByText("No tickets yet").waitFor();
  expect(answered).toBe(1);
  expect(await page.evaluate(() => "changedFileRan" in window)).toBe(false);
  restore();
});

test("a changed loader is refused: there is no widget, and the page goes on", async () => {
  const restore = world.sites.obstruct(`${release}widget.js`, changed);
  const visited = await visit();
  await expectRefused(visited, "widget.js");
  expect(await visited.page.locator("deskbell-widget").count()).toBe(0);
  expect(await visited.page.evaluate(() => "Deskbell" in window)).toBe(false);
  restore();
});

test.each(["checks", "main", "around", "tickets", "sign-in", "de"])(
  "a changed %s.js is refused: the button says that it did not load, and the page goes on",
  async (chunk) => {
    const restore = world.sites.obstruct(`${release}${chunk}.js`, changed);
    const visited = await visit();
    const { launcher } = visitorOn(visited.page);
    await launcher.click();
    await expect.poll(() => launcher.count()).toBe(0);
    expect(await visited.page.locator("deskbell-widget").getByRole("button").textContent()).toMatch(/did not load/);
    await expectRefused(visited, `${chunk}.js`);
    restore();
  },
);
