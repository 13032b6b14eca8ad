/** A new status is a line in the thread on both sides, and neither side reads the ticket again for it. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Page as List, ProjectItem } from "../../server/contract/index.ts";
import { choose } from "./choose.ts";
import { visitShop } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();
beforeAll(async () => {
  const [{ id }] = (await hanna.call<List<ProjectItem>>("GET", "/projects")).items as [ProjectItem];
  await hanna.call("PATCH", `/projects/${id}`, { portal: { permissions: { closeTickets: true } } });
});

/** Counts how often a page asks for one ticket with its messages. */
function readingsOn(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "GET" && /\/tickets\/[^/?]+\?/.test(request.url())) count += 1;
  });
  return () => count;
}

/** Somebody on the shop's page who has sent a ticket and has its thread open. */
async function writeOf(subject: string, before: (page: Page) => Promise<unknown> = async () => {}): Promise<Visitor> {
  const page = await visitShop(world, { attributes: { "data-portal": shop.key, "data-label": "Ask us" } });
  await before(page);
  const visitor = visitorOn(page);
  await visitor.open();
  await visitor.write({ subject, body: "The lid is loose" });
  await visitor.sendAfterTyping();
  await visitor.seeTicket();
  await visitor.field("Your reply").waitFor();
  await hanna.openQueue();
  await hanna.openTicket(subject);
  await hanna.message("The lid is loose").waitFor();
  return visitor;
}

test("solved by staff, opened again by a reply, closed by the customer: each a line, none a second reading", async () => {
  const visitor = await writeOf("To and fro");
  const { page } = visitor;
  const widget = page.locator("deskbell-widget");
  const [ours, theirs] = [readingsOn(page), readingsOn(hanna.page)];

  await choose(hanna.page.getByRole("complementary", { name: "Details" }), "Status", "Solved");
  await hanna.message("Status changed from New to Solved").waitFor();
  await widget.locator(".change").getByText("Solved").waitFor();

  await visitor.reply("Still loose");
  await widget.locator(".change").getByText("In progress").waitFor();
  await hanna.message("Status changed from Solved to Open").waitFor();
  const [reply, line] = (await widget.locator("article, .change").allInnerTexts()).slice(-2);
  expect([reply, line]).toEqual([expect.stringContaining("Still loose"), expect.stringContaining("In progress")]);

  await widget.getByRole("button", { name: "Close ticket" }).press("Enter");
  await widget.getByRole("alert").getByRole("button", { name: "Close ticket" }).press("Enter");
  await widget.locator(".change").getByText("Closed").waitFor();
  await hanna.message("Status changed from Open to Closed").waitFor();
  expect(await widget.locator(".change").count()).toBe(3);
  expect([ours(), theirs()]).toEqual([0, 0]);
});

test("an answer of which no event told is there with the next reply, in its place", async () => {
  const visitor = await writeOf("Behind a proxy", (page) => page.route("**/events*", () => {}));
  await hanna.reply("Turn it twice");
  await visitor.reply("That helps");
  const widget = visitor.page.locator("deskbell-widget");
  await widget.getByText("Turn it twice").waitFor();
  const texts = await widget.getByRole("article").allInnerTexts();
  expect(texts).toEqual(
    ["The lid is loose", "Turn it twice", "That helps"].map((text) => expect.stringContaining(text)),
  );
});
