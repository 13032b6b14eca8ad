/** U-M21: an agent with something else in front learns that a customer has written. */
import type { Page } from "playwright-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { StaffTicket, Ticket } from "../../server/contract/index.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { pressInAccountMenu } from "./staff.ts";

const { world, hanna, shop } = sharedShop();
let token: string;
beforeAll(async () => {
  ({ token } = await call<{ token: string }>(hanna.page, "POST", `${shop.api}/visitors`));
});

const write = async (subject: string, more: object = {}): Promise<Ticket> =>
  (
    await call<{ ticket: Ticket }>(
      hanna.page,
      "POST",
      `${shop.api}/tickets`,
      { subject, body: "Hello", ...more },
      token,
    )
  ).ticket;
const reply = (ticket: Ticket): Promise<unknown> =>
  call(hanna.page, "POST", `${shop.api}/tickets/${ticket.id}/messages`, { body: "And?" }, token);

const open: Page[] = [];
/** What a browser shows outside of its page, as the page asks it to. */
const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen = { notes: [] as Notification[], tones: 0, streams: [] as EventSource[] };
    Object.assign(globalThis, { seen });
    const Original = Notification;
    globalThis.Notification = class extends Original {
      constructor(...given: ConstructorParameters<typeof Notification>) {
        super(...given);
        seen.notes.push(this);
      }
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...given) {
      seen.tones += 1;
      return start.apply(this, given);
    };
    const Source = EventSource;
    globalThis.EventSource = class extends Source {
      constructor(...given: ConstructorParameters<typeof EventSource>) {
        super(...given);
        seen.streams.push(this);
      }
    };
  });
interface Seen {
  notes: [title: string, body: string][];
  tones: number;
  streams: number;
}
/** Streams that are open still. */
const seenBy = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { seen } = globalThis as unknown as {
      seen: { notes: Notification[]; tones: number; streams: EventSource[] };
    };
    return {
      notes: seen.notes.map(({ title, body }) => [title, body] as [string, string]),
      tones: seen.tones,
      streams: seen.streams.filter(({ readyState }) => readyState === 1).length,
    };
  });

/** A tab of the desk in Hanna's browser, in sight. */
async function openTab(prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await hanna.page.context().newPage();
  open.push(page);
  await watch(page);
  await prepare?.(page);
  await page.goto("https://desk.test/admin#tickets?view=all");
  await page.locator("a[data-ticket]").first().waitFor();
  await expect.poll(() => locks(page, "in-sight")).toBe(1);
  return page;
}
/** How many of this browser's tabs have this lock, or wait for it. */
const locks = (page: Page, name: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending].filter((lock) => lock.name === `deskbell:${wanted}`).length;
  }, name);
async function show(page: Page, isShown: boolean): Promise<void> {
  const before = await locks(page, "in-sight");
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, !isShown);
  await expect.poll(() => locks(page, "in-sight")).toBe(before + (isShown ? 1 : -1));
}
const dot = async (page: Page): Promise<boolean> =>
  (await page.locator('link[rel="icon"]').getAttribute("href"))!.includes("circle");
const titled = (page: Page, mark: string): Promise<void> =>
  expect.poll(() => page.title()).toBe(`${mark}All tickets · Deskbell`);

beforeEach(async () => {
  // Hers is no tab of the desk meanwhile: it only asks.
  await hanna.page.goto(`https://desk.test/p/${shop.key}`);
  if ((await hanna.call<{ items: StaffTicket[] }>("GET", "/tickets")).items.length === 0) await write("First of all");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.close()));
  await hanna.page.evaluate(() => ["sound", "note"].forEach((way) => localStorage.removeItem(`deskbell:news-${way}`)));
});

test("the title counts tickets with news while nobody looks, with a dot, and a look ends it and says so", async () => {
  const page = await openTab();
  await write("In sight");
  await page.getByRole("link", { name: "In sight" }).waitFor();
  await titled(page, "");
  await show(page, false);
  // One's own, and one that is held back.
  await hanna.newTicket({ subject: "Hanna's own" });
  await hanna.call("POST", "/blocks", { kind: "address", value: "flood@example.com" });
  await write("Held back", { email: "flood@example.com" });
  const lamp = await write("A lamp");
  await titled(page, "(1) ");
  expect(await dot(page)).toBe(true);
  await write("A kettle");
  await titled(page, "(2) ");
  await reply(lamp);
  const { items } = await hanna.call<{ items: StaffTicket[] }>("GET", "/tickets?held=true");
  expect(items.map(({ subject }) => subject)).toEqual(["Held back"]);
  const { counts } = await hanna.call<{ counts: { new: number } }>("GET", "/tickets/counts");
  await show(page, true);
  await titled(page, "");
  expect(await dot(page)).toBe(false);
  await page.getByRole("status").getByText("While you were away: 2 tickets have news").waitFor({ state: "attached" });
  // Nobody asked for counts that nobody saw.
  await page.getByRole("link", { name: `Open ${counts.new}` }).waitFor();
});

test("of two tabs out of sight one tells and both count, and a look at either ends it in both", async () => {
  const prepare = (page: Page): Promise<unknown> =>
    page.addInitScript(() => localStorage.setItem("deskbell:news-sound", ""));
  const one = await openTab(prepare);
  // Somebody has touched both, or a browser makes no sound.
  await one.getByRole("searchbox").click();
  const other = await hanna.page.context().newPage();
  open.push(other);
  await watch(other);
  await other.goto("https://desk.test/admin#tickets?view=all");
  await other.getByRole("searchbox").click();
  await expect.poll(() => locks(one, "teller")).toBe(2);
  await show(one, false);
  await write("While the other is in sight");
  await other.getByRole("link", { name: "While the other is in sight" }).waitFor();
  await show(other, false);
  await write("While none is");
  for (const page of [one, other]) await titled(page, "(1) ");
  await expect.poll(async () => (await seenBy(one)).tones + (await seenBy(other)).tones).toBe(1);
  await show(other, true);
  for (const page of [one, other]) await titled(page, "");
  expect((await seenBy(one)).tones + (await seenBy(other)).tones).toBe(1);
});

test("after a minute out of sight one tab listens for all, and when it closes the next one does", async () => {
  const prepare = (page: Page): Promise<void> => page.clock.install();
  const [one, other] = [await openTab(prepare), await hanna.page.context().newPage()];
  open.push(other);
  await watch(other);
  await other.clock.install();
  await other.goto("https://desk.test/admin#tickets?view=all");
  await expect.poll(() => locks(one, "teller")).toBe(2);
  for (const page of [one, other]) {
    await expect.poll(async () => (await seenBy(page)).streams).toBe(1);
    await show(page, false);
  }
  for (const page of [one, other]) await page.clock.runFor(65_000);
  await expect.poll(async () => (await seenBy(other)).streams).toBe(0);
  // In a minute of which nothing was heard it has opened its stream anew.
  await expect.poll(async () => (await seenBy(one)).streams).toBe(1);
  await write("To the first");
  for (const page of [one, other]) await titled(page, "(1) ");
  await one.close();
  await expect.poll(async () => (await seenBy(other)).streams).toBe(1);
  await write("To the second");
  await titled(other, "(2) ");
});

test("a tone and the system's notification come by choice, and a press on one opens the ticket", async () => {
  const page = await openTab((tab) =>
    tab.context().grantPermissions(["notifications"], { origin: "https://desk.test" }),
  );
  await pressInAccountMenu(page, "My account");
  const sound = page.getByRole("switch", { name: "Sound" });
  const notes = page.getByRole("switch", { name: "Notifications" });
  expect([await sound.isChecked(), await notes.isChecked()]).toEqual([false, false]);
  await sound.click();
  await expect.poll(async () => (await seenBy(page)).tones).toBe(1);
  await notes.click();
  await expect.poll(async () => (await seenBy(page)).notes).toEqual([["This is how the desk tells you of news.", ""]]);
  await page.reload();
  await expect.poll(() => notes.isChecked()).toBe(true);
  expect(await sound.isChecked()).toBe(true);
  await sound.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await expect.poll(async () => (await seenBy(page)).tones).toBe(1);
  await show(page, false);
  const lamp = await write("A blue lamp");
  const number = `#${lamp.number}`;
  await expect.poll(async () => (await seenBy(page)).notes).toEqual([[`New ticket ${number}`, "A blue lamp"]]);
  await expect.poll(async () => (await seenBy(page)).tones).toBe(2);
  await reply(lamp);
  await expect
    .poll(async () => (await seenBy(page)).notes.at(-1))
    .toEqual([`Visitor replied to ${number}`, "A blue lamp"]);
  for (const subject of ["Two", "Three", "Four"]) await write(subject);
  await expect.poll(async () => (await seenBy(page)).notes.at(-1)).toEqual(["4 tickets have news", ""]);
  await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { notes: Notification[] } };
    seen.notes[0]!.dispatchEvent(new Event("click"));
  });
  await page.getByRole("heading", { name: "A blue lamp" }).waitFor();
  await show(page, true);
  await page.goto("https://desk.test/admin#account");
  for (const choice of [sound, notes]) await choice.click();
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => /news/.test(key)))).toEqual([]);
});

test("where the browser says no to notifications, the page says so and who may change it", async () => {
  const page = await openTab(async (tab) => {
    const devtools = await tab.context().newCDPSession(tab);
    const { browserContextId } = (await devtools.send("Target.getTargetInfo")).targetInfo;
    const denied = { permission: { name: "notifications" }, setting: "denied", origin: "https://desk.test" } as const;
    await devtools.send("Browser.setPermission", { ...denied, ...(browserContextId && { browserContextId }) });
  });
  await pressInAccountMenu(page, "My account");
  const notes = page.getByRole("switch", { name: "Notifications" });
  await page.getByText("This browser blocks them.").first().waitFor();
  for (let press = 0; press < 2; press++) {
    await notes.click();
    await page.getByRole("status").getByText("This browser blocks them.").waitFor({ state: "attached" });
    expect(await notes.isChecked()).toBe(false);
  }
  await show(page, false);
  await write("Quietly");
  await expect.poll(() => page.title()).toBe("(1) My account · Deskbell");
  expect((await seenBy(page)).notes).toEqual([]);
  await page.context().clearPermissions();
});

test("what comes while a tab out of sight has no connection is told when it has one again", async () => {
  const page = await openTab();
  await show(page, false);
  await write("Before");
  await titled(page, "(1) ");
  const elsewhere = await world.newPage(`https://desk.test/p/${shop.key}`);
  await page.context().setOffline(true);
  await expect.poll(async () => (await seenBy(page)).streams).toBe(0);
  await call(elsewhere, "POST", `${shop.api}/tickets`, { subject: "Meanwhile", body: "Hello" }, token);
  await page.context().setOffline(false);
  await titled(page, "(2) ");
  await elsewhere.context().close();
});

test("a session that ends out of sight is told as well: silence would be taken for a quiet desk", async () => {
  const page = await openTab();
  await show(page, false);
  await hanna.call("DELETE", "/session");
  await titled(page, "(!) ");
  expect(await dot(page)).toBe(true);
  expect(await page.getByRole("dialog", { name: "Your session has ended" }).count()).toBe(1);
});
