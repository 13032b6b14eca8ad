/** What is typed is kept for whoever typed it, and for nobody else. */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { signIn, type Visitor, visit } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

const come = async (context: BrowserContext): Promise<Visitor> =>
  visit(await context.newPage(), "https://shop.test/shop.html");

const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
const subject = ({ field }: Visitor): Promise<string> => field("Subject").inputValue();

/** Until what was typed is in the browser's storage. */
const kept = ({ page }: Visitor, text: string): Promise<void> =>
  expect.poll(() => page.evaluate(() => Object.values(localStorage).join())).toContain(text);

/** The desk ends it, and this browser learns of that by its next question. */
async function endSession({ page }: Visitor): Promise<void> {
  await page.evaluate(async (portal) => {
    const { customer } = JSON.parse(localStorage.getItem(`deskbell:${portal}`)!) as { customer: string };
    const headers = { Authorization: `Bearer ${customer}` };
    await fetch(`https://desk.test/api/portal/${portal}/session`, { method: "DELETE", headers });
  }, shop.key);
}

const file = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from("four tins") });

test("a draft survives a reload and the tab, with its uploaded files; others have to be chosen again", async () => {
  const context = await world.newPerson();
  const mia = await come(context);
  await mia.write({ subject: "Half a thought", body: "I was just about to", files: [file("tins.txt")] });
  await mia.panel.getByText("9 bytes").waitFor();
  await mia.page.route("**/attachments", (route) => route.abort());
  await mia.panel.locator("input[type=file]").setInputFiles([file("spoons.txt")]);
  await mia.panel.getByText("Not uploaded").waitFor();
  await kept(mia, "spoons.txt");
  await mia.page.close();

  const again = await come(context);
  await again.startTicket();
  expect(await subject(again)).toBe("Half a thought");
  expect(await again.field("Your message").inputValue()).toBe("I was just about to");
  await again.panel.getByText("9 bytes").waitFor();
  await again.panel.getByText("Please choose it again, or remove it.").waitFor();
  expect(await button(again.page, "Send").isDisabled()).toBe(true);
  await button(again.page, "Remove spoons.txt").click();
  await again.sendAfterTyping();
  await again.thanks();
  await again.seeTicket();
  await again.panel.getByText("tins.txt").waitFor();
  await again.page.reload();
  await again.open();
  await again.startTicket();
  expect(await subject(again)).toBe("");
});

test("what is typed in the last moment before a page goes is kept too", async () => {
  const mia = await come(await world.newPerson());
  await mia.startTicket();
  await write(mia.field("Subject"), "In a hurry");
  await mia.page.reload();
  await mia.open();
  await mia.startTicket();
  expect(await subject(mia)).toBe("In a hurry");
});

test("a reply that is being written is kept for its ticket", async () => {
  const mia = await come(await world.newPerson());
  await mia.write({ subject: "Two letters", body: "First." });
  await mia.sendAfterTyping();
  await mia.seeTicket();
  await write(mia.field("Your reply"), "And second");
  await kept(mia, "And second");
  await mia.page.reload();
  await mia.open();
  await mia.panel.getByRole("button", { name: /Two letters/ }).click();
  await mia.field("Your reply").waitFor();
  expect(await mia.field("Your reply").inputValue()).toBe("And second");
});

test("a draft goes along with who signs in, waits through the end of the session, and is for nobody else", async () => {
  const context = await world.newPerson();
  const ada = await come(context);
  await ada.write({ subject: "For my eyes only", body: "Secret." });
  await kept(ada, "For my eyes only");
  await ada.page.reload();
  await ada.open();
  await signIn(ada, "ada@example.com", "Ada");
  await ada.page.evaluate(() => window.Deskbell!.open("new"));
  expect(await subject(ada)).toBe("For my eyes only");

  await endSession(ada);
  await ada.page.reload();
  await ada.open();
  // Whoever this is now.
  await button(ada.page, "Sign in").waitFor();
  await ada.startTicket();
  expect(await subject(ada)).toBe("");
  await signIn(ada, "bert@example.com", "Bert");
  await ada.page.evaluate(() => window.Deskbell!.open("new"));
  expect(await subject(ada)).toBe("");
  expect(await ada.panel.getByText("Secret.").count()).toBe(0);

  await endSession(ada);
  await ada.page.reload();
  await ada.open();
  await button(ada.page, "Sign in").waitFor();
  await signIn(ada, "ada@example.com");
  await ada.page.evaluate(() => window.Deskbell!.open("new"));
  expect(await subject(ada)).toBe("For my eyes only");
});

test("of two tabs the last one to write wins, and takes nothing from a field that is being typed in", async () => {
  const context = await world.newPerson();
  const left = await come(context);
  const right = await come(context);
  await left.startTicket();
  await right.startTicket();
  // Each opens with the focus in its message.
  await right.field("Subject").click();
  await write(left.field("Your message"), "Typed on the left");
  await expect.poll(() => right.field("Your message").inputValue()).toBe("Typed on the left");
  await write(right.field("Subject"), "Typed on the right");
  await expect.poll(() => subject(left)).toBe("Typed on the right");
  await left.field("Your message").pressSequentially(", and on");
  await right.field("Subject").pressSequentially(", too");
  await expect.poll(() => subject(left)).toBe("Typed on the right, too");
  await expect.poll(() => right.field("Your message").inputValue()).toBe("Typed on the left, and on");
  expect(await left.field("Your message").inputValue()).toBe("Typed on the left, and on");
  await left.sendAfterTyping();
  await left.thanks();
  // Sent on the left, it is not there on the right to be sent again, but for the field somebody is in.
  await right.field("Your message").focus();
  await expect.poll(() => right.field("Your message").inputValue()).toBe("");
});

test("two tabs that write two tickets at the same time send each with its own words and subject", async () => {
  const context = await world.newPerson();
  const left = await come(context);
  const right = await come(context);
  for (const tab of [left, right]) {
    await tab.startTicket();
    await expect.poll(() => tab.field("Your message").evaluate((one) => one.matches(":focus"))).toBe(true);
  }
  await left.field("Your message").pressSequentially("The lid is loose");
  await right.field("Your message").pressSequentially("Two tins too many");
  await left.field("Your message").pressSequentially(" again");
  await left.sendAfterTyping();
  await left.thanks();
  await right.sendAfterTyping();
  await right.thanks();
  for (const subject of ["The lid is loose again", "Two tins too many"])
    expect(await hanna.ticketsCalled(subject)).toMatchObject([{ subject }]);
});

test("forgetting the device leaves nothing of what is written, sent or waiting in any storage", async () => {
  const context = await world.newPerson();
  const mia = await come(context);
  await mia.write({ subject: "Sent", body: "Hello", name: "Mia", email: "mia@example.com" });
  await mia.sendAfterTyping();
  await mia.seeTicket();
  await mia.page.route("**/messages", (route) => route.abort());
  await mia.reply("Waiting");
  await mia.panel.getByText("Waiting for the connection").waitFor();
  await write(mia.field("Your reply"), "Being written");
  await kept(mia, "Being written");
  const other = await come(context);
  await mia.page.evaluate(() => window.Deskbell!.open("tickets"));
  await button(mia.page, "Forget this device").click();
  await button(mia.page, "Forget").click();
  await mia.panel.getByText("No tickets yet").first().waitFor();
  const stored = (): Promise<unknown> =>
    mia.page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
    }));
  const nothing = { local: {}, session: {}, cookies: "", databases: [], caches: [] };
  await expect.poll(stored).toEqual(nothing);
  // Nor does the other tab bring anything back.
  await other.panel.getByText("No tickets yet").waitFor();
  await other.page.close();
  expect(await stored()).toEqual(nothing);
});
