import { expect, test } from "vitest";
import { write } from "../testing/hands.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { visit } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();

test("a tracking link opens its one ticket on another device, and leaves the address bar", async () => {
  const page = await world.newPage();
  const mia = await visit(page);
  await mia.write({ subject: "To be read on the train", body: "I go home now.", email: "mia@example.com" });
  const sending = page.waitForRequest(
    (request) => request.method() === "POST" && request.url() === `https://desk.test${shop.api}/tickets`,
  );
  await mia.sendAfterTyping();
  await mia.thanks();
  const sent = await sending;
  const token = (await sent.allHeaders())["authorization"]!.replace("Bearer ", "");
  const { ticket } = (await (await sent.response())!.json()) as { ticket: { id: string } };
  const link = await call<{ url: string }>(
    page,
    "POST",
    `https://desk.test${shop.api}/tickets/${ticket.id}/tracking-links`,
    {},
    token,
  );

  const viewport = { width: 390, height: 844 };
  const phone = await (await world.newPerson({ hasTouch: true, isMobile: true, viewport })).newPage();
  await phone.goto(link.url);
  await phone.getByRole("article").getByText("I go home now.").waitFor();
  // A short ticket fits the screen to the pixel, and what sends it lies under the thumb.
  expect(await phone.evaluate(() => document.documentElement.scrollHeight)).toBe(viewport.height);
  const { x, width } = (await phone.getByRole("button", { name: "Send", exact: true }).boundingBox())!;
  expect(x + width).toBe(viewport.width - 16);
  expect(phone.url()).not.toContain("ticket=");
  await write(phone.getByRole("textbox", { name: "Your reply" }), "Now I am on the train.");
  await phone.getByRole("button", { name: "Send", exact: true }).click();

  await hanna.page.goto("https://desk.test/admin#tickets?view=all");
  await hanna.openTicket("To be read on the train");
  await hanna.message("Now I am on the train.").waitFor();
});
