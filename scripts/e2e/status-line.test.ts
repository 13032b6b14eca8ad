/** A new status is a line in the thread on both sides, and neither side reads the ticket again for it. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page as List, ProjectItem } from "../../server/contract/index.ts";
import { visitShop } from "./host-page.ts";
import { firstAdministrator } from "./staff.ts";
import type { Staff } from "./staff.ts";
import { visitorOn } from "./visitor.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
let hanna: Staff;
let key: string;
beforeAll(async () => {
  world = await openWorld();
  hanna = await firstAdministrator(world);
  key = await hanna.quickProject("Willow Tea");
  const [{ id }] = (await hanna.call<List<ProjectItem>>("GET", "/projects")).items as [ProjectItem];
  await hanna.call("PATCH", `/projects/${id}`, { portal: { permissions: { closeTickets: true } } });
});
afterAll(() => world.close());

/** Counts how often a page asks for one ticket with its messages. */
function readingsOn(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "GET" && /\/tickets\/[^/?]+\?/.test(request.url())) count += 1;
  });
  return () => count;
}

test("solved by staff, opened again by a reply, closed by the customer: each a line, none a second reading", async () => {
  const page = await visitShop(world, { attributes: { "data-portal": key, "data-label": "Ask us" } });
  const visitor = visitorOn(page);
  const widget = page.locator("deskbell-widget");
  await visitor.open();
  await visitor.startTicket();
  await visitor.fill({ subject: "To and fro", body: "The lid is loose" });
  await visitor.send();
  await visitor.seeTicket();
  await visitor.field("Your reply").waitFor();
  await hanna.openQueue();
  await hanna.openTicket("To and fro");
  await hanna.message("The lid is loose").waitFor();
  const [ours, theirs] = [readingsOn(page), readingsOn(hanna.page)];

  await hanna.page.getByRole("complementary", { name: "Details" }).getByLabel("Status").selectOption("Solved");
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
