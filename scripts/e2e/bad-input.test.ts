/** Whatever comes in wrong, from people, clocks, networks or the desk: a sentence that helps, and nothing typed is gone. */
import type { ServerResponse } from "node:http";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { roundTrip } from "./round-trip.ts";
import { sharedShop } from "./shared.ts";
import type { Obstacle } from "./sites.ts";
import { type Visitor, visit } from "./visitor.ts";
import { watch } from "./watch.ts";

const day = 24 * 60 * 60 * 1000;
const longest = 20_000;

const { world, hanna, shop } = sharedShop();

async function writer(subject: string): Promise<Visitor> {
  const visitor = await visit(await world.newPage());
  await visitor.write({ subject, body: "Keep this, please." });
  return visitor;
}

/** Puts something in the way, for the rest of the test or until it is mended. */
function obstruct(path: string, obstacle: Obstacle): () => void {
  const mend = world.sites.obstruct(path, obstacle);
  onTestFinished(mend);
  return mend;
}

const say = (response: ServerResponse, status: number, type: string, body: string, more = {}): void => {
  const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After" };
  response.writeHead(status, { "Content-Type": type, ...cors, ...more }).end(body);
};
const tooMany = JSON.stringify({ error: { code: "too_many_requests", message: "Too many." } });

/** What a desk may do that does not work, and what is said of it where a message waits. */
const troubles: [what: string, trouble: (response: ServerResponse) => void, sentence: RegExp][] = [
  ["cannot be reached", (response) => response.destroy(), /could not reach the desk.*kept here/],
  ["answers with a page", (response) => say(response, 200, "text/html", "<h1>Hi</h1>"), /has a problem.*kept here/],
  ["fails", (response) => say(response, 500, "text/plain", "oh no"), /has a problem.*kept here/],
  [
    "has had too many requests",
    (response) => say(response, 429, "application/json", tooMany, { "Retry-After": "1" }),
    /a lot in a short time.*kept here/,
  ],
];

test.each(troubles)(
  "a desk that %s: the message waits, and goes by itself when it can",
  async (what, trouble, said) => {
    const mia = await writer(`A desk that ${what}`);
    const mend = obstruct(`${shop.api}/tickets`, (request, response, pass) =>
      request.method === "POST" ? trouble(response) : pass(),
    );
    await mia.sendAfterTyping();
    await mia.panel.getByText(said).waitFor();
    expect(await mia.field("Your message").inputValue()).toBe("Keep this, please.");
    mend();
    await mia.thanks();
  },
);

test.each(troubles)(
  "a desk that %s when the widget is opened: it says so, and tries again when asked",
  async (_, trouble) => {
    const page = await world.newPage();
    const watched = await watch(page);
    const mend = obstruct(shop.api, (_request, response) => trouble(response));
    const mia = await visit(page);
    await mia.panel.getByText("We could not load this.").waitFor();
    mend();
    await mia.panel.getByRole("button", { name: "Try again" }).click();
    await mia.panel.getByRole("button", { name: "Write to us" }).waitFor();
    expect(watched.pageErrors).toEqual([]);
  },
);

test("a desk that takes half a minute is waited for, with the text in sight, and asked once", async () => {
  const page = await world.newPage();
  await page.clock.install();
  const mia = await visit(page);
  await mia.write({ subject: "A slow desk", body: "Keep this, please." });
  const waiting: (() => void)[] = [];
  const mend = obstruct(`${shop.api}/tickets`, (request, _response, pass) =>
    request.method === "POST" ? void waiting.push(pass) : pass(),
  );
  await mia.sendAfterTyping();
  await expect.poll(() => waiting.length).toBe(1);
  await page.clock.fastForward(30_000);
  await mia.panel.getByRole("button", { name: "Sending …" }).waitFor();
  expect(await mia.field("Your message").inputValue()).toBe("Keep this, please.");
  // What would be added now would go with the form when this has arrived, and be nowhere.
  expect(await page.locator("deskbell-widget input[type=file]").isDisabled()).toBe(true);
  expect(waiting.length).toBe(1);
  mend();
  waiting[0]!();
  await mia.thanks();
});

test.each([
  ["behind", -day],
  ["ahead", day],
])("a clock that is a day %s changes nothing but the dates", async (way, by) => {
  const page = await world.newPage();
  const watched = await watch(page);
  await page.clock.install({ time: Date.now() + by });
  await roundTrip(await visit(page), hanna, `A clock that is ${way}`);
  expect(watched).toMatchObject({ consoleErrors: [], pageErrors: [] });
});

test("one character too many is counted before, and told after, and all of them are still there", async () => {
  const mia = await writer("A long story");
  const tooLong = "x".repeat(longest + 1);
  await write(mia.field("Your message"), tooLong);
  await mia.panel.getByText("1 character too many").waitFor();
  await mia.sendAfterTyping();
  await mia.panel.getByText("This is too long.").waitFor();
  expect(await mia.field("Your message").inputValue()).toBe(tooLong);
  await write(mia.field("Your message"), tooLong.slice(1));
  await mia.sendAfterTyping();
  await mia.thanks();

  await mia.seeTicket();
  await mia.reply(tooLong);
  await mia.panel.getByText("1 character too many").waitFor();
  expect(await mia.field("Your reply").inputValue()).toBe(tooLong);
  await mia.reply(tooLong.slice(1));
  await expect.poll(() => mia.field("Your reply").inputValue()).toBe("");
});

test("a file over the limit is named and left out, and the rest goes", async () => {
  const mia = await writer("A large film");
  const buffer = Buffer.alloc(10 * 1024 * 1024 + 1);
  await mia.fillIn({
    subject: "A large film",
    body: "Keep this, please.",
    files: [{ name: "film.mp4", mimeType: "video/mp4", buffer }],
  });
  await mia.panel.getByText("film.mp4 is larger than 10 MB.").waitFor();
  expect(await mia.field("Your message").inputValue()).toBe("Keep this, please.");
  await mia.sendAfterTyping();
  await mia.thanks();
});

/** Lets no request to this path through before so many have come, and then all of them. */
function together(path: string, count: number): void {
  const waiting: (() => void)[] = [];
  const open = obstruct(path, (request, _response, pass) => {
    if (request.method !== "POST") return pass();
    if (waiting.push(pass) < count) return;
    open();
    for (const enter of waiting) enter();
  });
}

/** All tabs send, and the first of them begins anew. @returns how often its list has a ticket of each subject */
async function sendAll(tabs: readonly Visitor[]): Promise<(subjects: string[]) => Promise<number[]>> {
  await Promise.all(tabs.map((tab) => tab.sendAfterTyping()));
  await Promise.all(tabs.map((tab) => tab.thanks()));
  const { page, panel } = tabs[0]!;
  await page.reload();
  await page.waitForFunction(() => window.Deskbell);
  await page.evaluate(() => window.Deskbell!.open("tickets"));
  const countOf = (subject: string): Promise<number> =>
    panel.getByRole("button", { name: new RegExp(`^${subject}\\b`) }).count();
  return (subjects) => Promise.all(subjects.map(countOf));
}

test("ten tabs that send at the same moment send ten tickets, and this browser finds them all", async () => {
  const context = await world.newPerson();
  const subjects = Array.from({ length: 10 }, (_, at) => `Tab ${at + 1}`);
  const tabs = await Promise.all(
    subjects.map(async (subject) => {
      const tab = await context.newPage();
      // Only a tab in sight holds a connection open. Without a screen all ten say they are, and a browser has six.
      await tab.addInitScript(() => Object.defineProperty(document, "hidden", { value: true }));
      const visitor = await visit(tab);
      await visitor.write({ subject, body: "Keep this, please." });
      return visitor;
    }),
  );
  // Half of them are new to the desk in the very same moment; a browser has six connections for all of them.
  together(`${shop.api}/visitors`, 5);
  const counts = await sendAll(tabs);
  await expect.poll(() => counts(subjects)).toEqual(subjects.map(() => 1));
});

test("two tabs are one visitor, too, where the browser is too busy to say who came first", async () => {
  const context = await world.newPerson();
  const visitorWith = async (answer: (page: Page) => Promise<unknown>, subject: string): Promise<Visitor> => {
    const tab = await context.newPage();
    await answer(tab);
    const visitor = await visit(tab);
    await visitor.write({ subject, body: "Keep this, please." });
    return visitor;
  };
  const never = (tab: Page): Promise<unknown> =>
    tab.addInitScript(() => {
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      // The five seconds that it is given.
      const wait = setTimeout;
      window.setTimeout = ((run: () => void, ms?: number, ...given: unknown[]) =>
        wait(run, ms === 5000 ? 10 : ms, ...given)) as typeof setTimeout;
    });
  /** Long after the other one has gone on without an answer. */
  const late = (tab: Page): Promise<unknown> =>
    tab.addInitScript(() => {
      const { transaction } = IDBDatabase.prototype;
      const { oncomplete } = Object.getOwnPropertyDescriptors(IDBTransaction.prototype);
      IDBDatabase.prototype.transaction = function (...given) {
        const made = transaction.apply(this, given);
        Object.defineProperty(made, "oncomplete", {
          set(tell: (event: Event) => void) {
            oncomplete!.set!.call(made, (event: Event) => setTimeout(() => tell.call(made, event), 1500));
          },
        });
        return made;
      };
    });
  const subjects = ["Gone on without", "Answered late"];
  const tabs = await Promise.all([visitorWith(never, subjects[0]!), visitorWith(late, subjects[1]!)]);
  together(`${shop.api}/visitors`, subjects.length);
  const counts = await sendAll(tabs);
  await expect.poll(() => counts(subjects)).toEqual(subjects.map(() => 1));
});
