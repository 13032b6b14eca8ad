/** A thread of more letters than one page has, on the shop's page, on the portal and at the desk. */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StaffTicket } from "../../server/contract/index.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop("sqlite", { LIMITS: "off" });

interface Long {
  mia: BrowserContext;
  ticket: StaffTicket;
  /** Of the letters, in the order they were written. */
  bodies: string[];
}

const answersOf = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `Letter ${from + at}.`);

/** Somebody writes here, and is answered more often than a page is long. */
async function longThread(where: string): Promise<Long> {
  const mia = await world.newPerson();
  const page = await mia.newPage();
  await page.goto(where === "the portal" ? `https://desk.test/p/${shop.key}` : "https://shop.test/shop.html");
  const visitor = visitorOn(page);
  if (where !== "the portal") await visitor.open();
  await visitor.startTicket();
  await visitor.field("Subject").focus();
  await page.keyboard.type(`On ${where}`);
  await visitor.field("Your message").focus();
  await page.keyboard.type("It began here.");
  await visitor.sendAfterTyping();
  await page.getByText(/thank you/i).waitFor();
  await page.close();
  const [ticket] = await hanna.ticketsCalled(`On ${where}`);
  const long = { mia, ticket: ticket!, bodies: ["It began here."] };
  await write(long, answersOf(1, 103));
  return long;
}

/** Staff answer so often, one after the other. */
async function write({ ticket, bodies }: Long, texts: string[]): Promise<void> {
  bodies.push(...texts);
  await hanna.page.evaluate(
    async ([id, all]) => {
      for (const body of all) {
        const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
        const path = `/api/staff/tickets/${id}/messages`;
        await fetch(path, { method: "POST", headers, body: JSON.stringify({ body }) });
      }
    },
    [ticket.id, texts] as const,
  );
}

/** Status lines are among them, in neither. */
const shown = (letters: Locator): Promise<string[]> =>
  letters.locator(".content").evaluateAll((all) => all.map((one) => one.textContent!));
const placeOf = async (letter: Locator): Promise<number> => Math.round((await letter.boundingBox())!.y);
const earlierIn = (page: Page): Locator => page.getByRole("button", { name: "Earlier messages" });

/** Counts how often a time is drawn: once for each letter. */
async function countDrawn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { prototype } = Intl.RelativeTimeFormat;
    const { format } = prototype;
    prototype.format = function (this: Intl.RelativeTimeFormat, ...given: Parameters<typeof format>) {
      Reflect.set(window, "drawn", ((Reflect.get(window, "drawn") as number) ?? 0) + 1);
      return format.apply(this, given);
    };
  });
}

async function drawnBy(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => Reflect.set(window, "drawn", 0));
  await act();
  return page.evaluate(() => Reflect.get(window, "drawn") as number);
}

test.each(["the shop's page", "the portal"])(
  "F11, S3: on %s the newest letters come first, the others in their place",
  async (where) => {
    const long = await longThread(where);
    const { mia, ticket, bodies } = long;
    // On the portal the list beside it is drawn, in which there is one ticket.
    const besides = (text: string): number => (where === "the portal" ? text.length : 0);
    const page = await mia.newPage();
    await page.clock.setFixedTime(world.desk.now());
    await countDrawn(page);
    if (where === "the portal") await page.goto(`https://desk.test/p/${shop.key}#tickets/${ticket.id}`);
    else {
      await page.goto("https://shop.test/shop.html");
      await visitorOn(page).open();
      await page.getByRole("button", { name: ticket.subject }).click();
    }
    const letters = page.getByRole("article");
    await letters.last().getByText(bodies.at(-1)!).waitFor();
    expect(await shown(letters)).toEqual(bodies.slice(-50));

    const reply = visitorOn(page).field("Your reply");
    await reply.focus();
    expect(await drawnBy(page, () => page.keyboard.type("half a thought"))).toBe(besides("half a thought"));

    const first = letters.filter({ hasText: new RegExp(`${bodies.at(-50)!}$`) });
    await earlierIn(page).focus();
    const before = await placeOf(first);
    await page.keyboard.press("Enter");
    await expect.poll(() => letters.count()).toBe(100);
    expect(await placeOf(first)).toBe(before);
    expect(
      await earlierIn(page).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
    ).toBe(true);
    await page.getByRole("status").getByText("Earlier messages are shown now.").waitFor();

    await write(long, [`An answer meanwhile on ${where}.`]);
    await letters.last().getByText(bodies.at(-1)!).waitFor();
    await earlierIn(page).focus();
    await page.keyboard.press("Enter");
    await earlierIn(page).waitFor({ state: "detached" });
    expect(await shown(letters)).toEqual(bodies);
    expect(await letters.nth(bodies.length - 101).evaluate((letter) => letter.matches(":focus"))).toBe(true);
    expect(await reply.inputValue()).toBe("half a thought");

    await reply.focus();
    expect(await drawnBy(page, () => page.keyboard.type(", and on"))).toBe(besides(", and on"));
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.close();
  },
);

test("S2: a letter with more signs than are drawn says where the rest stands as it was typed", async () => {
  const subject = "Very many stars";
  const body = `${"**a** ".repeat(300)}and the rest.`;
  const page = await world.newPage(`https://desk.test/p/${shop.key}`);
  const { token } = await call<{ token: string }>(page, "POST", `${shop.api}/visitors`);
  const { ticket } = await call<{ ticket: { id: string } }>(
    page,
    "POST",
    `${shop.api}/tickets`,
    { subject, body },
    token,
  );
  await page.evaluate(([name, visitor]) => localStorage.setItem(name, JSON.stringify({ visitor, known: true })), [
    `deskbell:${shop.key}`,
    token,
  ] as const);
  await page.goto("about:blank");
  for (const [there, address] of [
    [page, `https://desk.test/p/${shop.key}#tickets/${ticket.id}`],
    [hanna.page, `https://desk.test/admin#tickets/${ticket.id}`],
  ] as const) {
    await there.goto(address);
    const letter = there.getByRole("article").filter({ hasText: "and the rest." });
    const said = (): Promise<string> =>
      letter
        .locator(".content > :last-child")
        .evaluate((rest) => getComputedStyle(rest, "::before").content.replaceAll('"', ""));
    await expect.poll(said).toBe("The rest is shown as typed");
    expect(await letter.locator(".content").textContent()).toBe(body);
  }
});

test("F11, S3: at the desk too, and more than a page that was missed leaves no gap", async () => {
  const long = await longThread("another page");
  const { ticket, bodies } = long;
  const context = await world.newPerson({ storageState: await hanna.page.context().storageState() });
  const page = await context.newPage();
  await page.clock.setFixedTime(world.desk.now());
  await countDrawn(page);
  await page.goto(`https://desk.test/admin#tickets/${ticket.id}`);
  const thread = page.getByRole("region", { name: "Messages" });
  const letters = thread.getByRole("article");
  await letters.last().getByText(bodies.at(-1)!).waitFor();
  expect(await shown(letters)).toEqual(bodies.slice(-50));

  // Near the top more comes by itself, in its place.
  const first = letters.filter({ hasText: bodies.at(-50)! });
  await thread.focus();
  await page.keyboard.press("Home");
  await expect.poll(() => letters.count()).toBe(100);
  const top = await placeOf(thread);
  expect(Math.abs((await placeOf(first)) - top)).toBeLessThan(200);
  await earlierIn(page).focus();
  await page.keyboard.press("Enter");
  await earlierIn(page).waitFor({ state: "detached" });
  expect(await shown(letters)).toEqual(bodies);
  expect(await thread.evaluate((box) => box.matches(":focus"))).toBe(true);

  await page.getByRole("textbox", { name: "Reply" }).focus();
  expect(await drawnBy(page, () => page.keyboard.type("half a thought"))).toBe(0);

  await context.setOffline(true);
  await write(long, answersOf(200, 260));
  await context.setOffline(false);
  await letters.last().getByText(bodies.at(-1)!).waitFor();
  // What was missed is read from its end: a page, and more where the reader comes near its top. Never with a gap.
  const isEndOf = (some: string[]): boolean => some.length >= 50 && `${bodies}`.endsWith(`${some}`);
  await expect.poll(async () => isEndOf(await shown(letters))).toBe(true);
  while (await earlierIn(page).count()) {
    const before = await letters.count();
    // It may go with what came by itself meanwhile.
    await earlierIn(page)
      .focus({ timeout: 1000 })
      .catch(() => {});
    await page.keyboard.press("Enter");
    await expect.poll(() => letters.count()).toBeGreaterThan(before);
    expect(isEndOf(await shown(letters))).toBe(true);
  }
  expect(await shown(letters)).toEqual(bodies);
  expect(await page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("half a thought");
  await context.close();
});
