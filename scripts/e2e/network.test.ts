/** What the network does to a message, and what the message makes of it. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { write } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visit } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

const path = (): string => `${shop.api}/tickets`;

/** The keys that a page's submissions carry, as they go out. */
function keysOf(page: Page): Set<string> & { tries?: number } {
  const keys: Set<string> & { tries?: number } = new Set<string>();
  page.on("request", (request) => {
    if (request.method() !== "POST" || new URL(request.url()).pathname !== path()) return;
    keys.add(request.headers()["idempotency-key"] ?? "");
    keys.tries = (keys.tries ?? 0) + 1;
  });
  return keys;
}

async function writer(subject: string): Promise<Visitor> {
  const visitor = await visit(await world.newPage());
  await visitor.write({ subject, body: "Only once, please." });
  return visitor;
}

const ticketsCalled = async (subject: string): Promise<number> => (await hanna.ticketsCalled(subject)).length;

test("a ticket whose answer was lost on the way is sent again by itself, and is there once", async () => {
  const mia = await writer("Answer lost");
  const keys = keysOf(mia.page);
  world.sites.loseAnswer(path());
  await mia.sendAfterTyping();
  await mia.panel.getByText("Your message is kept here").waitFor();
  await mia.thanks();
  expect([keys.tries, keys.size]).toEqual([2, 1]);
  expect(await ticketsCalled("Answer lost")).toBe(1);
});

test("a ticket waits for a desk behind a proxy that answers with a page of its own", async () => {
  const mia = await writer("Behind a proxy");
  const keys = keysOf(mia.page);
  const page = { status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" };
  await mia.page.route(
    (url) => url.pathname === path(),
    (route) => (route.request().method() === "POST" ? route.fulfill(page) : route.fallback()),
    { times: 1 },
  );
  await mia.sendAfterTyping();
  await mia.panel.getByText("when it is back").waitFor();
  await mia.thanks();
  expect([keys.tries, keys.size]).toEqual([2, 1]);
});

test("somebody who stops a waiting ticket has the text back, and the same text is not doubled", async () => {
  const mia = await writer("Second thoughts");
  const keys = keysOf(mia.page);
  world.sites.loseAnswer(path());
  await mia.sendAfterTyping();
  await mia.panel.getByRole("button", { name: "Stop and edit" }).click();
  expect(await mia.field("Subject").inputValue()).toBe("Second thoughts");
  await mia.sendAfterTyping();
  await mia.thanks();
  expect([keys.tries, keys.size]).toEqual([2, 1]);
  expect(await ticketsCalled("Second thoughts")).toBe(1);
});

test("what the server refuses is said beside its field, and nothing typed is gone", async () => {
  const mia = await writer("Wrong address");
  await write(mia.field("Email"), "mia@example");
  await mia.sendAfterTyping();
  await mia.panel.getByText("This does not look like an email address.").waitFor();
  const marked = mia.panel.getByText("Please look at the marked fields.");
  await marked.waitFor();
  expect(await mia.field("Your message").inputValue()).toBe("Only once, please.");
  await write(mia.field("Email"), "mia@example.com");
  // With the last mark goes the sentence about marks.
  await marked.waitFor({ state: "detached" });
  await mia.sendAfterTyping();
  await mia.thanks();
});

/** Staff's answer to the newest ticket with this subject. */
async function answer(subject: string, body: string): Promise<void> {
  const [ticket] = await hanna.ticketsCalled(subject);
  await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body });
}

/** Holds what a page asks of addresses like this one, or the answers it gets, until they are let go. */
async function hold(
  page: Page,
  urlPattern: string,
  requestStage: "Request" | "Response" = "Response",
): Promise<{ held: Promise<void>; letGo: () => Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Fetch.enable", { patterns: [{ urlPattern, requestStage }] });
  const held = new Promise<void>((resolve) => session.once("Fetch.requestPaused", () => resolve()));
  return { held, letGo: () => session.send("Fetch.disable").then(() => {}) };
}

test("an answer that comes after the ticket was read, and before anything listens, is heard", async () => {
  const mia = await writer("Before it listens");
  const live = await hold(mia.page, "*/events*", "Request");
  await mia.sendAfterTyping();
  await live.held;
  await mia.seeTicket();
  await mia.field("Your reply").waitFor();
  await answer("Before it listens", "In the gap.");
  expect(await mia.panel.getByText("In the gap.").count()).toBe(0);
  await live.letGo();
  await mia.panel.getByText("In the gap.").waitFor();
});

test("an answer that overtakes the ticket it belongs to stays in sight", async () => {
  const mia = await writer("Overtaken");
  const following = mia.page.waitForResponse(/\/events$/);
  await mia.sendAfterTyping();
  await mia.thanks();
  await following;
  const read = await hold(mia.page, "*/tickets/*");
  await mia.seeTicket();
  await read.held;
  await answer("Overtaken", "Faster than you.");
  await expect.poll(() => mia.page.getByText(/New answer from/).count()).toBe(1);
  await read.letGo();
  await mia.panel.getByText("Faster than you.").waitFor();
});
