/** What staff typed and did must outlive a bad network and a session that ends. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StaffTicket } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { person } from "./staff.ts";

const { world, hanna } = sharedShop();

const messagesUrl = "**/api/staff/tickets/*/messages";

async function said(ticket: StaffTicket, text: string): Promise<number> {
  return (await hanna.readTicket(ticket)).messages.filter(({ body }) => body === text).length;
}

/** The page notices by itself when it is online again. */
async function loseNetwork(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.context().setOffline(false);
}

test("a reply that never reached the desk stays in its field, and goes out once when the desk can be reached", async () => {
  const ticket = await hanna.openNew("The line was cut");
  const { page } = hanna;
  await page.route(messagesUrl, (route) => route.abort());
  await write(page.getByRole("textbox", { name: "Reply" }), "Are you there?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Not sent yet").waitFor();
  expect(await page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("Are you there?");

  await page.unroute(messagesUrl);
  await loseNetwork(page);
  await hanna.message("Are you there?").waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("");
  expect(await said(ticket, "Are you there?")).toBe(1);
});

test("a reply whose answer was lost is there once, however often it is sent", async () => {
  const ticket = await hanna.openNew("The answer was cut off");
  const { page } = hanna;
  const statuses: number[] = [];
  await page.route(messagesUrl, async (route) => {
    const headers = await route.request().allHeaders();
    const own = Object.fromEntries(
      Object.entries(headers).filter(([name]) => !/^(:|host$|content-length$)/.test(name)),
    );
    const url = new URL(route.request().url());
    const taken = await fetch(`http://127.0.0.1:${world.desk.port}${url.pathname}`, {
      method: "POST",
      headers: { ...own, origin: "https://desk.test", "x-forwarded-proto": "https" },
      body: route.request().postData(),
    });
    statuses.push(taken.status);
    await route.abort();
  });
  const field = page.getByRole("textbox", { name: "Reply" });
  await write(field, "Only once, please.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Not sent yet").waitFor();
  await field.press("Control+Enter");
  await expect.poll(() => statuses).toEqual([201, 201]);
  await page.unroute(messagesUrl);
  await loseNetwork(page);
  await expect.poll(() => field.inputValue()).toBe("");
  expect(await said(ticket, "Only once, please.")).toBe(1);
  expect(await hanna.message("Only once, please.").count()).toBe(1);
});

test("a text that was changed after it failed waits for a hand", async () => {
  const ticket = await hanna.openNew("On second thoughts");
  const { page } = hanna;
  await page.route(messagesUrl, (route) => route.abort());
  const field = page.getByRole("textbox", { name: "Reply" });
  await write(field, "First thought");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Not sent yet").waitFor();
  await write(field, "Second thought");
  await page.unroute(messagesUrl);
  const reopened = page.waitForResponse((answer) => answer.url().includes("/api/staff/tickets?"));
  await loseNetwork(page);
  await reopened;
  expect(await field.inputValue()).toBe("Second thought");
  expect(await said(ticket, "First thought")).toBe(0);
  await hanna.reply("Second thought");
  await expect.poll(() => said(ticket, "Second thought")).toBe(1);
});

test("a session that ends takes no text along, and signing in again in one tab is enough for all", async () => {
  const ticket = await hanna.openNew("Half past five");
  const { page } = hanna;
  const other = await page.context().newPage();
  await other.goto(page.url());
  await write(other.getByRole("textbox", { name: "Reply" }), "From the other tab");
  await write(page.getByRole("textbox", { name: "Reply" }), "Where was I?");
  await page.context().clearCookies();
  for (const tab of [page, other]) {
    await tab.getByRole("button", { name: "Send", exact: true }).click();
    await tab.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  }
  // Escape, twice: there is nothing behind this dialog that could go on without a session.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await write(page.getByRole("dialog").getByLabel("Password", { exact: true }), person.password);
  await page.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
  await hanna.message("Where was I?").waitFor();
  await other.evaluate(() => dispatchEvent(new Event("focus")));
  await other.getByRole("dialog").waitFor({ state: "detached" });
  await hanna.message("From the other tab").waitFor();
  expect(await said(ticket, "Where was I?")).toBe(1);
  expect(await said(ticket, "From the other tab")).toBe(1);
  await other.close();
});

test("what is typed survives a reload: a reply, and every field of a new ticket", async () => {
  await hanna.openNew("Reload me");
  const { page } = hanna;
  await write(page.getByRole("textbox", { name: "Reply" }), "Half a reply");
  await page.reload();
  await expect.poll(() => page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("Half a reply");
  await page.getByRole("link", { name: "New ticket" }).click();
  await write(page.getByLabel("Subject"), "Half a subject");
  await page.getByRole("combobox", { name: "To" }).click();
  await page.keyboard.type("Mia");
  await write(page.getByLabel("Message"), "Half a message");
  await page.reload();
  await expect.poll(() => page.getByLabel("Subject").inputValue()).toBe("Half a subject");
  await expect.poll(() => page.getByRole("combobox", { name: "To" }).inputValue()).toBe("Mia");
  await expect.poll(() => page.getByLabel("Message").inputValue()).toBe("Half a message");
});

test("F12: a stream that dies without a word is noticed within a minute, and what it missed is there", async () => {
  const { page } = hanna;
  await page.clock.install();
  const silent = Promise.withResolvers<void>();
  const mend = world.sites.obstruct("/api/staff/events", (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write("retry: 1000\n\n");
    silent.resolve();
  });
  await page.reload();
  await hanna.openQueue();
  await silent.promise;
  await hanna.newTicket({ subject: "Came in silence" });
  mend();
  const row = page.getByText("Came in silence");
  // Second by second, or the page takes it for a computer that slept.
  await page.clock.runFor(50_000);
  expect(await row.count()).toBe(0);
  await page.clock.runFor(20_000);
  await row.first().waitFor();
});
