/** The snippet for pages that pin what they load: what is not byte for byte what was released does not run. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Project, ProjectItem } from "../../server/contract/index.ts";
import { roundTrip } from "./round-trip.ts";
import { sharedShop } from "./shared.ts";
import type { Obstacle } from "./sites.ts";
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
  world.sites.addPage("/pinned.html", {
    html: `<!doctype html><html lang="en"><head>${head}</head><h1>Shop</h1></html>`,
  });
});

/** What somebody between desk and browser might do to a file. */
const changed: Obstacle = async (request, response) => {
  const answer = await fetch(`http://127.0.0.1:${world.desk.port}${request.url}`);
  const text = await answer.text();
  response.writeHead(200, {
    "Content-Type": "text/javascript",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
  response.end(`window.changedFileRan = true;${text}`);
};

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

test("as it was released, it works, and no file is fetched twice", async () => {
  const page = await world.newPage();
  const watched = await watch(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("https://shop.test/pinned.html");
  const mia = visitorOn(page);
  await mia.open();
  await roundTrip(mia, hanna, "Pinned");
  const files = asked.filter((path) => path.startsWith("/w/"));
  expect(files.length).toBeGreaterThan(3);
  expect([...new Set(files)]).toEqual(files);
  expect(files.every((path) => path.startsWith(release))).toBe(true);
  expect(watched).toMatchObject({ dialogs: [], consoleErrors: [], pageErrors: [], foreign: [] });
});

test("a changed loader is refused: there is no widget, and the page goes on", async () => {
  const restore = world.sites.obstruct(`${release}widget.js`, changed);
  const visited = await visit();
  await expectRefused(visited, "widget.js");
  expect(await visited.page.locator("deskbell-widget").count()).toBe(0);
  expect(await visited.page.evaluate(() => "Deskbell" in window)).toBe(false);
  restore();
});

test("a changed chunk is refused: the button says that it did not load, and the page goes on", async () => {
  const restore = world.sites.obstruct(`${release}main.js`, changed);
  const visited = await visit();
  const { launcher } = visitorOn(visited.page);
  await launcher.click();
  await expect.poll(() => launcher.count()).toBe(0);
  expect(await visited.page.locator("deskbell-widget").getByRole("button").textContent()).toMatch(/did not load/);
  await expectRefused(visited, "main.js");
  restore();
});
