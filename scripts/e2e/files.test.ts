/** Files in the widget: chosen, pasted, dropped, watched on their way and taken back. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Attachment } from "../../server/contract/index.ts";
import { visitShop } from "./host-page.ts";
import { onePixel } from "./one-pixel.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visit, visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();
let page: Page;
let mia: Visitor;
beforeAll(async () => {
  const person = await world.newPerson();
  await person.grantPermissions(["clipboard-read", "clipboard-write"], { origin: "https://shop.test" });
  page = await person.newPage();
  await page.goto("https://shop.test/");
  mia = visitorOn(page);
  await mia.open();
  await mia.startTicket();
});

const uploads = "**/api/portal/*/attachments";
const row = (name: string) => mia.panel.getByRole("listitem").filter({ hasText: name });
const choose = (name: string): Promise<void> =>
  page
    .locator("deskbell-widget input[type=file]")
    .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from("some text") });

/** By the browser's own clipboard: a picture, and the text that some programs put beside it. */
async function paste(text?: string, { page, field } = mia): Promise<void> {
  await page.evaluate(async (words) => {
    const canvas = document.createElement("canvas");
    const picture = await new Promise<Blob | null>((drawn) => canvas.toBlob(drawn, "image/png"));
    const parts: Record<string, Blob> = { "image/png": picture! };
    if (words) parts["text/plain"] = new Blob([words], { type: "text/plain" });
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  }, text);
  await field("Your message").focus();
  await page.keyboard.press("Control+V");
}

const drop = (data: "file" | "text"): Promise<boolean> =>
  mia.field("Your message").evaluate((field, what) => {
    const carried = new DataTransfer();
    if (what === "file") carried.items.add(new File(["dropped"], "dropped.txt"));
    else carried.setData("text/plain", "a few words");
    const event = (type: string) =>
      new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer: carried });
    // Both refused means that the browser does not do with it what it does with text.
    return [event("dragover"), event("drop")].map((one) => field.dispatchEvent(one)).includes(true);
  }, data);

test("a screenshot is pasted, a file is chosen or dropped; text stays text, whatever else comes with it", async () => {
  await mia.fillIn({ subject: "All kinds of files", body: "Look: " });
  await choose("chosen.txt");
  await row("chosen.txt").getByText("9 bytes").waitFor();
  await paste();
  await row("image.png").waitFor();
  expect(await drop("file")).toBe(false);
  await row("dropped.txt").waitFor();

  expect(await drop("text")).toBe(true);
  await paste("two cells");
  await expect.poll(() => mia.field("Your message").inputValue()).toContain("two cells");
  expect(await mia.panel.getByRole("listitem").count()).toBe(3);
});

test("an upload shows how far it is, is taken back by keyboard, and leaves the focus at the files", async () => {
  await page.route(uploads, () => undefined);
  const given = page.waitForRequest(uploads);
  await choose("slow.txt");
  await given;
  await row("slow.txt")
    .getByRole("progressbar", { name: /slow\.txt/ })
    .waitFor();
  expect(await mia.panel.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  const stopped = page.waitForEvent("requestfailed");
  await row("slow.txt").getByRole("button", { name: "Remove slow.txt" }).press("Enter");
  await stopped;
  await row("slow.txt").waitFor({ state: "detached" });
  await page.unroute(uploads);
  expect(await mia.panel.getByRole("button", { name: "Add files" }).evaluate((input) => input.matches(":focus"))).toBe(
    true,
  );
});

test("one that did not arrive is tried again, and what is sent holds each file once", async () => {
  const said: string[] = [];
  page.on("console", (line) => said.push(line.text()));
  await page.route(uploads, (route) => route.abort());
  await choose("again.txt");
  await row("again.txt").getByText("Not uploaded").waitFor();
  await page.unroute(uploads);
  await row("again.txt").getByRole("button", { name: "Try again" }).click();
  await row("again.txt").getByText("9 bytes").waitFor();
  await mia.sendAfterTyping();
  await mia.thanks();
  // One request failed: that is no reason to think that this site may not reach the desk.
  expect(said.filter((line) => line.startsWith("Deskbell"))).toEqual([]);
  const { items } = await hanna.call<{ items: { id: string }[] }>("GET", "/tickets");
  const { ticket } = await hanna.call<{ ticket: { messages: { attachments: Attachment[] }[] } }>(
    "GET",
    `/tickets/${items[0]!.id}`,
  );
  expect(ticket.messages[0]!.attachments.map(({ name }) => name).sort()).toEqual([
    "again.txt",
    "chosen.txt",
    "dropped.txt",
    "image.png",
  ]);
});

test("a picture that never comes keeps no other from being drawn", async () => {
  const tab = await world.newPage();
  const tom = await visit(tab);
  await tom.startTicket();
  const files = ["front.png", "back.png"].map((name) => ({ name, mimeType: "image/png", buffer: onePixel }));
  await tom.fillIn({ subject: "Two pictures", body: "Both sides.", files });
  let isFirst = true;
  // Asked, and never answered.
  await tab.route("**/api/portal/*/attachments/**", async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
  });
  await tom.sendAfterTyping();
  await tom.thanks();
  const drawn = tom.panel.locator(".attachments canvas");
  await expect
    .poll(() => drawn.evaluateAll((all) => all.map((one) => (one as HTMLCanvasElement).width === 1)))
    .toEqual([false, true]);
  await tab.close();
});

test("a file chosen before the part that uploads it is there goes with its message, or the message waits", async () => {
  const other = await world.newPage();
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  let isBroken = true;
  await other.route("**/files.js", async (route) => {
    if (isBroken) return route.abort();
    await held;
    return route.continue();
  });
  const tom = await visit(other);
  await tom.startTicket();
  const send = tom.panel.getByRole("button", { name: "Send", exact: true });
  await tom.fillIn({
    subject: "A photo",
    body: "Here it is.",
    files: [{ name: "photo.txt", mimeType: "text/plain", buffer: Buffer.from("every byte of it") }],
  });
  await tom.panel.getByText("We could not load this.").waitFor();
  expect(await send.isDisabled()).toBe(true);
  isBroken = false;
  await tom.panel.getByRole("button", { name: "Try again" }).click();
  // By key, which asks no button.
  await tom.field("Your message").press("Control+Enter");
  expect(await send.isDisabled()).toBe(true);
  letThrough();
  await tom.sendAfterTyping();
  await tom.thanks();
  await tom.seeTicket();
  await tom.panel.getByRole("link", { name: /photo\.txt/ }).waitFor();
});

test("U-M7: a picture that is pasted is seen at once, right under the message, and told", async () => {
  const lea = await visit(await page.context().newPage());
  await lea.startTicket();
  await paste(undefined, lea);
  const picture = lea.panel.locator(".files canvas");
  await lea.panel.getByRole("status").filter({ hasText: "Picture added" }).waitFor();
  const [message, seen, footer] = await Promise.all(
    [lea.field("Your message"), picture, lea.panel.locator(".actions")].map((one) => one.boundingBox()),
  );
  expect(seen!.y).toBeGreaterThan(message!.y + message!.height);
  expect(seen!.y - message!.y - message!.height).toBeLessThan(60);
  expect(seen!.y + seen!.height).toBeLessThan(footer!.y);
});

const picture = async ({ page: shown }: Visitor, name: string, width: number) => ({
  name,
  mimeType: "image/png",
  buffer: await shown.screenshot({ clip: { x: 0, y: 0, width, height: 90 } }),
});
const hasFocus = (link: Locator): Promise<boolean> => link.evaluate((element) => element.matches(":focus"));

test("U-m14: pictures of a thread open large, go on by key and mouse, are saved, and leave the panel as it was", async () => {
  const ida = await visit(await world.newPage());
  const { page: shown, panel } = ida;
  const { keyboard } = shown;
  const widths: Record<string, number> = { "one.png": 110, "two.png": 120, "three.png": 130 };
  const pictures = await Promise.all(Object.entries(widths).map(([name, width]) => picture(ida, name, width)));
  const list = { name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") };
  await ida.write({ subject: "Three pictures", body: "Look", files: [pictures[0]!, list, ...pictures.slice(1)] });
  await ida.sendAfterTyping();
  await ida.thanks();
  await ida.seeTicket();
  // However their uploads overtook each other.
  const names = (await panel.locator(".attachments bdi").allTextContents()).filter((name) => name in widths);
  expect(names).toHaveLength(3);
  const link = (name: string): Locator => panel.getByRole("link", { name: new RegExp(name) });
  const large = (name: string): Locator => shown.getByRole("dialog", { name, exact: true });
  const isShown = async (at: number): Promise<void> => {
    const box = large(names[at]!);
    await box.getByText(`${at + 1} of 3`).waitFor();
    const drawn = box.getByRole("img", { name: names[at]! });
    await expect.poll(() => drawn.evaluate(({ width }: HTMLCanvasElement) => width)).toBe(widths[names[at]!]);
  };

  await link(names[1]!).click();
  await isShown(1);
  await keyboard.press("ArrowLeft");
  await isShown(0);
  const saved = shown.waitForEvent("download");
  await large(names[0]!).getByRole("link", { name: "Download" }).click();
  expect((await saved).suggestedFilename()).toBe(names[0]);
  await shown.getByRole("button", { name: "Next picture" }).click();
  await isShown(1);
  await shown.route("**/attachments/*", (route) => route.abort());
  await keyboard.press("ArrowRight");
  await large(names[2]!).getByText("We could not load this.").waitFor();
  await shown.unroute("**/attachments/*");
  await large(names[2]!).getByRole("button", { name: "Try again" }).click();
  await isShown(2);
  await keyboard.press("ArrowRight");
  await isShown(0);
  await keyboard.press("Escape");
  await large(names[0]!).waitFor({ state: "detached" });
  expect(await panel.isVisible()).toBe(true);
  await expect.poll(() => hasFocus(link(names[1]!))).toBe(true);

  await keyboard.press("Enter");
  await isShown(1);
  await large(names[1]!).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => hasFocus(link(names[1]!))).toBe(true);
  // With a key it is the link that it was.
  const tab = shown.context().waitForEvent("page");
  await link(names[1]!).click({ modifiers: ["ControlOrMeta"] });
  await tab;
  expect(await large(names[1]!).count()).toBe(0);
});

test("U-m14: in a part of a page, Escape closes the picture, and what stands around it does not hear of it", async () => {
  const shown = await visitShop(world, {
    attributes: { "data-portal": shop.key, "data-target": "#here" },
    body: '<div id="here"></div>',
  });
  const ida = visitorOn(shown);
  await ida.write({ subject: "A picture here", body: "Look", files: [await picture(ida, "here.png", 100)] });
  await ida.sendAfterTyping();
  await shown.getByText(/thank you/i).waitFor();
  await ida.seeTicket();
  await shown.evaluate(() => {
    document.title = "";
    document.addEventListener("keydown", ({ key }) => (document.title += key));
  });
  const link = shown.getByRole("link", { name: /here\.png/ });
  await link.focus();
  await shown.keyboard.press("Enter");
  const box = shown.getByRole("dialog", { name: "here.png" });
  await box.getByRole("img").waitFor();
  await shown.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  expect(await hasFocus(link)).toBe(true);
  await shown.keyboard.press("Escape");
  expect(await shown.title()).toBe("Escape");
});

test("a picture that comes after the panel was closed opens nothing, and the page stays in reach", async () => {
  const shown = await visitShop(world, {
    attributes: { "data-portal": shop.key, "data-label": "Ask us" },
    body: "<button onclick=\"document.title = 'reached'\">Buy</button>",
  });
  const ida = visitorOn(shown);
  await ida.open();
  await ida.write({ subject: "A slow picture", body: "Look", files: [await picture(ida, "slow.png", 100)] });
  await ida.sendAfterTyping();
  await ida.thanks();
  await ida.seeTicket();
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await shown.route("**/light-box.js", async (route) => {
    await held;
    return route.continue();
  });
  const link = ida.panel.getByRole("link", { name: /slow\.png/ });
  const asked = shown.waitForRequest("**/light-box.js");
  await link.click();
  await asked;
  await ida.panel.getByRole("button", { name: "Close" }).click();
  const arrived = shown.waitForEvent("requestfinished", (request) => request.url().endsWith("/light-box.js"));
  letThrough();
  await arrived;
  await expect.poll(() => shown.locator("deskbell-widget a[aria-busy]").count()).toBe(0);
  await shown.getByRole("button", { name: "Buy" }).click();
  expect(await shown.title()).toBe("reached");
});
