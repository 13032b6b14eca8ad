/** The newest message is in sight when a ticket is opened and when an answer comes, wherever the widget stands. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visitShop } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

const long = Array.from({ length: 40 }, (_, at) => `Line ${at + 1}`).join("\n");

/** Sends a ticket that is longer than any screen. */
async function write(page: Page, subject: string, file?: Buffer): Promise<void> {
  const visitor = visitorOn(page);
  await visitor.startTicket();
  const files = file && [{ name: "page.png", mimeType: "image/png", buffer: file }];
  await visitor.fillIn({ subject, body: long, ...(files && { files }) });
  if (file) await page.locator("deskbell-widget").getByText(/kB/).waitFor();
  await visitor.sendAfterTyping();
  await visitor.seeTicket();
  await visitor.field("Your reply").waitFor();
}

async function answer(subject: string): Promise<void> {
  await hanna.openTicket(subject);
  await hanna.reply("An answer that has to be seen");
}

/** Below the header, above the field for a reply. */
const answerIsInSight = async (page: Page): Promise<boolean> => {
  const widget = page.locator("deskbell-widget");
  const letter = await widget.getByRole("article").last().boundingBox();
  const reply = await visitorOn(page).field("Your reply").boundingBox();
  const bar = await widget.locator(".bar").boundingBox();
  const text = await widget.getByRole("article").last().innerText();
  if (!letter || !reply || !bar || !text.includes("has to be seen")) return false;
  return (
    letter.y >= bar.y && letter.y + letter.height <= reply.y && reply.y + reply.height <= page.viewportSize()!.height
  );
};

const visit = (attributes: Record<string, string>, body = ""): Promise<Page> =>
  visitShop(world, { attributes: { "data-portal": shop.key, ...attributes }, body });

test("in the panel, above the field for the reply, pictures included", async () => {
  const page = await visit({ "data-label": "Ask us" });
  await visitorOn(page).open();
  await write(page, "Longer than the panel", await page.screenshot());
  await answer("Longer than the panel");
  await expect.poll(() => answerIsInSight(page)).toBe(true);
});

test("inside a page, which itself does not move", async () => {
  const page = await visit({ "data-target": "#here" }, '<div id="here"></div><p style="block-size: 3000px">The end');
  await write(page, "Inside a page");
  await page.evaluate(() => scrollTo(0, 2000));
  await answer("Inside a page");
  await page.locator("deskbell-widget").getByText("has to be seen").waitFor();
  expect(await page.evaluate(() => scrollY)).toBe(2000);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => answerIsInSight(page)).toBe(true);
});

test("U-m13: on the hosted portal, also where pictures come later than the letters", async () => {
  const page = await world.newPage(`https://desk.test/p/${shop.key}`);
  await write(page, "With a picture", await page.screenshot());
  await answer("With a picture");
  await expect.poll(() => answerIsInSight(page)).toBe(true);
  await page.reload();
  // Its own size is that of an empty one until it is drawn.
  await expect.poll(() => page.locator("canvas").evaluate((one) => (one as HTMLCanvasElement).width)).toBe(640);
  await expect.poll(() => answerIsInSight(page)).toBe(true);
});

test("on the hosted portal", async () => {
  const page = await world.newPage(`https://desk.test/p/${shop.key}`);
  await write(page, "Longer than the window");
  await answer("Longer than the window");
  await expect.poll(() => answerIsInSight(page)).toBe(true);
});

test("on the hosted portal, where it is on its way there while letters above grow, and not for whoever went up", async () => {
  const page = await world.newPage(`https://desk.test/p/${shop.key}`);
  await write(page, "Grows meanwhile");
  await answer("Grows meanwhile");
  await expect.poll(() => answerIsInSight(page)).toBe(true);
  const scrollAndGrow = (by: number): Promise<number> =>
    page.evaluate((way) => {
      const letter = document.querySelector("deskbell-widget")!.shadowRoot!.querySelector("article")!;
      scrollBy(0, way);
      // In one turn: the page hears of its scrolling when there is more above already.
      letter.style.paddingBlockEnd = `${letter.offsetHeight}px`;
      return scrollY;
    }, by);
  await page.evaluate(() => scrollBy(0, -1));
  await scrollAndGrow(1);
  await expect.poll(() => answerIsInSight(page)).toBe(true);
  const above = await scrollAndGrow(-300);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(await page.evaluate(() => scrollY)).toBe(above);
});
