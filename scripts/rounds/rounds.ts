/**
 * Somebody writes ticket after ticket, and each time tab, network or server goes at a random moment. Whatever the form
 * has accepted is in the database in the end, once.
 */
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type {} from "../../widget/context.ts";
import type { World } from "../e2e/world.ts";
import { write } from "../testing/hands.ts";

export interface Sum {
  rounds: number;
  /** Submissions that the form took: it does not hold the text any more. */
  accepted: number;
  /** Tickets of these rounds. */
  inDatabase: number;
  /** Accepted, and not in the database. */
  lost: number;
  doubled: number;
}

interface RoundsOptions {
  /** With the shop's page filled with the key of an open portal. */
  world: World;
  rounds: number;
  random: () => number;
  /** Hears of each round in a line. */
  say?: (line: string) => void;
}

const faults = ["tab closed", "tab crashed", "network", "server"] as const;
type Fault = (typeof faults)[number];

/** Milliseconds from the press, which takes some of them itself. */
const maxMomentMs = 500;
const roundTimeoutMs = 90_000;
const endTimeoutMs = 60_000;

export async function playRounds({ world, rounds, random, say = () => {} }: RoundsOptions): Promise<Sum> {
  const person = await world.newPerson();
  const accepted: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const subject = `Round ${round}`;
    const fault = faults[Math.floor(random() * faults.length)]!;
    // More of them early, where it is decided.
    const moment = Math.floor(random() ** 2 * maxMomentMs);
    const stays = random() < 0.5;
    const playing = play(world, person, subject, { fault, moment, stays });
    const isAccepted = await Promise.race([playing, pause(roundTimeoutMs, undefined, { ref: false })]);
    if (isAccepted === undefined) throw new Error(`${subject} (${fault} after ${moment} ms) took too long.`);
    if (isAccepted) accepted.push(subject);
    say(`${subject}: ${fault} after ${moment} ms${isAccepted ? "" : ", before anything was sent"}`);
  }
  await waitForAll(world, person, accepted, say);
  await person.close();
  const found = ticketsIn(world.desk.database);
  const inDatabase = found.filter((subject) => subject.startsWith("Round ")).length;
  return {
    rounds,
    accepted: accepted.length,
    inDatabase,
    lost: accepted.filter((subject) => !found.includes(subject)).length,
    doubled: inDatabase - new Set(found).size,
  };
}

interface Moment {
  fault: Fault;
  moment: number;
  /**
   * Whether a tab that is still there is waited for, since its form sends by itself. Otherwise the tab is closed too.
   */
  stays: boolean;
}

/** @returns whether the form has taken the text, in the end */
async function play(
  world: World,
  person: BrowserContext,
  subject: string,
  { fault, moment, stays }: Moment,
): Promise<boolean> {
  const page = await openForm(person);
  await write(field(page, "Your message"), `The words of ${subject.toLowerCase()}.`);
  await write(field(page, "Subject"), subject);
  const pressing = press(page).catch(() => false);
  await pause(moment);
  await strike(world, person, page, fault);
  const isPressed = await pressing;
  await pause(moment);
  if (fault === "network") await person.setOffline(false);
  if (fault === "server") await world.desk.start();
  if (isPressed && stays && !fault.startsWith("tab")) await thanks(page);
  await page.close();

  // As people do: they look whether it went, and send it where the form still has it.
  const again = await openForm(person);
  const isStillThere = (await field(again, "Subject").inputValue()) === subject;
  if (isStillThere) {
    await press(again);
    await thanks(again);
  }
  await again.close();
  return isPressed || isStillThere;
}

async function strike(world: World, person: BrowserContext, page: Page, fault: Fault): Promise<void> {
  if (fault === "tab closed") await page.close();
  else if (fault === "network") await person.setOffline(true);
  else if (fault === "server") await world.desk.kill();
  else {
    const crashed = page.waitForEvent("crash");
    const browser = await person.newCDPSession(page);
    // Nobody is left to answer.
    browser.send("Page.crash").catch(() => {});
    await crashed;
  }
}

const widget = (page: Page): Locator => page.locator("deskbell-widget");
const field = (page: Page, name: string): Locator => widget(page).getByRole("textbox", { name });
const thanks = (page: Page): Promise<void> => widget(page).getByText("Thank you, we have your message").waitFor();

async function openForm(person: BrowserContext): Promise<Page> {
  const page = await person.newPage();
  await page.goto("https://shop.test/");
  // Not by the pointer: that waits for frames, which a browser whose tabs crash may keep for other ones.
  await page.waitForFunction(() => typeof window.Deskbell?.open === "function", undefined, { polling: 20 });
  await page.evaluate(() => window.Deskbell!.open("new"));
  await field(page, "Subject").waitFor();
  return page;
}

/** By the page itself, since a moment is shorter than a tester's reach. @returns whether the form has heard of it */
const press = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const button = document.querySelector("deskbell-widget")!.shadowRoot!.querySelector<HTMLElement>("form .main");
    button?.click();
    return !!button;
  });

const ticketsIn = (file: string): string[] => {
  const sqlite = new Sqlite(file, { readonly: true });
  try {
    return sqlite.prepare("select subject from tickets").pluck().all() as string[];
  } finally {
    sqlite.close();
  }
};

/** A last visit sends what is left; what has not arrived then is lost. */
async function waitForAll(
  world: World,
  person: BrowserContext,
  accepted: string[],
  say: (line: string) => void,
): Promise<void> {
  const page = await openForm(person);
  const latest = Date.now() + endTimeoutMs;
  const missing = (): string[] => {
    const found = new Set(ticketsIn(world.desk.database));
    return accepted.filter((subject) => !found.has(subject));
  };
  while (missing().length && Date.now() < latest) await pause(200);
  const kept = await page.evaluate(whatIsKept);
  for (const subject of missing()) {
    const stores = Object.entries(kept).filter(([, text]) => text.includes(`"${subject}"`));
    say(`${subject} is not in the database, but in ${stores.map(([store]) => store).join(", ") || "no other place"}`);
  }
  await page.close();
}

/** In the page: all that the browser has of it, by where it lies. */
async function whatIsKept(): Promise<Record<string, string>> {
  const stores: Record<string, string> = { ...localStorage };
  for (const { name } of await indexedDB.databases()) {
    stores[`IndexedDB ${name}`] = await new Promise<string>((resolve) => {
      const opening = indexedDB.open(name!);
      opening.onsuccess = () => {
        const asking = opening.result.transaction("outbox").objectStore("outbox").getAll();
        asking.onsuccess = () => resolve(JSON.stringify(asking.result));
      };
    });
  }
  return stores;
}
