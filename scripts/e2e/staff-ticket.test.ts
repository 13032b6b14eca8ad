/** Everything on a ticket works live, by mouse and by keyboard, with somebody else at the same ticket. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { call } from "./call.ts";
import { choiceOf, choose } from "./choose.ts";
import { sharedShop } from "./shared.ts";

const { hanna, shop } = sharedShop();

const details = (page: Page) => page.getByRole("complementary", { name: "Details" });
const tagsOn = (page: Page): Promise<string[]> => details(page).locator(".chip bdi").allTextContents();

async function addTag(page: Page, tag: string): Promise<void> {
  await page.getByRole("combobox", { name: "Add a tag" }).click();
  await page.keyboard.type(tag);
  await page.keyboard.press("Enter");
}

test("status, assignee, priority, type and tags change at once, here, on the server and in another tab", async () => {
  const ticket = await hanna.openNew("All its properties");
  const other = await hanna.page.context().newPage();
  await other.goto(hanna.page.url());
  await details(other).waitFor();
  const mine = details(hanna.page);
  await choose(mine, "Status", "On hold");
  await mine.getByRole("button", { name: "Assign to me" }).click();
  await choose(mine, "Priority", "Urgent");
  await choose(mine, "Type", "Problem");
  await addTag(hanna.page, "vip");
  await addTag(hanna.page, "عاجل");
  const wanted = { status: "on-hold", priority: "urgent", type: "Problem", tags: ["vip", "عاجل"] };
  await expect.poll(() => hanna.readTicket(ticket)).toMatchObject({ ...wanted, assignee: { name: "Hanna Peeters" } });
  await expect.poll(() => choiceOf(details(other), "Priority").textContent()).toBe("Urgent");
  await expect.poll(() => choiceOf(details(other), "Status").textContent()).toBe("On hold");
  await expect.poll(() => tagsOn(other)).toEqual(["vip", "عاجل"]);
  await hanna.message("Status changed from Waiting to On hold").waitFor();
  await other.close();
});

test("U-B3: after a status chosen or left by key, the next shortcut does what it says and changes no status", async () => {
  const { page } = hanna;
  const ticket = await hanna.openNew("Chosen by key");
  const begin = async (): Promise<void> => {
    await page.keyboard.press("s");
    await page.locator(".choices input:focus").waitFor();
  };
  await begin();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await hanna.readTicket(ticket)).status).toBe("on-hold");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Internal note" }).waitFor();
  await page.keyboard.press("Escape");
  await begin();
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.getByRole("heading", { name: "New ticket" }).waitFor();
  expect((await hanna.readTicket(ticket)).status).toBe("on-hold");
});

test("what somebody else adds while a change is on its way is kept, and a refused change takes back only itself", async () => {
  const ticket = await hanna.openNew("Two at the same ticket");
  const { page } = hanna;
  const patchUrl = `**/api/staff/tickets/${ticket.id}`;
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(patchUrl, async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    await held;
    await route.continue();
  });
  await choose(details(page), "Priority", "High");
  await addTag(page, "mine");
  // The colleague is another tab, whose requests are not held up.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await addTag(other, "theirs");
  await expect.poll(() => tagsOn(page)).toEqual(["theirs", "mine"]);
  expect(await choiceOf(details(page), "Priority").textContent()).toBe("High");
  letGo();
  await expect.poll(() => hanna.readTicket(ticket)).toMatchObject({ priority: "high", tags: ["theirs", "mine"] });
  await page.unroute(patchUrl);

  await page.route(patchUrl, (route) => (route.request().method() === "PATCH" ? route.abort() : route.continue()));
  await choose(details(page), "Priority", "Low");
  await page.getByText(`Ticket #${ticket.number} was not changed.`).waitFor();
  await expect.poll(() => choiceOf(details(page), "Priority").textContent()).toBe("High");
  expect(await tagsOn(page)).toEqual(["theirs", "mine"]);
  await page.unroute(patchUrl);
  await other.close();
});

test("U-M22: tags in use are offered while one is typed, and half a word that is left makes none", async () => {
  const { page } = hanna;
  const { id } = await hanna.newTicket({ subject: "Tagged before" });
  await hanna.call("PATCH", `/tickets/${id}`, { tags: ["refund"] });
  const ticket = await hanna.openNew("To be tagged");
  const field = page.getByRole("combobox", { name: "Add a tag" });
  await field.click();
  await page.keyboard.type("ref");
  await page.getByRole("option", { name: "refund" }).waitFor();
  await page.getByRole("textbox", { name: "Reply" }).click();
  expect(await field.inputValue()).toBe("ref");
  expect(await tagsOn(page)).toEqual([]);
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("ref");
  await page.keyboard.press("Enter");
  await expect.poll(() => hanna.readTicket(ticket)).toMatchObject({ tags: ["refund"] });
});

test("U-m1: a ticket that is taken by key says so, and nothing beside it moves", async () => {
  const { page } = hanna;
  await hanna.openNew("Taken by key");
  const below = (): Promise<number> =>
    choiceOf(details(page), "Priority").evaluate((one) => one.getBoundingClientRect().y);
  const before = await below();
  await page.keyboard.press("a");
  await details(page).getByText("Assigned to you").waitFor();
  await expect.poll(() => choiceOf(details(page), "Assignee").textContent()).toContain("Hanna Peeters");
  expect(await below()).toBe(before);
});

test("U-m12: an answer that comes into sight by itself is not announced beside the composer, another one is", async () => {
  const { page } = hanna;
  const { token } = await call<{ token: string }>(page, "POST", `${shop.api}/visitors`);
  const say = (path: string, body: object): Promise<{ ticket: { id: string } }> =>
    call(page, "POST", `${shop.api}/tickets${path}`, body, token);
  const { ticket } = await say("", { subject: "A talk", body: "line\n".repeat(80) });
  await hanna.openQueue();
  await hanna.openTicket("A talk");
  await hanna.message("line").first().waitFor();
  await say(`/${ticket.id}/messages`, { body: "In full view" });
  await hanna.message("In full view").waitFor();
  const banner = page.getByText(/New reply from .* arrived/).and(page.locator(".arrival *"));
  expect(await banner.count()).toBe(0);
  await page.getByRole("region", { name: "Messages" }).evaluate((thread) => thread.scrollTo(0, 0));
  await say(`/${ticket.id}/messages`, { body: "Far below" });
  await banner.waitFor();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await banner.waitFor({ state: "detached" });
});

test("U-m16: the title of a dialog over the details is a title, and beside them all values stand on one line", async () => {
  const { page } = hanna;
  await hanna.newTicket({ subject: "From somebody", name: "Mia", email: "mia@example.com" });
  await hanna.openQueue();
  await hanna.openTicket("From somebody");
  await page.getByRole("button", { name: "Block this sender" }).click();
  const title = page.getByRole("dialog").getByRole("heading");
  expect(await title.evaluate((one) => getComputedStyle(one).fontSize)).toBe("17px");
  await page.keyboard.press("Escape");
  const starts = await details(page)
    .locator(".choice bdi, .assignee .link-button, .facts bdi")
    .evaluateAll((all) =>
      all.filter((one) => !one.previousElementSibling).map((one) => Math.round(one.getBoundingClientRect().x)),
    );
  // U-m17
  expect(new Set(starts).size).toBe(1);
});

test("U-m17: the facts of a person stand beside their names, as those of a ticket do", async () => {
  const { page } = hanna;
  const project = (await hanna.call<{ items: { id: string }[] }>("GET", "/projects")).items[0]!.id;
  const ada = { project, name: "Ada Berg", email: "ada@example.com" };
  const { customer } = await hanna.call<{ customer: { id: string } }>("POST", "/customers", ada);
  await page.goto(`https://desk.test/admin#customers/${customer.id}`);
  const facts = page.getByRole("region", { name: "Facts" }).locator("dl > div");
  await facts.nth(2).waitFor();
  for (const fact of await facts.all()) {
    const [name, value] = await Promise.all(["dt", "dd"].map((part) => fact.locator(part).boundingBox()));
    expect(value!.y).toBe(name!.y);
  }
});

test("U-m14: pictures of a ticket open large, go on by key and mouse, are saved, and give the focus back", async () => {
  const { page } = hanna;
  const { keyboard } = page;
  await hanna.openNew("Three pictures");
  const widths: Record<string, number> = { "one.png": 110, "two.png": 120, "three.png": 130 };
  const pictures = await Promise.all(
    Object.entries(widths).map(async ([name, width]) => ({
      name,
      mimeType: "image/png",
      buffer: await page.screenshot({ clip: { x: 0, y: 0, width, height: 90 } }),
    })),
  );
  const files = "**/api/staff/attachments/*";
  await page.route(files, (route) => route.abort());
  await page.locator(".composer input[type=file]").setInputFiles(pictures);
  for (const name of Object.keys(widths)) await page.getByRole("button", { name: `Remove ${name}` }).waitFor();
  await hanna.reply("Here they are");
  const link = (name: string): Locator => page.getByRole("link", { name: `Open picture ${name}` });
  await link("one.png").waitFor();
  // However their uploads overtook each other.
  const names = await page.locator(".pictures .file-name").allTextContents();
  const large = (at: number): Locator => page.getByRole("dialog", { name: `${names[at]} ${at + 1} of 3` });
  const isShown = (at: number): Promise<void> =>
    expect
      .poll(() =>
        large(at)
          .getByRole("img", { name: names[at]! })
          .evaluate((one: HTMLImageElement) => one.naturalWidth),
      )
      .toBe(widths[names[at]!]);

  await link(names[1]!).click();
  await large(1).getByText("This could not be read.").waitFor();
  await page.unroute(files);
  await large(1).getByRole("button", { name: "Try again" }).click();
  await isShown(1);
  await keyboard.press("ArrowRight");
  await isShown(2);
  const saved = page.waitForEvent("download");
  await large(2).getByRole("link", { name: "Download" }).click();
  expect((await saved).suggestedFilename()).toBe(names[2]);
  await page.getByRole("button", { name: "Next picture" }).click();
  await isShown(0);
  await keyboard.press("ArrowLeft");
  await isShown(2);
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const isBack = (): Promise<boolean> => link(names[1]!).evaluate((one) => one === document.activeElement);
  expect(await isBack()).toBe(true);
  await keyboard.press("Enter");
  await isShown(1);
  await large(1).getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await isBack()).toBe(true);
});

test("a ticket is found, answered, noted, assigned, solved and left by keyboard alone", async () => {
  const ticket = await hanna.newTicket({ subject: "No mouse here" });
  await hanna.openQueue();
  const { page } = hanna;
  await page.keyboard.press("/");
  await page.keyboard.type("mouse");
  await expect.poll(() => page.locator("a[data-ticket]").count()).toBe(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "No mouse here" }).waitFor();
  await page.keyboard.press("a");
  await page.keyboard.press("r");
  await page.keyboard.type("Typed, not clicked.");
  await page.keyboard.press("Control+Enter");
  await hanna.message("Typed, not clicked.").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("For us only.");
  // On to the files, the signs, the button, what else it can do, and up to the last choice.
  for (let step = 0; step < 4; step++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem").first().waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await hanna.message("For us only.").waitFor();
  await expect
    .poll(() => hanna.readTicket(ticket))
    .toMatchObject({ status: "solved", assignee: { name: "Hanna Peeters" } });
  expect((await hanna.readTicket(ticket)).messages.map(({ internal }) => internal)).toEqual([
    false,
    false,
    true,
    false,
  ]);

  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Ticket", exact: true }).waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-ticket"))).toBe(ticket.id);
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.activeElement?.role)).toBe("combobox");
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Shortcuts" }).waitFor({ state: "detached" });
  await page.keyboard.down("Shift");
  await page.locator("[data-hints]").waitFor();
  await page.keyboard.up("Shift");
});
