import { beforeAll, expect, test } from "vitest";
import { write } from "../testing/hands.ts";
import { sharedStaff } from "./shared.ts";
import { visit } from "./visitor.ts";
import { watch } from "./watch.ts";

const { world, hanna } = sharedStaff();
beforeAll(async () => {
  world.sites.useKey(await hanna.createProject("Willow Tea"));
});

test("a reply that is being typed when the portal is turned off stays, and goes out when it is on again", async () => {
  const mia = await visit(await world.newPage());
  await mia.write({ subject: "More to come", body: "First this" });
  await mia.sendAfterTyping();
  await mia.seeTicket();
  await write(mia.field("Your reply"), "And then I thought");

  await hanna.setPortal(false);
  await mia.panel.getByText(/closed while you were writing/).waitFor();
  expect(await mia.field("Your reply").inputValue()).toBe("And then I thought");

  await hanna.setPortal(true);
  await mia.sendAfterTyping();
  await mia.panel.locator("article:not([aria-busy])").getByText("And then I thought").waitFor();
  await mia.panel.getByText(/closed/).waitFor({ state: "detached" });
  expect(await mia.field("Your reply").inputValue()).toBe("");
});

test("a panel of somebody who has sent nothing closes with the portal, at once, and asks for nothing", async () => {
  const mia = await visit(await world.newPage());
  await mia.startTicket();
  await write(mia.field("Subject"), "Half a thought");
  await hanna.setPortal(false);
  await mia.panel.getByText(/closed while you were writing/).waitFor();
  expect(await mia.field("Subject").inputValue()).toBe("Half a thought");
  await hanna.setPortal(true);
});

test("a portal turned off closes at once, keeps what was being typed, and takes it when it is on again at the same address", async () => {
  const link = await hanna.portalLink();
  const mia = await visit(await world.newPage());
  await mia.write({ subject: "Half a thought", body: "I was just about to say" });

  await hanna.setPortal(false);
  await mia.sendAfterTyping();
  await mia.panel.getByText(/closed/i).waitFor();
  const portal = await world.newPage();
  const watched = await watch(portal);
  expect((await portal.goto(link))?.status()).toBe(404);
  // The page's own style must pass the page's own policy.
  expect(await watched.violations()).toEqual([]);

  await hanna.setPortal(true);
  expect(await hanna.portalLink()).toBe(link);
  expect((await portal.goto(link))?.status()).toBe(200);
  expect(await mia.field("Subject").inputValue()).toBe("Half a thought");
  expect(await mia.field("Your message").inputValue()).toBe("I was just about to say");
  await mia.sendAfterTyping();
  await mia.thanks();
});
