/** What every engine has to do, in short; `npm run browsers` goes through all host pages too. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Customer, Page, Project, ProjectItem, StaffTicketWithMessages } from "../../server/contract/index.ts";
import { engineNames, isWithinReach } from "../engines/install.ts";
import { sharedEngine } from "../engines/shared.ts";
import { sharedShop } from "./shared.ts";
import { onePixel } from "./one-pixel.ts";
import { changedOnItsWay } from "./sites.ts";
import { colleague } from "./staff.ts";
import { typingMs } from "./visitor.ts";

const { world, hanna } = sharedShop("sqlite", { LIMITS: "off" });
const folder = mkdtempSync(join(tmpdir(), "deskbell-engines-"));
beforeAll(() => {
  writeFileSync(join(folder, "lid.txt"), "dented");
  writeFileSync(join(folder, "lid.png"), onePixel);
});
afterAll(() => rmSync(folder, { recursive: true }));

const bodiesOf = async (id: string): Promise<string[]> =>
  (await hanna.call<{ ticket: StaffTicketWithMessages }>("GET", `/tickets/${id}`)).ticket.messages
    .map(({ body }) => body)
    .filter(Boolean);

/** As other tests do by the API. Runs in the page. */
const withoutUndo = async (): Promise<void> => {
  const headers = { "content-type": "application/json" };
  await fetch("/api/staff/session", { method: "PATCH", headers, body: JSON.stringify({ undoSeconds: 0 }) });
};

/** These run in the page of a widget that shows a thread. */
const replyHeight = (): number =>
  document.querySelector("deskbell-widget")!.shadowRoot!.querySelector(".composer textarea")!.getBoundingClientRect()
    .height;
const firstLetterTop = (): number =>
  document.querySelector("deskbell-widget")!.shadowRoot!.querySelector("article")!.getBoundingClientRect().top;
const readFurtherUp = (): boolean => {
  const view = document.querySelector("deskbell-widget")!.shadowRoot!.querySelector(".view")!;
  view.scrollTop = -300;
  return view.scrollTop < -250;
};
const isDrawnIn = (part: string): boolean => {
  const canvas = document
    .querySelector("deskbell-widget")!
    .shadowRoot!.querySelector<HTMLCanvasElement>(`${part} canvas`);
  return canvas?.width === 1;
};
const waitForLetter = async (text: string): Promise<void> => {
  const root = document.querySelector("deskbell-widget")!.shadowRoot!;
  const isThere = (): boolean => [...root.querySelectorAll("article")].some((one) => one.textContent!.includes(text));
  while (!isThere()) await new Promise(requestAnimationFrame);
};

describe.each(engineNames.filter(isWithinReach))("%s", (name) => {
  const newPerson = sharedEngine(name, world);

  test("a customer writes with a file, is answered live, and replies", async () => {
    const mia = await newPerson("https://shop.test/shop.html");
    await mia.press("Ask us");
    await mia.press("Write to us");
    const subject = `Dented in ${name}`;
    await mia.write("Subject", subject);
    await mia.write("Your message", "The lid: it does not close.");
    await mia.tab.attach(["lid.txt", "lid.png"].map((file) => join(folder, file)));
    await mia.sees("6 byte");
    await mia.sees("70 byte");
    await world.desk.pass(typingMs);
    await mia.press("Send");
    await mia.press("Open the ticket");
    await mia.sees("The lid: it does not close.");
    // U-m14: a picture opens over all that is there, and the thread is back when it closes. The thanks have it too.
    await expect.poll(() => mia.tab.evaluate(isDrawnIn, ".thread .attachments")).toBe(true);
    await mia.press("lid.png", "link");
    await expect.poll(() => mia.tab.evaluate(isDrawnIn, ".light-box")).toBe(true);
    await mia.press("Close");
    // X5: on the clipboard, where a link that comes after the press would be refused and shown instead.
    await mia.press("Copy link for another device");
    await mia.sees("Copied");
    const [ticket] = await hanna.ticketsCalled(subject);
    await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body: "A new one is on its way." });
    await mia.sees("A new one is on its way.");
    await mia.write("Your reply", "That was quick.");
    await mia.press("Send");
    await expect
      .poll(() => bodiesOf(ticket!.id))
      .toEqual(["The lid: it does not close.", "A new one is on its way.", "That was quick."]);
    // X5: without a style for it, too, the field is as high as its text, and what comes moves no line that is read.
    const low = await mia.tab.evaluate(replyHeight);
    const praise = "I will tell everybody I know how quick that was. ".repeat(3).trim();
    await mia.write("Your reply", praise);
    expect(await mia.tab.evaluate(replyHeight)).toBeGreaterThan(low + 15);
    await mia.press("Send");
    await expect.poll(() => mia.tab.evaluate(replyHeight)).toBe(low);
    await expect.poll(() => bodiesOf(ticket!.id)).toContain(praise);
    await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body: "Line\n".repeat(40) });
    await expect.poll(() => mia.tab.evaluate(readFurtherUp)).toBe(true);
    const there = await mia.tab.evaluate(firstLetterTop);
    await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body: "One more thing.\nOr two." });
    await mia.tab.evaluate(waitForLetter, "One more thing.");
    expect(Math.abs((await mia.tab.evaluate(firstLetterTop)) - there)).toBeLessThan(2);
    // Safari follows what looks like a press as it follows a press.
    let followed = 0;
    const path = `/followed-in-${name}.html`;
    const restore = world.sites.obstruct(path, (_request, response) => {
      followed += 1;
      response.writeHead(200, { "Content-Type": "text/html" }).end("There it is.");
    });
    await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body: `See [here](https://desk.test${path})` });
    await mia.press("here", "link");
    await expect.poll(() => followed).toBe(1);
    // Whatever else the press began has begun by now.
    await mia.tab.evaluate(() => new Promise((done) => setTimeout(done)));
    await hanna.ticketsCalled(subject);
    expect(followed).toBe(1);
    restore();
  });

  test("C19: of a pinned release a changed file does not run", async () => {
    const { items } = await hanna.call<{ items: ProjectItem[] }>("GET", "/projects");
    const { project } = await hanna.call<{ project: Project }>("GET", `/projects/${items[0]!.id}`);
    const snippet = project.snippets.pinned.replace("data-portal=", 'data-label="Ask us" data-portal=');
    world.sites.addPage("/pinned.html", { html: `<!doctype html><html lang="en"><h1>Shop</h1>${snippet}</html>` });
    const main = `${/\/w\/[^/"]+\//.exec(snippet)![0]}main.js`;
    const restore = world.sites.obstruct(main, changedOnItsWay(world.desk.port));
    const tom = await newPerson("https://shop.test/pinned.html");
    await tom.press("Ask us");
    await tom.sees("This did not load. Press again.");
    expect(await tom.tab.evaluate(() => "changedFileRan" in window)).toBe(false);
    restore();
  });

  test("a customer registers by a code and stays signed in", async () => {
    const email = `ines@${name}.example`;
    const ines = await newPerson("https://shop.test/shop.html");
    await ines.press("Ask us");
    await ines.press("Sign in");
    await ines.press("New here? Register");
    await ines.write("Your name", "Ines");
    await ines.write("Email", email);
    await ines.press("Send me a code");
    const { code } = await world.desk.mailbox.next(email);
    await ines.write("6-digit code", code!);
    await ines.sees("Ines");
    await ines.tab.goto("https://shop.test/shop.html");
    await ines.press("Ask us");
    await ines.sees("Ines");
    const { items } = await hanna.call<Page<Customer>>("GET", `/customers?q=${email}`);
    expect(items.map((customer) => customer.name)).toEqual(["Ines"]);
  });

  test("an agent sets a password, answers a ticket of the queue, and X1: presses beside a table's rows", async () => {
    const subject = `Read in ${name}`;
    const email = `${name}.${colleague.email}`;
    const { id, project } = await hanna.newTicket({ subject, body: "Where is my tea?" });
    await hanna.call("POST", "/customers", {
      project: project.id,
      name: `Last in ${name}`,
      email: `last@${name}.example`,
    });
    const bo = await newPerson(`https://desk.test${await world.desk.addAgent(email)}`);
    await bo.write("Your name", colleague.name);
    await bo.write("Password", colleague.password);
    await bo.press("Save and sign in");
    await bo.press("More");
    await bo.press("All tickets", "link");
    await bo.press(subject, "link");
    await bo.sees("Where is my tea?");
    await bo.tab.evaluate(withoutUndo);
    await bo.write("Reply", "It left this morning.");
    await bo.press("Send");
    await bo.sees("Reply sent");
    expect(await bodiesOf(id)).toEqual(["Where is my tea?", "It left this morning."]);
    // The last row's link once lay over the whole window in WebKit.
    await bo.press("Customers", "link");
    await bo.sees(`Last in ${name}`);
    await bo.press("All tickets", "link");
    await bo.sees(`Read in ${name}`);
    expect(await bo.tab.evaluate(() => location.hash)).toBe("#tickets?view=all");
  });
});
