import { afterAll, beforeAll, expect, test } from "vitest";
import { hostPage, strictPolicy } from "./host-page.ts";
import { firstAdministrator } from "./staff.ts";
import { visitorOn } from "./visitor.ts";
import { watch } from "./watch.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test("a whole round trip breaks nothing of the strictest policy a page can have", async () => {
  const hanna = await firstAdministrator(world);
  const key = await hanna.quickProject("Willow Tea");
  const headers = { "Content-Security-Policy": strictPolicy };
  world.sites.addPage(
    "/strict.html",
    hostPage({ attributes: { "data-portal": key, "data-label": "Ask us" }, headers }),
  );
  const page = await (await world.newPerson()).newPage();
  const watched = await watch(page);
  await page.goto("https://shop.test/strict.html");
  const mia = visitorOn(page);
  await mia.open();
  await mia.startTicket();
  const buffer = Buffer.from("A list\n");
  await mia.fill({
    subject: "Under a strict policy",
    body: "It **works**.",
    files: [{ name: "list.txt", mimeType: "text/plain", buffer }],
  });
  await mia.send();
  await mia.thanks();

  await hanna.openQueue();
  await hanna.openTicket("Under a strict policy");
  await mia.seeTicket();
  await hanna.reply("It does.");
  await mia.panel.getByText("It does.").waitFor();
  await mia.reply("Good.");
  await hanna.message("Good.").waitFor();

  expect(watched).toMatchObject({ dialogs: [], consoleErrors: [], pageErrors: [], foreign: [] });
  expect(await watched.violations()).toEqual([]);
});
