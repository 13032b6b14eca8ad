/** Widgets of every release stay on pages for ever, and those of one site share an outbox. */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { sharedShop } from "./shared.ts";
import { visit, visitorOn } from "./visitor.ts";
import type { Visitor } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

interface Waiting {
  key: string;
  path: string;
  body: object;
  beside?: object;
}

/** What lies in this browser's outbox. */
const waitingIn = (page: Page): Promise<Waiting[]> =>
  page.evaluate(
    (portal) =>
      new Promise<Waiting[]>((resolve, reject) => {
        const opening = indexedDB.open(`deskbell:${portal}`);
        opening.onerror = reject;
        opening.onsuccess = () => {
          const entries = opening.result.transaction("outbox", "readwrite").objectStore("outbox");
          const found = entries.getAll();
          found.onsuccess = () => resolve(found.result.filter(({ path }) => path));
          opening.result.close();
        };
      }),
    shop.key,
  );

/** Leaves of them what widgets wrote that knew where a message goes by its path alone. */
const makeOlder = (page: Page): Promise<void> =>
  page.evaluate(
    (portal) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(`deskbell:${portal}`);
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("outbox", "readwrite");
          const entries = transaction.objectStore("outbox");
          const found = entries.getAll();
          found.onsuccess = () =>
            found.result.forEach((entry) => {
              delete entry.to;
              entries.put(entry);
            });
          transaction.oncomplete = () => resolve();
          opening.result.close();
        };
      }),
    shop.key,
  );

/** Sends a ticket, and leaves a reply to it and another ticket in the outbox. */
async function leaveTwo(context: BrowserContext, subject: string): Promise<Visitor> {
  const mia = await visit(await context.newPage());
  await mia.write({ subject, body: "Only once, please." });
  await mia.sendAfterTyping();
  await mia.seeTicket();
  await mia.field("Your reply").waitFor();
  await context.setOffline(true);
  await mia.reply("Are you there?");
  await mia.panel.getByText("Waiting for the connection").waitFor();
  await mia.page.evaluate(() => window.Deskbell!.open("new"));
  await mia.fillIn({ subject: `${subject} again`, body: "Only once, please." });
  await mia.sendAfterTyping();
  await mia.panel.getByText("goes out when you are back online").waitFor();
  return mia;
}

/** Both are on the desk, and no more than once. */
async function seeTwo(subject: string): Promise<void> {
  const [sent, ...others] = await hanna.ticketsCalled(subject);
  const again = async (): Promise<number> => (await hanna.ticketsCalled(`${subject} again`)).length;
  await expect.poll(again, { timeout: 20_000 }).toBe(1);
  expect(others).toEqual([]);
  const bodies = async (): Promise<string[]> => {
    const { ticket } = await hanna.call<{ ticket: { messages: { body: string }[] } }>("GET", `/tickets/${sent!.id}`);
    return ticket.messages.map(({ body }) => body);
  };
  await expect.poll(bodies, { timeout: 20_000 }).toEqual(["Only once, please.", "Are you there?"]);
}

/** Without opening the widget: what waits goes out by itself. */
async function comeBack(context: BrowserContext): Promise<Visitor> {
  const page = await context.newPage();
  await page.goto("https://shop.test/");
  return visitorOn(page);
}

const isEmptied = ({ page }: Visitor): Promise<void> =>
  expect.poll(() => page.evaluate(() => Object.values(localStorage).join())).not.toContain("queued");

test("what an older widget wrote down, which knew a path alone, goes out from this one", async () => {
  const context = await world.newPerson();
  const mia = await leaveTwo(context, "Older");
  await makeOlder(mia.page);
  expect(JSON.stringify(await waitingIn(mia.page))).not.toContain('"to":');
  await mia.page.close();
  await context.setOffline(false);
  const again = await comeBack(context);
  await isEmptied(again);
  await seeTwo("Older");
});

test("what an older widget in another tab has sent of this one's outbox is not sent again", async () => {
  const context = await world.newPerson();
  const mia = await leaveTwo(context, "Newer");
  const waiting = await waitingIn(mia.page);
  const visitor = await mia.page.evaluate(
    (portal) => (JSON.parse(localStorage.getItem(`deskbell:${portal}`)!) as { visitor: string }).visitor,
    shop.key,
  );
  await mia.page.close();
  // As every release has done it.
  for (const { key: name, path, body, beside } of waiting) {
    const answer = await fetch(`http://127.0.0.1:${world.desk.port}${shop.api}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${visitor}`, "content-type": "application/json", "idempotency-key": name },
      body: JSON.stringify({ ...body, ...beside }),
    });
    expect(answer.status).toBe(201);
  }
  await context.setOffline(false);
  const again = await comeBack(context);
  await isEmptied(again);
  await seeTwo("Newer");
});
