/** The widget as customers meet it: what they write by hand, how it is read afterwards, and the ways back. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import type { ProjectItem } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visit, visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

async function come(viewport = { width: 1280, height: 720 }): Promise<Visitor> {
  const page = await (await world.newPerson({ viewport })).newPage();
  return visit(page, "https://shop.test/shop.html");
}

const bottom = async (one: Locator): Promise<number> => {
  const { y, height } = (await one.boundingBox())!;
  return y + height;
};

test("U-M10, U-M9, U-M11, U-m30: the message comes first and names its ticket; the way back is home", async () => {
  const { items } = await hanna.call<{ items: ProjectItem[] }>("GET", "/projects");
  await hanna.call("PATCH", `/projects/${items[0]!.id}`, { portal: { permissions: { type: "edit" } } });
  const mia = await come();
  const { page, panel, field } = mia;
  const subject = field("Subject");
  await mia.startTicket();
  await expect.poll(() => field("Your message").evaluate((one) => one.matches(":focus"))).toBe(true);
  await page.keyboard.type("Hello,\n\nthe lid of my teapot does not close\nany more.");
  // In sight, and no words of anybody's: left empty, the ticket is sent with it.
  expect(await subject.getAttribute("placeholder")).toBe("the lid of my teapot does not close");
  expect(await subject.inputValue()).toBe("");
  await subject.click();
  await page.keyboard.type("My teapot");
  await field("Your message").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" What now?");
  expect(await subject.inputValue()).toBe("My teapot");
  await subject.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Backspace");
  await panel.getByLabel("Type").selectOption("Problem");
  await mia.sendAfterTyping();
  await mia.thanks();
  // U-p10: what was sent is read there as it will be read.
  await panel
    .getByRole("article")
    .getByText("Hello, the lid of my teapot does not close any more. What now?")
    .waitFor();
  await mia.seeTicket();
  await panel.getByRole("heading", { name: "the lid of my teapot does not close", level: 1, exact: true }).waitFor();
  await panel.getByText("What now?").waitFor();
  await panel.getByRole("button", { name: "Back" }).click();
  await panel.getByRole("button", { name: /the lid of my teapot.*Hello, the lid of my teapot/s }).waitFor();
  expect(await panel.getByRole("button", { name: "Write to us", exact: true }).isVisible()).toBe(true);
});

test("a ticket for an inbox that is deleted meanwhile goes to the one that is left", async () => {
  const { items } = await hanna.call<{ items: ProjectItem[] }>("GET", "/projects");
  const inboxes = `/projects/${items[0]!.id}/inboxes`;
  const { inbox } = await hanna.call<{ inbox: { id: string } }>("POST", inboxes, { name: "Wholesale" });
  const mia = await come();
  await mia.startTicket();
  await write(mia.field("Your message"), "Two hundred tins, please");
  const choice = mia.panel.getByRole("combobox", { name: "To" });
  await choice.selectOption("Wholesale");
  await hanna.call("DELETE", `/inboxes/${inbox.id}`);
  await choice.waitFor({ state: "detached" });
  await mia.sendAfterTyping();
  await mia.thanks();
  expect(await hanna.ticketsCalled("Two hundred tins, please")).toHaveLength(1);
});

test("F15: where the browser keeps nothing, the ticket is found again by its link, and that is what it says", async () => {
  const context = await world.newPerson();
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("Full", "QuotaExceededError");
    };
  });
  const mia = await visit(await context.newPage());
  await mia.write({ subject: "Kept nowhere", body: "Hello" });
  await mia.sendAfterTyping();
  await mia.thanks();
  await mia.panel.getByText("This browser will not remember it").waitFor();
  await mia.panel.getByRole("button", { name: "Copy link for another device" }).waitFor();
  expect(await mia.panel.getByText("You can follow it here").count()).toBe(0);
});

test("U-M9: the browser's own way back leads past a form that has been sent", async () => {
  const page = await world.newPage(`https://desk.test/p/${shop.key}`);
  const widget = page.locator("deskbell-widget");
  await widget.getByRole("button", { name: "Write to us", exact: true }).click();
  await expect
    .poll(() => widget.getByRole("textbox", { name: "Your message" }).evaluate((one) => one.matches(":focus")))
    .toBe(true);
  await page.keyboard.type("Do you grind matcha?");
  await widget.getByRole("button", { name: "Send", exact: true }).click();
  await widget.getByRole("button", { name: "Open the ticket" }).click();
  await widget.getByRole("textbox", { name: "Your reply" }).waitFor();
  await page.goBack();
  await widget.getByRole("button", { name: "Write to us", exact: true }).waitFor();
  expect(page.url()).toBe(`https://desk.test/p/${shop.key}`);
});

test.each([
  ["a laptop", { width: 1280, height: 720 }],
  ["a phone", { width: 390, height: 700 }],
])("U-M8: on %s the field that is wrong is in sight, and so is what is wrong with it", async (_, viewport) => {
  const noor = await come(viewport);
  const { page, panel, field } = noor;
  await noor.startTicket();
  await field("Your message").click();
  await page.keyboard.type("The lid leaks");
  await field("Email").click();
  await page.keyboard.type("noor@exam");
  await field("Your message").click();
  const send = panel.getByRole("button", { name: "Send", exact: true });
  await send.click();
  const alert = panel.getByRole("alert").filter({ hasText: "Please look at the marked fields." });
  const wrong = panel.getByText("This does not look like an email address.");
  await Promise.all([alert.waitFor(), wrong.waitFor()]);
  expect(await alert.locator("svg").count()).toBe(1);
  const footer = panel.locator(".actions");
  await expect.poll(async () => (await bottom(wrong)) <= (await footer.boundingBox())!.y).toBe(true);
  if (viewport.width < 480) expect((await send.boundingBox())!.width).toBeGreaterThan(340);
});

test("U-M5, U-M6, F5: what was typed is read without its marks, numbered once, and copied as it was typed", async () => {
  const mia = await come();
  const { page, panel, field } = mia;
  const body =
    "I **refreshed** it with **WILLOW10**:\n\n1986. A great year\n10. tenth\n\n" +
    "> you said\n\n`so_it_says` on [this page](https://example.com/a)";
  await mia.startTicket();
  await field("Your message").click();
  await page.keyboard.type(body);
  await mia.sendAfterTyping();
  await mia.seeTicket();
  const content = panel.locator(".content").first();
  await content.waitFor();
  const drawn = await content.evaluate((root) => {
    const all = [...root.querySelectorAll<HTMLElement>("*")];
    const isSeen = (one: HTMLElement): boolean => one.getBoundingClientRect().width > 0;
    const selection = (root.getRootNode() as unknown as Document).getSelection()!;
    selection.selectAllChildren(root);
    return {
      numbers: all.filter(({ tagName }) => tagName === "LI").map((one) => getComputedStyle(one).listStyleType),
      unseen: all.filter((one) => !isSeen(one)).map(({ textContent }) => textContent),
      link: root.querySelector("a")!.title,
      copied: selection.toString(),
    };
  });
  expect(drawn).toEqual({
    numbers: ["none", "none"],
    unseen: ["**", "**", "> ", "`", "`", "[", "](https://example.com/a)"],
    link: "https://example.com/a",
    copied: expect.any(String),
  });
  expect(drawn.copied.trim().replaceAll(/\s+/g, " ")).toBe(body.replaceAll(/\s+/g, " "));
});

test("U-m29: while the panel is open, the button is a cross without a label", async () => {
  const { launcher, panel } = await come();
  await panel.getByText("No tickets yet.").waitFor();
  await launcher.hover();
  const parts = await launcher.evaluate((button) => {
    button.append(document.createElement("b"));
    const { content, borderWidth } = getComputedStyle(button, "::after");
    return [
      content,
      borderWidth,
      getComputedStyle(button, "::before").content,
      getComputedStyle(button.querySelector("b")!).display,
    ];
  });
  expect(parts).toEqual(['"×"', "0px", "none", "none"]);
  await launcher.click();
  await panel.waitFor({ state: "hidden" });
});

test("F21: keys of an input method neither send nor close, and what it composes is there", async () => {
  const yuki = await come();
  const { page, panel, field } = yuki;
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await yuki.startTicket();
  await field("Your message").click();
  const input = await page.context().newCDPSession(page);
  const compose = (text: string): Promise<unknown> =>
    input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  const press = (key: string): Promise<unknown> =>
    input.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key,
      code: key,
      modifiers: 2,
      windowsVirtualKeyCode: 229,
    });
  await compose("ふた");
  await press("Enter");
  await press("Escape");
  await input.send("Input.insertText", { text: "蓋が閉まりません" });
  await expect.poll(() => field("Your message").inputValue()).toBe("蓋が閉まりません");
  expect(await field("Subject").getAttribute("placeholder")).toBe("蓋が閉まりません");
  expect(await panel.isVisible()).toBe(true);
  expect(sent).toEqual([]);
});

test("U-M12: the hosted portal has a head that stays, and buttons no wider than what they belong to", async () => {
  const page = await (await world.newPerson({ viewport: { width: 1366, height: 768 } })).newPage();
  const widget = page.locator("deskbell-widget");
  const button = (name: string): Locator => widget.getByRole("button", { name, exact: true });
  const width = async (one: Locator): Promise<number> => (await one.boundingBox())!.width;
  for (const hash of ["", "#new", "#tickets", "#help"]) {
    await page.goto(`https://desk.test/p/${shop.key}${hash}`);
    await widget.getByRole("heading", { name: "Willow Tea", level: 1, exact: true }).waitFor();
    await button("Sign in").waitFor();
    await widget.getByRole("combobox", { name: "Language" }).waitFor();
  }
  await button("Sign in").click();
  const address = widget.getByRole("textbox", { name: "Email" });
  await address.click();
  expect(await button("Sign in").count()).toBe(0);
  expect(await width(address)).toBeLessThanOrEqual(400);
  expect(await width(button("Send me a code"))).toBe(await width(address));
  await page.keyboard.type("ada@example.com");
  await page.keyboard.press("Enter");
  const code = widget.getByRole("textbox", { name: "6-digit code" });
  expect(await width(code)).toBe(await width(button("Sign in")));
  await page.goto(`https://desk.test/p/${shop.key}`);
  expect(await width(button("Write to us"))).toBeLessThan(240);

  const noor = visitorOn(page);
  await noor.write({ subject: "A lid", body: "It is gone." });
  await noor.sendAfterTyping();
  await noor.seeTicket();
  // Beside what is read, another one can be begun.
  await button("Write to us").click();
  await widget.getByRole("heading", { name: "Write to us", level: 2 }).waitFor();
});
