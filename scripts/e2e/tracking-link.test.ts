import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "./call.ts";
import { firstAdministrator } from "./staff.ts";
import type { Staff } from "./staff.ts";
import { visitorOn } from "./visitor.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
let hanna: Staff;
let api: string;
beforeAll(async () => {
  world = await openWorld();
  hanna = await firstAdministrator(world);
  const key = await hanna.quickProject("Willow Tea");
  world.sites.useKey(key);
  api = `https://desk.test/api/portal/${key}`;
});
afterAll(() => world.close());

test("a tracking link opens its one ticket on another device, and leaves the address bar", async () => {
  const page = await (await world.newPerson()).newPage();
  await page.goto("https://shop.test/");
  const mia = visitorOn(page);
  await mia.open();
  await mia.startTicket();
  await mia.fill({ subject: "To be read on the train", body: "I go home now.", email: "mia@example.com" });
  const sending = page.waitForRequest((request) => request.method() === "POST" && request.url() === `${api}/tickets`);
  await mia.send();
  await mia.thanks();
  const sent = await sending;
  const token = (await sent.allHeaders())["authorization"]!.replace("Bearer ", "");
  const { ticket } = (await (await sent.response())!.json()) as { ticket: { id: string } };
  const link = await call<{ url: string }>(page, "POST", `${api}/tickets/${ticket.id}/tracking-links`, {}, token);

  const phone = await (await world.newPerson()).newPage();
  await phone.goto(link.url);
  await phone.getByText("I go home now.").waitFor();
  expect(phone.url()).not.toContain("ticket=");
  await phone.getByRole("textbox", { name: "Your reply" }).fill("Now I am on the train.");
  await phone.getByRole("button", { name: "Send", exact: true }).click();

  await hanna.page.goto("https://desk.test/admin#tickets?view=all");
  await hanna.openTicket("To be read on the train");
  await hanna.message("Now I am on the train.").waitFor();
});
