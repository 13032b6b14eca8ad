/** Every string of the Big List of Naughty Strings: refused with a reason, or back byte for byte wherever it is shown. */
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { ErrorReply, TicketWithMessages } from "../../server/contract/index.ts";
import { hostPage, strictPolicy } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { visitorOn } from "./visitor.ts";
import { watch } from "./watch.ts";
import type { Watched } from "./watch.ts";

const naughty = createRequire(import.meta.url)("big-list-of-naughty-strings") as string[];
// As many as a thread shows at once.
const perTicket = 50;
const sayable = naughty.filter((text) => /\S/.test(text));
const batches = Array.from({ length: Math.ceil(sayable.length / perTicket) }, (_, at) =>
  sayable.slice(at * perTicket, (at + 1) * perTicket),
);

const { world, hanna, shop } = sharedShop("sqlite", { LIMITS: "off" });
let shopPage: Page;
let watchedShop: Watched;
let watchedDesk: Watched;
let api: string;
let token: string;

interface Reply {
  status: number;
  body: { ticket?: TicketWithMessages; token?: string } & Partial<ErrorReply>;
}

/** Many calls of the portal API in one go, from the shop's page. */
const ask = (calls: { method: string; path: string; body?: unknown }[]): Promise<Reply[]> =>
  shopPage.evaluate(
    async ({ base, bearer, wanted }) => {
      const answers: unknown[] = [];
      const one = async (at: number): Promise<void> => {
        const { method, path, body } = wanted[at]!;
        const response = await fetch(base + path, {
          method,
          headers: {
            "Content-Type": "application/json",
            ...(bearer && { Authorization: `Bearer ${bearer}` }),
            ...(method === "POST" && { "Idempotency-Key": crypto.randomUUID() }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        answers[at] = { status: response.status, body: await response.json() };
      };
      for (let at = 0; at < wanted.length; at += 6) {
        await Promise.all(wanted.slice(at, at + 6).map((_, next) => one(at + next)));
      }
      return answers as Reply[];
    },
    { base: api, bearer: token, wanted: calls },
  );

/** The text of every element that is on the page, shadow roots included. */
const textsOn = (page: Page): Promise<Set<string>> =>
  page
    .evaluate(() => {
      const texts = new Set<string>();
      const read = (root: ParentNode): void => {
        for (const element of root.querySelectorAll("*")) {
          texts.add(element.textContent);
          if (element.shadowRoot) read(element.shadowRoot);
        }
      };
      read(document);
      return [...texts];
    })
    .then((texts) => new Set(texts));

const missing = (wanted: string[], shown: Set<string>): string[] => wanted.filter((text) => !shown.has(text));

beforeAll(async () => {
  watchedDesk = await watch(hanna.page);
  await hanna.page.goto("https://desk.test/admin");
  api = `https://desk.test${shop.api}`;
  const headers = { "Content-Security-Policy": strictPolicy };
  world.sites.addPage(
    "/shop.html",
    hostPage({ attributes: { "data-portal": shop.key, "data-label": "Ask us" }, headers }),
  );
  shopPage = await world.newPage();
  watchedShop = await watch(shopPage);
  await shopPage.goto("https://shop.test/shop.html");
  // A first ticket by hand: what follows is sent with the same browser's token, so that the widget shows it.
  const mia = visitorOn(shopPage);
  await mia.open();
  await mia.write({ subject: "Strings follow", body: "One after the other." });
  const sending = shopPage.waitForRequest(
    (request) => request.method() === "POST" && request.url() === `${api}/tickets`,
  );
  await mia.sendAfterTyping();
  token = (await (await sending).allHeaders())["authorization"]!.replace("Bearer ", "");
});

test("the API refuses a string with a reason, or gives it back byte for byte as subject and as text", async () => {
  const sent = await ask(
    naughty.map((text) => ({ method: "POST", path: "/tickets", body: { subject: text, body: text } })),
  );
  sent.forEach(({ status, body }, at) => {
    const text = naughty[at]!;
    const problem = !/\S/.test(text) ? "required" : text.length > 200 ? "too_long" : undefined;
    if (problem) {
      expect({ status, subject: body.error?.fields?.["subject"] }).toEqual({ status: 400, subject: problem });
    } else {
      expect({ status, subject: body.ticket?.subject }).toEqual({ status: 201, subject: text });
    }
  });
  const kept = sent.flatMap(({ body }) => body.ticket ?? []);
  const read = await ask(kept.map(({ id }) => ({ method: "GET", path: `/tickets/${id}` })));
  expect(read.map(({ body }) => body.ticket!.subject)).toEqual(kept.map(({ subject }) => subject));
  expect(read.map(({ body }) => body.ticket!.messages[0]!.body)).toEqual(kept.map(({ subject }) => subject));
});

test("widget and staff page show every string as it was typed, and none of them does anything (attack 1)", async () => {
  // The refusals of the test before are in the console too.
  watchedShop.consoleErrors.length = 0;
  const begun = await ask(
    batches.map((texts) => ({ method: "POST", path: "/tickets", body: { subject: texts[0], body: texts[0] } })),
  );
  const ids = begun.map(({ body }) => body.ticket!.id);
  for (const [at, texts] of batches.entries()) {
    await ask(texts.slice(1).map((body) => ({ method: "POST", path: `/tickets/${ids[at]}/messages`, body: { body } })));
  }
  for (const [at, texts] of batches.entries()) {
    await shopPage.evaluate(
      (id) => (Reflect.get(window, "Deskbell") as { open: (view: string) => void }).open(`tickets/${id}`),
      ids[at],
    );
    await expect.poll(async () => missing(texts, await textsOn(shopPage)), { timeout: 10_000 }).toEqual([]);
    await hanna.page.goto(`https://desk.test/admin#tickets/${ids[at]}`);
    await expect.poll(async () => missing(texts, await textsOn(hanna.page)), { timeout: 10_000 }).toEqual([]);
  }
  for (const watched of [watchedShop, watchedDesk]) {
    expect(await watched.violations()).toEqual([]);
    expect(watched).toMatchObject({ dialogs: [], consoleErrors: [], pageErrors: [], foreign: [] });
  }
});
