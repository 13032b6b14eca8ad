/** Settings of a project: every switch says what customers will see, and does it to this project alone. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { ProjectItem, StaffSession } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { choiceOf, choose } from "./choose.ts";
import { sharedStaff } from "./shared.ts";

const { world, hanna } = sharedStaff();
beforeAll(async () => {
  await hanna.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});

const copied = (): Promise<string> => hanna.page.evaluate(() => navigator.clipboard.readText());
const press = (name: string): Promise<void> => hanna.page.getByRole("button", { name, exact: true }).click();
const saved = (): Promise<unknown> => hanna.page.waitForResponse((answer) => answer.request().method() === "PATCH");
const project = async (name: string): Promise<ProjectItem> =>
  (await hanna.call<{ items: ProjectItem[] }>("GET", "/projects")).items.find((one) => one.name === name)!;

test("an empty desk leads to its first project, whose link and snippets go to the clipboard", async () => {
  await hanna.page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Settings" }).click();
  await hanna.page.getByText("No project yet.").waitFor();
  const key = await hanna.createProject("Willow Tea");
  await press("Copy link");
  expect(await copied()).toBe(`https://desk.test/p/${key}`);
  await press("Copy snippet");
  expect(await copied()).toBe(`<script async src="https://desk.test/widget.js" data-portal="${key}"></script>`);
  await hanna.page.getByText("Pinned version for strict sites").click();
  await press("Copy pinned snippet");
  expect(await copied()).toMatch(
    /^<script async src="https:\/\/desk\.test\/w\/[^/]+\/widget\.js" integrity="sha384-[^"]+" crossorigin data-portal="[^"]+"><\/script>$/,
  );
});

test("a copy that the browser refuses is said, not swallowed", async () => {
  await hanna.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("Not allowed", "NotAllowedError"));
  });
  await press("Copy link");
  await hanna.page.getByText("Select the text and copy it yourself.").waitFor();
  expect(await hanna.page.getByRole("button", { name: "Copy link", exact: true }).isVisible()).toBe(true);
  await hanna.page.reload();
});

test("each switch says what customers will see, and changes no other project", async () => {
  await hanna.createProject("Harbour Bikes");
  const other = await project("Willow Tea");
  const { page } = hanna;
  const link = await hanna.portalLink();
  await hanna.setPortal(false);
  await page.getByText("Customers who open the link read that the portal is closed").waitFor();
  await hanna.setPortal(true);
  expect(await hanna.portalLink()).toBe(link);
  await hanna.openPortalPart("Access");
  for (const [name, on, sentence] of [
    ["Login required", true, "Only customers who sign in can write to you"],
    ["Login required", false, "Whoever has the link can write to you at once"],
    ["Self-registration", false, "Only customers whom you added, imported or invited"],
  ] as const) {
    const answer = saved();
    await page.getByRole("switch", { name }).setChecked(on);
    await page.getByText(sentence).waitFor();
    await answer;
  }
  expect((await project("Harbour Bikes")).portal).toMatchObject({ loginRequired: false, selfRegistration: false });
  expect(await project("Willow Tea")).toEqual(other);
});

test("a switch that the desk refuses goes back and says why", async () => {
  const { page } = hanna;
  await page.route("**/api/staff/projects/*", (route) => route.abort());
  await page.getByRole("switch", { name: "Login required" }).click();
  await page.getByText("Not saved. The desk cannot be reached.").waitFor();
  await page.unroute("**/api/staff/projects/*");
  expect(await page.getByRole("switch", { name: "Login required" }).isChecked()).toBe(false);
});

test("sites, colour and greeting are saved, and a wrong one is named at its field", async () => {
  const { page } = hanna;
  const sites = page.getByLabel("Sites that may show the widget");
  const form = page.locator("form", { has: sites });
  await write(sites, "https://shop.example/path");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Write each site as https://shop.example, without a path.").waitFor();
  await write(sites, "https://shop.example\n\nhttps://other.example");
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("Saved").waitFor();
  await hanna.openPortalPart("Look");
  const look = page.locator("form", { has: page.getByLabel("Greeting") });
  await write(look.getByLabel("Accent colour"), "#2b5fa8");
  await write(look.getByLabel("Greeting"), "Hello, rider");
  await look.getByRole("button", { name: "Save" }).click();
  await look.getByText("Saved").waitFor();
  expect((await project("Harbour Bikes")).portal).toMatchObject({
    origins: ["https://shop.example", "https://other.example"],
    branding: { color: "#2b5fa8", greeting: "Hello, rider" },
  });
});

test("U-M4: a portal is set up in parts with addresses of their own, and its switch stands beside the name", async () => {
  const { page } = hanna;
  const { id } = await project("Harbour Bikes");
  const parts = page.getByRole("navigation", { name: "Customer portal" }).getByRole("link");
  expect(await parts.allTextContents()).toEqual(["Install", "Access", "Look", "Mail"]);
  const widths = (): Promise<number[]> => parts.evaluateAll((all) => all.map((one) => one.clientWidth));
  const before = await widths();
  const shown: Record<string, string> = {
    install: "Portal link",
    access: "Sites that may show the widget",
    look: "Accent colour",
    mail: "Notifications",
  };
  for (const part of Object.keys(shown)) {
    await page.goto(`https://desk.test/admin#settings/${id}/portal/${part}`);
    await page.getByLabel(shown[part]!).waitFor();
    for (const other of Object.keys(shown)) {
      expect(await page.getByLabel(shown[other]!).count()).toBe(other === part ? 1 : 0);
    }
    expect(await page.getByRole("switch", { name: "Customer portal" }).isVisible()).toBe(true);
    // U-m28: chosen or not, each keeps its width.
    expect(await widths()).toEqual(before);
  }
  await page.getByRole("link", { name: "General" }).click();
  await page.getByLabel("Types of tickets").waitFor();
  const line = async (element: Locator): Promise<number> => {
    const { y, height } = (await element.boundingBox())!;
    return Math.round(y + height / 2);
  };
  const name = await line(page.getByRole("heading", { name: "Harbour Bikes", level: 1 }));
  expect(Math.abs(name - (await line(page.getByRole("switch", { name: "Customer portal" }))))).toBeLessThan(6);
});

test("U-M3: the portal is opened beside its link", async () => {
  const { page } = hanna;
  await page.getByRole("link", { name: "Customer portal" }).click();
  const opened = page.waitForEvent("popup");
  await page.getByRole("main").getByRole("link", { name: "Open", exact: true }).click();
  const portal = await opened;
  expect(portal.url()).toBe(await hanna.portalLink());
  await portal.close();
});

test("inboxes are added, renamed, hidden from the portal and deleted, and the last one stays", async () => {
  const { page } = hanna;
  const names = async (): Promise<string[]> => (await project("Harbour Bikes")).inboxes.map(({ name }) => name);
  await page.getByRole("link", { name: "Inboxes" }).click();
  const [first] = await names();
  await press("Add inbox");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const isFocused = (element: Element): boolean => element.matches(":focus");
  expect(await page.getByRole("button", { name: "Add inbox" }).evaluate(isFocused)).toBe(true);
  await press("Add inbox");
  const dialog = page.getByRole("dialog");
  await write(dialog.getByLabel("Name"), "Workshop");
  await write(dialog.getByLabel("Public address"), "workshop@example.com");
  await dialog.getByRole("button", { name: "Add inbox" }).click();
  let card = page.getByRole("region", { name: "Workshop" });
  await card.waitFor();
  const answer = saved();
  await card.getByRole("switch", { name: "In the portal" }).setChecked(false);
  await card.getByText("Customers do not see this inbox").waitFor();
  await answer;
  await write(card.getByLabel("Name", { exact: true }), "Repairs");
  await card.getByRole("button", { name: "Save" }).click();
  card = page.getByRole("region", { name: "Repairs" });
  await card.waitFor();
  expect(await names()).toEqual([first, "Repairs"]);
  await card.getByRole("button", { name: "Delete" }).click();
  await press("Delete inbox");
  await card.waitFor({ state: "detached" });
  expect(await names()).toEqual([first]);
  await page.getByRole("button", { name: "Delete" }).click();
  await dialog.getByText("This is the only inbox of the project").waitFor();
  expect(await dialog.getByRole("button", { name: "Delete inbox" }).isEnabled()).toBe(false);
});

test("U-m4: an inbox with tickets says how many, and one press moves them to another and deletes it", async () => {
  const { page } = hanna;
  const { id, inboxes } = await project("Harbour Bikes");
  await hanna.call("POST", `/projects/${id}/inboxes`, { name: "Orders" });
  for (const subject of ["A bell", "A saddle"])
    await hanna.call("POST", "/tickets", { project: id, inbox: inboxes[0]!.id, subject, body: "Please." });
  await hanna.call("POST", `/projects/${id}/inboxes`, { name: "Press" });
  await page.reload();
  const cards = page.url();
  const ask = (): Promise<void> =>
    page.getByRole("region", { name: inboxes[0]!.name }).getByRole("button", { name: "Delete" }).click();
  await ask();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("It holds 2 tickets.").waitFor();
  await dialog.getByRole("link", { name: "Show its tickets" }).click();
  await page.getByText("A saddle").click();
  const opened = page.getByRole("heading", { name: "A saddle" });
  await opened.waitFor();
  expect(await dialog.count()).toBe(0);
  // A colleague has them in sight, under the name that goes.
  const colleague = await page.context().newPage();
  await colleague.goto(page.url());
  await colleague.getByRole("heading", { name: "A saddle" }).waitFor();
  const inboxOf = (on: Page): Locator => choiceOf(on.locator(".details"), "Inbox");
  await expect.poll(() => inboxOf(colleague).textContent()).toBe(inboxes[0]!.name);

  await page.goto(cards);
  await ask();
  const move = dialog.getByRole("button", { name: "Move and delete" });
  await dialog.getByText("It holds 2 tickets.").waitFor();
  expect(await move.isEnabled()).toBe(false);
  await choose(dialog, "Move its tickets to", "Orders");
  await move.click();
  await dialog.waitFor({ state: "detached" });
  expect((await project("Harbour Bikes")).inboxes.map(({ name }) => name)).toEqual(["Orders", "Press"]);
  await expect.poll(() => inboxOf(colleague).textContent()).toBe("Orders");
  expect(new URL(colleague.url()).hash).not.toContain("inbox=");
  await colleague.close();
});

test("U-m8: a page behind a link keeps it over a reload, until somebody goes on to the door", async () => {
  const page = await world.newPage(`https://desk.test${await world.desk.addAgent("bo@willow.example")}`);
  const heading = (name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
  await heading("Choose a password");
  await page.reload();
  await heading("Choose a password");
  expect(page.url()).toBe("https://desk.test/admin");
  await page.getByRole("button", { name: "Go to sign in" }).click();
  await page.getByText("The staff page of Deskbell.").waitFor();
  // As the page of a desk without an administrator has it.
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      document.getElementById("admin")!.dataset["setUp"] = "no";
    });
  });
  await page.reload();
  await heading("Sign in");
  await page.getByText("Not set up yet: the link is in what the server printed").waitFor();
  await page.context().close();
});

test("C20: administrators of an upgraded desk read which names it will not answer to, and from when on", async () => {
  const page = await hanna.page.context().newPage();
  const found = await hanna.call<StaffSession>("GET", "/session");
  const otherHosts = { names: ["help.example", "old.example"], until: "2026-12-28T12:00:00.000Z" };
  const json = { ...found, server: { ...found.server, otherHosts } };
  await page.route("https://desk.test/api/staff/session", (route) => route.fulfill({ json }));
  await page.goto("https://desk.test/admin");
  const line = page.getByText("This desk is also opened at");
  await line.waitFor();
  expect(await line.textContent()).toBe(
    "This desk is also opened at help.example and old.example. From 28 December 2026 on it no longer answers there, unless the setting HOSTS names it.",
  );
  await page.close();
});
