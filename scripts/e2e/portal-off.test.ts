import { beforeAll, expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { sharedStaff } from "./shared.ts";
import { visit } from "./visitor.ts";
import { watch } from "./watch.ts";

const { world, hanna } = sharedStaff();
beforeAll(async () => {
  world.sites.useKey(await hanna.createProject("Willow Tea"));
});

test("a reply that is being typed when the portal is turned off stays, and goes out when it is on again", async () => {
  const mia = await visit(await world.newPage());
  await mia.write({ subject: "More to come", body: "First this" });
  await mia.sendAfterTyping();
  await mia.seeTicket();
  await write(mia.field("Your reply"), "And then I thought");

  await hanna.setPortal(false);
  await mia.panel.getByText(/closed while you were writing/).waitFor();
  expect(await mia.field("Your reply").inputValue()).toBe("And then I thought");

  await hanna.setPortal(true);
  await mia.sendAfterTyping();
  await mia.panel.locator("article:not([aria-busy])").getByText("And then I thought").waitFor();
  await mia.panel.getByText(/closed/).waitFor({ state: "detached" });
  expect(await mia.field("Your reply").inputValue()).toBe("");
});

test("a panel of somebody who has sent nothing closes with the portal, at once, and asks for nothing", async () => {
  const mia = await visit(await world.newPage());
  await mia.startTicket();
  await write(mia.field("Subject"), "Half a thought");
  await hanna.setPortal(false);
  await mia.panel.getByText(/closed while you were writing/).waitFor();
  expect(await mia.field("Subject").inputValue()).toBe("Half a thought");
  await hanna.setPortal(true);
});

test("C2: an open portal says at once that it is off, wherever somebody is, and comes back by itself", async () => {
  const link = await hanna.portalLink();
  const page = await world.newPage();
  await page.clock.install();
  await page.goto(link);
  const field = (name: string) => page.getByRole("textbox", { name });
  await page.getByRole("button", { name: "Write to us" }).click();
  await field("Subject").pressSequentially("Still there?");
  await field("Your message").pressSequentially("Hello");
  await world.desk.pass(2000);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Open the ticket" }).click();
  for (const [view, there] of [
    ["ticket", page.getByRole("heading", { name: "Still there?" })],
    ["tickets", page.getByText("Choose a ticket")],
  ] as const) {
    if (view === "tickets") await page.goto(`${link}#tickets`);
    await there.waitFor();
    await hanna.setPortal(false);
    await page.getByRole("heading", { name: "This portal is closed at the moment" }).waitFor();
    await hanna.setPortal(true);
    await page.clock.fastForward(20_000);
    await there.waitFor();
    expect(await page.getByText("closed").count()).toBe(0);
  }
});

test("C2: what a page calls is answered while its portal is off, and works when it is on again", async () => {
  const page = await world.newPage();
  await page.clock.install();
  const mia = await visit(page);
  const open = (): Promise<unknown> => page.evaluate(() => window.Deskbell!.open());
  await hanna.setPortal(false);
  await mia.panel.waitFor({ state: "hidden" });
  expect(await mia.launcher.count()).toBe(0);
  await open();
  await mia.panel.getByText("This portal is closed at the moment").waitFor();
  await hanna.setPortal(true);
  await page.clock.fastForward(20_000);
  await mia.panel.getByRole("button", { name: "Write to us" }).waitFor();
  expect(await mia.panel.getByText("closed").count()).toBe(0);
});

test("C3: where no inbox is open the form says so, keeps what was typed, and staff are told", async () => {
  const mia = await visit(await world.newPage());
  await mia.startTicket();
  await mia.field("Subject").pressSequentially("Anybody there");
  await mia.field("Your message").pressSequentially("Hello");
  const { page } = hanna;
  await page.getByRole("link", { name: "Inboxes" }).click();
  await page.getByRole("switch", { name: "In the portal" }).click();
  await page.getByText("No inbox is in the portal.").waitFor();
  await mia.panel.getByText("New messages cannot be sent here at the moment.").waitFor();
  const answered = mia.page.waitForResponse((answer) => /\/tickets$/.test(answer.url()) && answer.status() >= 400);
  await mia.sendAfterTyping();
  expect((await answered).status()).toBe(403);
  expect(await mia.field("Your message").inputValue()).toBe("Hello");
  await page.getByRole("switch", { name: "In the portal" }).click();
  await page.getByText("No inbox is in the portal.").waitFor({ state: "detached" });
  await mia.sendAfterTyping();
  await mia.thanks();
  await page.getByRole("link", { name: "Customer portal" }).click();
});

test("a portal turned off closes at once, keeps what was being typed, and takes it when it is on again at the same address", async () => {
  const link = await hanna.portalLink();
  const mia = await visit(await world.newPage());
  await mia.write({ subject: "Half a thought", body: "I was just about to say" });

  await hanna.setPortal(false);
  await mia.sendAfterTyping();
  await mia.panel.getByText(/closed/i).waitFor();
  const portal = await world.newPage();
  const watched = await watch(portal);
  expect((await portal.goto(link))?.status()).toBe(404);
  // The page's own style must pass the page's own policy.
  expect(await watched.violations()).toEqual([]);

  await hanna.setPortal(true);
  expect(await hanna.portalLink()).toBe(link);
  expect((await portal.goto(link))?.status()).toBe(200);
  expect(await mia.field("Subject").inputValue()).toBe("Half a thought");
  expect(await mia.field("Your message").inputValue()).toBe("I was just about to say");
  await mia.sendAfterTyping();
  await mia.thanks();
});
