/** What staff write: its signs, its files, where it waits until it is sent, and how it is taken back. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StaffDraftReply, TicketWithMessages } from "../../server/contract/index.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { openView } from "./staff.ts";

const { world, hanna, shop } = sharedShop();

test("U-m11: the list says where a draft waits, also after a reload", async () => {
  const { page } = hanna;
  await hanna.openNew("Half an answer");
  await page.getByRole("textbox", { name: "Reply" }).click();
  await page.keyboard.type("Dear cust");
  await hanna.openNew("Something more urgent");
  const row = page.getByRole("link", { name: "Half an answer" });
  await row.getByText("Draft").waitFor();
  await page.reload();
  await row.getByText("Draft").waitFor();
  await row.click();
  await page.getByRole("textbox", { name: "Reply" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await expect.poll(() => row.getByText("Draft").count()).toBe(0);
});

test("F13: half an answer in a tab that was closed stands in another browser, and two tabs take nothing from each other", async () => {
  const { page } = hanna;
  const ticket = await hanna.openNew("Begun at the desk");
  const address = page.url();
  const begun = await page.context().newPage();
  await begun.goto(address);
  const field = (at: Page) => at.getByRole("textbox", { name: "Reply" });
  const wordsIn = (at: Page): Promise<string> => field(at).inputValue();
  const kept = async (): Promise<string | undefined> =>
    (await hanna.call<StaffDraftReply>("GET", `/tickets/${ticket.id}/draft`)).draft?.body;
  await field(begun).click();
  await begun.keyboard.type("Dear Mia,");
  await expect.poll(kept).toBe("Dear Mia,");
  // Nobody waits for a pause before they close a tab.
  await begun.keyboard.type(" it is on");
  await begun.close({ runBeforeUnload: true });
  await expect.poll(kept).toBe("Dear Mia, it is on");

  // The same session, and nothing else of that browser: what a tab had written down went with it.
  const storageState = await page.context().storageState();
  const elsewhere = await (await world.newPerson({ storageState })).newPage();
  await elsewhere.goto("https://desk.test/admin");
  await openView(elsewhere, "All tickets");
  const row = elsewhere.getByRole("link", { name: "Begun at the desk" });
  await row.getByText("Draft").waitFor();
  await row.click();
  await expect.poll(() => wordsIn(elsewhere)).toBe("Dear Mia, it is on");
  await elsewhere.getByText(/^Draft from \d\d:\d\d/).waitFor();

  // Both write before either has heard of the other.
  await page.reload();
  await expect.poll(() => wordsIn(page)).toBe("Dear Mia, it is on");
  await elsewhere.context().setOffline(true);
  await field(elsewhere).click();
  await elsewhere.keyboard.press("ControlOrMeta+End");
  await elsewhere.keyboard.type(" its way.");
  await field(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" the table.");
  await expect.poll(kept).toBe("Dear Mia, it is on the table.");
  await elsewhere.context().setOffline(false);
  await elsewhere.keyboard.type(" Kind regards");
  await elsewhere.getByText(/^Another draft, from \d\d:\d\d/).waitFor();
  expect(await wordsIn(elsewhere)).toBe("Dear Mia, it is on its way. Kind regards");
  await expect.poll(kept).toBe("Dear Mia, it is on its way. Kind regards");
  const other = elsewhere.getByRole("button", { name: "Show", exact: true });
  await other.click();
  expect(await wordsIn(elsewhere)).toBe("Dear Mia, it is on the table.");
  await expect.poll(kept).toBe("Dear Mia, it is on the table.");
  await other.click();
  await expect.poll(kept).toBe("Dear Mia, it is on its way. Kind regards");

  await elsewhere.getByRole("button", { name: "Send", exact: true }).click();
  await elsewhere.getByText("Reply sent").waitFor();
  expect(await kept()).toBeUndefined();
  await elsewhere.context().close();
});

test("Undo: an answer is taken back by click and by key and is a draft again, and then takes effect by itself", async () => {
  const { page } = hanna;
  const undoIn = (undoSeconds: number) => hanna.call("PATCH", "/session", { undoSeconds });
  const { token } = await call<{ token: string }>(page, "POST", `${shop.api}/visitors`);
  const sent = { subject: "Sent too soon", body: "Where is my tea?" };
  const { ticket } = await call<{ ticket: TicketWithMessages }>(page, "POST", `${shop.api}/tickets`, sent, token);
  const seen = async (): Promise<TicketWithMessages> => {
    const path = `${shop.api}/tickets/${ticket.id}`;
    return (await call<{ ticket: TicketWithMessages }>(page, "GET", path, undefined, token)).ticket;
  };
  const bodiesSeen = async () => (await seen()).messages.map(({ body }) => body);
  const thread = page.getByRole("region", { name: "Messages" });
  const field = page.getByRole("textbox", { name: "Reply" });
  const waits = thread.getByText("Customers do not see this yet");
  await undoIn(30);
  try {
    await hanna.openQueue();
    await hanna.openTicket("Sent too soon");
    await hanna.reply("To the wrong shop");
    await waits.waitFor();
    expect(await bodiesSeen()).toEqual(["Where is my tea?"]);
    await thread.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => field.inputValue()).toBe("To the wrong shop");
    await waits.waitFor({ state: "detached" });
    expect(await bodiesSeen()).toEqual(["Where is my tea?"]);

    // The field has the focus again; its words are sent as they are.
    await page.keyboard.press("Control+Enter");
    await page.getByText(`Sent · #${ticket.number}`).waitFor();
    await page.keyboard.press("Escape");
    // The desk undoes it, and its answer is lost.
    world.sites.loseAnswer(`/api/staff/tickets/${ticket.id}/undo`);
    await page.keyboard.press("z");
    await expect.poll(() => field.inputValue()).toBe("To the wrong shop");
    await page.getByText(`Sent · #${ticket.number}`).waitFor({ state: "detached" });

    await undoIn(5);
    await page.keyboard.press("Control+Enter");
    await expect.poll(bodiesSeen, { timeout: 20_000 }).toEqual(["Where is my tea?", "To the wrong shop"]);
    expect(await seen()).toMatchObject({ status: "waiting", unread: true });
    await waits.waitFor({ state: "detached" });
    await hanna.message("To the wrong shop").waitFor();
  } finally {
    await undoIn(0);
  }
});

test("U-M6: words are made bold, italic, code or a link by key or press, and a letter shows what was typed", async () => {
  await hanna.openNew("Signs of Markdown");
  const { page } = hanna;
  const { keyboard } = page;
  const field = page.getByRole("textbox", { name: "Reply" });
  const bar = page.getByRole("toolbar", { name: "Formatting" });
  await field.click();
  await bar.waitFor();
  await keyboard.press("Control+b");
  await keyboard.type("Hello");
  await keyboard.press("End");
  await keyboard.type(" Mia, please run npm start");
  for (let word = 0; word < 2; word++) await keyboard.press("Control+Shift+ArrowLeft");
  await bar.getByRole("button", { name: "Code" }).click();
  expect(await field.inputValue()).toBe("**Hello** Mia, please run `npm start`");
  // The browser's own undo takes back what a press has written, and the words stay.
  await keyboard.press("Control+z");
  expect(await field.inputValue()).toBe("**Hello** Mia, please run npm start");
  await keyboard.press("End");
  await keyboard.type(" today");
  await keyboard.press("Control+i");
  expect(await field.inputValue()).toBe("**Hello** Mia, please run npm start *today*");
  // By keyboard alone the bar is one stop, and the arrows go through it.
  await keyboard.press("End");
  await keyboard.type(" or ");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  for (let step = 0; step < 3; step++) await keyboard.press("ArrowRight");
  expect(await bar.getByRole("button", { name: "Link" }).evaluate((button) => button.matches(":focus"))).toBe(true);
  await keyboard.press("Enter");
  await keyboard.type("ask us");
  expect(await field.inputValue()).toBe("**Hello** Mia, please run npm start *today* or [ask us](https://)");
  await keyboard.press("End");
  await keyboard.press("ArrowLeft");
  await keyboard.type("shop.test");
  await keyboard.press("Control+Enter");
  const letter = page.getByRole("region", { name: "Messages" }).getByRole("article").filter({ hasText: "please run" });
  await letter.locator("strong", { hasText: "Hello" }).waitFor();
  await letter.hover();
  await letter.getByRole("button", { name: "As typed" }).click();
  await letter.getByText("**Hello** Mia, please run npm start *today* or [ask us](https://shop.test)").waitFor();
  await letter.getByRole("button", { name: "As typed", pressed: true }).press("Enter");
  await letter.locator("em", { hasText: "today" }).waitFor();
});

test("X5: the field for an answer stays where it is when the signs beside it arrive", async () => {
  await hanna.openNew("A slow line");
  // Of the width at which the foot has room for two of its three parts.
  const slow = await hanna.page.context().newPage();
  await slow.setViewportSize({ width: 1280, height: 768 });
  const arrived = Promise.withResolvers<void>();
  await slow.route("**/answer-part-*.js", async (route) => {
    await arrived.promise;
    await route.continue();
  });
  await slow.goto(hanna.page.url(), { waitUntil: "commit" });
  const field = slow.getByRole("textbox", { name: "Reply" });
  await field.waitFor();
  const before = await field.boundingBox();
  arrived.resolve();
  await slow.getByRole("toolbar").getByRole("button").last().waitFor();
  expect(await field.boundingBox()).toEqual(before);
  await slow.close();
});

test("files are chosen, pasted and dropped, cancelled and tried again, and none is left behind silently", async () => {
  const ticket = await hanna.openNew("Files of every kind");
  const { page } = hanna;
  const uploads = "**/api/staff/attachments";
  const list = page.getByRole("list", { name: "Files to send" });
  const choose = (name: string): Promise<void> =>
    page
      .locator(".composer input[type=file]")
      .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from("some text") });
  await choose("chosen.txt");
  for (const [kind, name] of [
    ["paste", "pasted.txt"],
    ["drop", "dropped.txt"],
  ]) {
    await page.locator(".composer").evaluate(
      (composer, [type, file]) => {
        const data = new DataTransfer();
        data.items.add(new File(["more text"], file!));
        const options = { bubbles: true, cancelable: true };
        composer.dispatchEvent(
          type === "paste"
            ? new ClipboardEvent("paste", { ...options, clipboardData: data })
            : new DragEvent("drop", { ...options, dataTransfer: data }),
        );
      },
      [kind, name],
    );
  }
  await list.getByText("9 bytes").nth(2).waitFor();

  await page.route(uploads, () => undefined);
  await choose("slow.txt");
  await list.getByRole("progressbar", { name: /slow\.txt/ }).waitFor();
  await page.getByRole("button", { name: "Cancel slow.txt" }).click();
  await list.getByText("slow.txt").waitFor({ state: "detached" });
  await page.unroute(uploads);

  await page.route(uploads, (route) => route.abort());
  await choose("again.txt");
  await list.getByText("The desk cannot be reached.").waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("A file could not be added.").waitFor();
  await page.unroute(uploads);
  await page.getByRole("button", { name: "Try again.txt again" }).click();
  await list.getByText("9 bytes").nth(3).waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Write a few words to go with the files.").waitFor();
  await hanna.reply("All of them.");
  await hanna.message("again.txt").waitFor();
  const sent = (await hanna.readTicket(ticket)).messages.at(-1)!;
  expect(sent.attachments.map(({ name }) => name)).toEqual(["chosen.txt", "pasted.txt", "dropped.txt", "again.txt"]);
});
