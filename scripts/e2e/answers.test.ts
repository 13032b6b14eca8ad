/** U-B2: whoever waits for an answer is told of it beside the closed panel, and nobody else is asked for anything. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StaffTicketWithMessages } from "../../server/contract/index.ts";
import type {} from "../../widget/context.ts";
import { sharedShop } from "./shared.ts";
import { signIn, type Visitor, visitorOn } from "./visitor.ts";

const { world, hanna } = sharedShop();

const address = "https://shop.test/shop.html";
const isLook = (url: string): boolean => url.endsWith("/tickets?limit=1");

/** A page whose clock is moved by hand, and how often it has looked. */
async function come(): Promise<{
  mia: Visitor;
  page: Page;
  looks: () => number;
  pass: (seconds: number) => Promise<void>;
}> {
  const page = await world.newPage();
  await page.clock.install();
  let looks = 0;
  page.on("requestfinished", (request) => {
    if (isLook(request.url())) looks += 1;
  });
  await page.goto(address);
  return { mia: visitorOn(page), page, looks: () => looks, pass: (seconds) => page.clock.fastForward(seconds * 1000) };
}

async function write(mia: Visitor, subject: string): Promise<string> {
  await mia.open();
  await mia.write({ subject, body: "Hello" });
  await mia.sendAfterTyping();
  await mia.thanks();
  await mia.page.keyboard.press("Escape");
  await mia.panel.waitFor({ state: "hidden" });
  return (await hanna.ticketsCalled(subject))[0]!.id;
}

const bodiesOf = async (id: string): Promise<string[]> =>
  (await hanna.call<{ ticket: StaffTicketWithMessages }>("GET", `/tickets/${id}`)).ticket.messages.map(
    ({ body }) => body,
  );

const answer = (id: string, body: string): Promise<unknown> => hanna.call("POST", `/tickets/${id}/messages`, { body });

test("U-B2: an answer is shown beside the closed panel, said politely, and a press opens it", async () => {
  const { mia, page, pass } = await come();
  const preview = page.getByRole("status").filter({ hasText: "Is it in stock?" });
  const id = await write(mia, "Is it in stock?");
  await answer(id, "Yes, three of them.");
  await pass(10);
  await preview.getByText("Yes, three of them.").waitFor();
  await mia.launcher.getByText("1", { exact: true }).waitFor();
  await preview.getByRole("button", { name: /Is it in stock/ }).click();
  await mia.panel.getByRole("article").getByText("Yes, three of them.").waitFor();
  expect(await preview.count()).toBe(0);

  // On the shop's next page as well, and put away it stays away.
  await page.goto("https://shop.test/");
  await visitorOn(page).launcher.waitFor();
  await page.goto(address);
  await mia.open();
  await mia.panel.getByRole("button", { name: /Is it in stock/ }).click();
  await mia.reply("And on Monday?");
  // Shown at once; a page that is left before it has arrived would send it from the next one, after the answer to it.
  await expect.poll(() => bodiesOf(id)).toContain("And on Monday?");
  // From the first look on, the next one is ten seconds away.
  const firstLook = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/tickets"));
  await page.goto(address);
  await firstLook;
  await answer(id, "On Monday, too.");
  await pass(10);
  await preview.getByText("On Monday, too.").waitFor();
  await preview.getByRole("button", { name: "Close" }).click();
  await pass(60);
  expect(await preview.count()).toBe(0);
  await mia.launcher.getByText("1", { exact: true }).waitFor();
});

test("U-B2: what is shown goes where another tab forgets whose it is", async () => {
  const { mia, page, pass } = await come();
  const id = await write(mia, "For my eyes only");
  await answer(id, "Between you and us.");
  await pass(10);
  const preview = page.getByRole("status").filter({ hasText: "Between you and us." });
  await preview.waitFor();
  const other = await page.context().newPage();
  await other.goto(address);
  await visitorOn(other).open();
  await other.evaluate(() => window.Deskbell!.signOut());
  await preview.waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(() => window.Deskbell!.unread)).toBe(0);
});

test("U-B2: it goes on looking where somebody signs in, or storage breaks, during a look", async () => {
  const { mia, page, pass } = await come();
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  const id = await write(mia, "Whose is it by now?");
  let letThrough = (): void => {};
  const signedIn = new Promise<void>((resolve) => (letThrough = resolve));
  const look = page.waitForRequest((request) => isLook(request.url()));
  const held = "**/tickets?limit=1";
  await page.route(held, async (route) => {
    await signedIn;
    return route.continue();
  });
  await pass(10);
  await look;
  const other = await page.context().newPage();
  await other.goto(address);
  const again = visitorOn(other);
  await again.open();
  await signIn(again, "mia-looks@example.com", "Mia");
  await other.close();
  const looked = page.waitForResponse((answered) => isLook(answered.url()));
  letThrough();
  await looked;
  await page.unroute(held);
  // Its answer plans the next one.
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));

  const broken = await page.evaluate(() => {
    const name = Object.keys(localStorage).find((key) => localStorage[key].includes('"customer"'))!;
    const before = localStorage[name] as string;
    localStorage[name] = "{";
    return { name, before };
  });
  await pass(20);
  await page.evaluate(({ name, before }) => (localStorage[name] = before), broken);
  await answer(id, "Still yours.");
  const preview = page.getByRole("status").filter({ hasText: "Still yours." });
  await expect.poll(() => pass(60).then(() => preview.count())).toBe(1);
  expect(problems).toEqual([]);
});

test("U-B2: it looks after 10, 20, 40 and then every 60 seconds, in sight only, and at coming back", async () => {
  const { mia, page, looks, pass } = await come();
  await write(mia, "When will it come?");
  let expected = 0;
  for (const seconds of [10, 20, 40, 60, 60]) {
    // What stands before a desk answers for it while that starts anew, and may have no such page.
    const headers = { "Content-Type": "text/html", "Access-Control-Allow-Origin": "*" };
    if (seconds === 20)
      await page.route("**/tickets?limit=1", (route) => route.fulfill({ status: 404, headers }), { times: 1 });
    await pass(seconds - 1);
    expect(looks()).toBe(expected);
    await pass(1);
    await expect.poll(looks).toBe((expected += 1));
    // Its answer plans the next one.
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
  }
  const show = (hidden: boolean): Promise<unknown> =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, value });
      dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await show(true);
  await pass(600);
  expect(looks()).toBe(expected);
  await show(false);
  await expect.poll(looks).toBe(expected + 1);
  expect(await mia.launcher.isVisible()).toBe(true);
});

test("U-B2: who wrote nothing, and who waits for nothing, costs nothing", async () => {
  const stranger = await come();
  await stranger.mia.open();
  await stranger.page.keyboard.press("Escape");
  await stranger.mia.panel.waitFor({ state: "hidden" });
  await stranger.pass(600);
  const reader = await come();
  const id = await write(reader.mia, "All is well");
  await hanna.call("PATCH", `/tickets/${id}`, { status: "solved" });
  await reader.mia.open();
  await reader.mia.panel.getByText("Solved").first().waitFor();
  await reader.page.keyboard.press("Escape");
  const before = reader.looks();
  await reader.pass(600);
  expect([stranger.looks(), reader.looks() - before]).toEqual([0, 0]);
});

test("U-B2: who still looks at the thanks reads there that the answer has come", async () => {
  const { mia } = await come();
  await mia.open();
  await mia.write({ subject: "Is it heavy?", body: "Hello" });
  await mia.sendAfterTyping();
  await mia.thanks();
  await answer((await hanna.ticketsCalled("Is it heavy?"))[0]!.id, "Two kilos.");
  await mia.panel.getByRole("button", { name: "Read the answer" }).click();
  await mia.panel.getByRole("article").getByText("Two kilos.").waitFor();
  expect(await mia.panel.getByRole("button", { name: "Read the answer" }).count()).toBe(0);
});

test("U-B2: a badge that cannot be fetched is nothing that the page hears of", async () => {
  const { mia, page, pass } = await come();
  const heard: Error[] = [];
  page.on("pageerror", (error) => heard.push(error));
  await page.route("**/badge.js", (route) => route.abort());
  await answer(await write(mia, "Is it loud?"), "Not at all.");
  await pass(10);
  await page.getByRole("status").getByText("Not at all.").waitFor();
  expect(heard).toEqual([]);
});
