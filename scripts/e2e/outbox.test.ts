/** What becomes of a customer's words when tab, network and server come and go. */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { signIn, type Visitor, visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

async function visit(context: BrowserContext): Promise<Visitor> {
  const page = await context.newPage();
  await page.goto("https://shop.test/");
  return visitorOn(page);
}

async function writer(subject: string, context?: BrowserContext): Promise<Visitor> {
  const visitor = await visit(context ?? (await world.newPerson()));
  await visitor.open();
  await visitor.write({ subject, body: "Only once, please." });
  return visitor;
}

const ticketsCalled = async (subject: string): Promise<number> => (await hanna.ticketsCalled(subject)).length;

/** No ticket gets out of this page. */
const holdBack = (page: Page): Promise<unknown> =>
  page.route(
    (url) => /\/(tickets|visitors)$/.test(url.pathname),
    (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()),
  );

test("what was queued offline and left goes out once at the next visit, before anybody opens the widget", async () => {
  const context = await world.newPerson();
  const mia = await writer("From the train", context);
  await context.setOffline(true);
  await mia.sendAfterTyping();
  await mia.panel.getByText("goes out when you are back online").waitFor();
  await mia.page.close();
  await context.setOffline(false);
  expect(await ticketsCalled("From the train")).toBe(0);

  const again = await visit(context);
  await expect.poll(() => ticketsCalled("From the train"), { timeout: 20_000 }).toBe(1);
  await again.open();
  await again.panel.getByRole("button", { name: /From the train/ }).waitFor();
  await again.startTicket();
  expect(await again.field("Subject").inputValue()).toBe("");
  await expect.poll(() => again.page.evaluate(() => Object.values(localStorage).join())).not.toContain("queued");
});

test("a message that waits is shown at the next visit, and can be taken back", async () => {
  const context = await world.newPerson();
  const mia = await writer("Second thoughts", context);
  await holdBack(mia.page);
  await mia.sendAfterTyping();
  await mia.panel.getByText("goes out when you are back online").waitFor();
  const second = await context.newPage();
  await holdBack(second);
  await second.goto("https://shop.test/");
  await mia.page.close();
  const again = visitorOn(second);
  await again.open();
  await again.panel.getByText("Second thoughts").waitFor();
  await again.panel.getByRole("button", { name: "Take back and edit" }).click();
  expect(await again.field("Subject").inputValue()).toBe("Second thoughts");
  await second.unrouteAll();
  await write(again.field("Subject"), "Third thoughts");
  await again.sendAfterTyping();
  await again.thanks();
  expect([await ticketsCalled("Second thoughts"), await ticketsCalled("Third thoughts")]).toEqual([0, 1]);
});

test("a reply that was queued offline is sent from another tab, once", async () => {
  const context = await world.newPerson();
  const mia = await writer("Two tabs", context);
  await mia.sendAfterTyping();
  await mia.seeTicket();
  const other = await visit(context);
  await other.open();
  await other.panel.getByRole("button", { name: /Two tabs/ }).click();
  await other.field("Your reply").waitFor();
  await context.setOffline(true);
  await mia.reply("Are you there?");
  await mia.panel.getByText("Waiting for the connection").waitFor();
  await mia.page.close();
  await context.setOffline(false);
  const [sent] = await hanna.ticketsCalled("Two tabs");
  const arrived = async (): Promise<string[]> => {
    const { ticket } = await hanna.call<{ ticket: { messages: { body: string }[] } }>("GET", `/tickets/${sent!.id}`);
    return ticket.messages.map(({ body }) => body);
  };
  await expect.poll(arrived).toEqual(["Only once, please.", "Are you there?"]);
  // The message that arrived is heard of before the answer that takes the waiting one away.
  await other.panel.getByText(/Waiting for the connection|Sending/).waitFor({ state: "detached" });
  await expect.poll(() => other.panel.getByText("Are you there?").count()).toBe(1);
  expect(await arrived()).toHaveLength(2);
});

test("what could not be read without a network is read as soon as it is back", async () => {
  const context = await world.newPerson();
  const mia = await writer("In the tunnel", context);
  await mia.sendAfterTyping();
  await mia.thanks();
  await context.setOffline(true);
  await mia.seeTicket();
  await mia.panel.getByRole("button", { name: "Try again" }).waitFor();
  await context.setOffline(false);
  await expect.poll(() => mia.panel.getByRole("article").innerText()).toContain("Only once, please.");
});

test("a message that another tab holds is left to it, also without locks, until that tab goes", async () => {
  const context = await world.newPerson();
  // As on a page of plain http.
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
    Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });
  });
  const mia = await writer("Without locks", context);
  await holdBack(mia.page);
  let tries = 0;
  mia.page.on("requestfailed", () => (tries += 1));
  await mia.sendAfterTyping();
  await mia.panel.getByText("goes out when you are back online").waitFor();
  const other = await visit(context);
  const sent: string[] = [];
  other.page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await other.open();
  await other.panel.getByText("Without locks").waitFor();
  const before = tries;
  await expect.poll(() => tries, { timeout: 30_000 }).toBeGreaterThan(before + 1);
  expect(sent).toEqual([]);
  await mia.page.close();
  // A tab that goes rarely gets to say so. The other one waits until it has been silent for long.
  await other.page.clock.install({ time: Date.now() + 100_000 });
  await expect.poll(() => ticketsCalled("Without locks"), { timeout: 30_000 }).toBe(1);
  await other.panel.getByRole("button", { name: /Without locks/ }).waitFor();
});

test("a desk that is killed while a ticket arrives has it once when it is back", async () => {
  const mia = await writer("Power cut");
  // It takes the ticket, nobody hears of that, and it is gone.
  world.sites.loseAnswer(`${shop.api}/tickets`);
  const taken = mia.page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/tickets"));
  await mia.sendAfterTyping();
  await taken;
  await world.desk.kill();
  await mia.panel.getByText("Your message is kept here").waitFor();
  await world.desk.start();
  await mia.thanks();
  expect(await ticketsCalled("Power cut")).toBe(1);
});

test("where every storage is refused a message waits as long as its page", async () => {
  const context = await world.newPerson();
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
    }
  });
  const mia = await writer("Nothing stored", context);
  const errors: string[] = [];
  mia.page.on("pageerror", (error) => errors.push(error.message));
  await context.setOffline(true);
  await mia.sendAfterTyping();
  await mia.panel.getByText("goes out when you are back online").waitFor();
  await context.setOffline(false);
  await mia.thanks();
  expect(await ticketsCalled("Nothing stored")).toBe(1);
  expect(errors).toEqual([]);
});

test("a ticket whose file the desk no longer has comes back with its text, and the file is uploaded again", async () => {
  const mia = await writer("With a file");
  await mia.fillIn({
    subject: "With a file",
    body: "See there.",
    files: [{ name: "tins.txt", mimeType: "text/plain", buffer: Buffer.from("four tins") }],
  });
  await mia.panel.getByText("9 bytes").waitFor();
  // As after the sweep, a day later.
  const gone = { error: { code: "attachment_unknown", message: "One of the files is not here any more." } };
  await mia.page.route(
    (url) => url.pathname.endsWith("/tickets"),
    (route) => (route.request().method() === "POST" ? route.fulfill({ status: 422, json: gone }) : route.fallback()),
    { times: 1 },
  );
  await mia.sendAfterTyping();
  await mia.panel.getByText("One of the files is not here any more").waitFor();
  expect(await mia.field("Your message").inputValue()).toBe("See there.");
  await mia.panel.getByRole("button", { name: "Try again" }).click();
  await mia.panel.getByText("9 bytes").waitFor();
  await mia.sendAfterTyping();
  await mia.seeTicket();
  await mia.panel.getByText("tins.txt").waitFor();
  expect(await ticketsCalled("With a file")).toBe(1);
});

test("what somebody queued goes out under no other name, and is shown to nobody else", async () => {
  const context = await world.newPerson();
  const ada = await visit(context);
  await ada.open();
  await signIn(ada, "ada@example.com", "Ada");
  await ada.page.evaluate(() => window.Deskbell!.open("new"));
  await ada.fillIn({ subject: "In Ada's name", body: "Only in hers." });
  await holdBack(ada.page);
  await ada.sendAfterTyping();
  await ada.panel.getByText("goes out when you are back online").waitFor();
  const token = await ada.page.evaluate(
    (portal) => (JSON.parse(localStorage.getItem(`deskbell:${portal}`)!) as { customer: string }).customer,
    shop.key,
  );
  await ada.page.close();
  const ended = await fetch(`http://127.0.0.1:${world.desk.port}${shop.api}/session`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(ended.status).toBe(204);

  const next = await visit(context);
  await next.open();
  await next.panel.getByRole("button", { name: "Sign in" }).waitFor();
  await signIn(next, "bert@example.com", "Bert");
  await next.startTicket();
  expect(await next.field("Subject").inputValue()).toBe("");
  expect(await next.panel.getByText("In Ada's name").count()).toBe(0);
  expect(await ticketsCalled("In Ada's name")).toBe(0);

  const bert = await next.page.evaluate(
    (portal) => (JSON.parse(localStorage.getItem(`deskbell:${portal}`)!) as { customer: string }).customer,
    shop.key,
  );
  await next.page.close();
  await fetch(`http://127.0.0.1:${world.desk.port}${shop.api}/session`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${bert}` },
  });
  const back = await visit(context);
  await back.open();
  await back.panel.getByRole("button", { name: "Sign in" }).waitFor();
  await signIn(back, "ada@example.com");
  await expect.poll(() => ticketsCalled("In Ada's name"), { timeout: 20_000 }).toBe(1);
  expect(await hanna.ticketsCalled("In Ada's name")).toMatchObject([{ from: { name: "Ada" } }]);
});

test("what a browser does not write down stays a draft until it has arrived, whoever closes the tab", async () => {
  const context = await world.newPerson();
  // As it refuses a page that is just being closed: the draft is all there is then.
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Closing", "InvalidStateError");
    };
  });
  const mia = await writer("Nowhere safe", context);
  await holdBack(mia.page);
  await mia.sendAfterTyping();
  await mia.panel.getByText("goes out when you are back online").waitFor();
  await mia.page.close();
  const again = await visit(context);
  await again.open();
  await again.startTicket();
  expect(await again.field("Subject").inputValue()).toBe("Nowhere safe");
  await again.sendAfterTyping();
  await again.thanks();
  expect(await ticketsCalled("Nowhere safe")).toBe(1);

  await again.seeTicket();
  // Nobody answers a ticket that has not been read yet.
  await again.field("Your reply").waitFor();
  await context.setOffline(true);
  await again.reply("Nor this");
  await again.panel.getByText("goes out when you are back online").waitFor();
  expect(await again.field("Your reply").inputValue()).toBe("Nor this");
  await context.setOffline(false);
  await again.panel.getByRole("article").filter({ hasText: "Nor this" }).waitFor();
  await expect.poll(() => again.field("Your reply").inputValue()).toBe("");
});
