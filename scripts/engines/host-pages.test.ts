/** Every host page in Firefox and WebKit: a ticket is written and answered there. */
import { beforeAll, describe, expect, test } from "vitest";
import { hostPages } from "../../demo-site/host-pages/table.ts";
import type { HostPage } from "../../demo-site/host-pages/table.ts";
import { sharedStaff } from "../e2e/shared.ts";
import { typingMs } from "../e2e/visitor.ts";
import { engineNames, isWithinReach } from "./install.ts";
import { sharedEngine } from "./shared.ts";

const { world, hanna } = sharedStaff("sqlite", { LIMITS: "off" });
beforeAll(async () => {
  world.sites.useKey(await hanna.quickProject("Willow Tea"), await hanna.quickProject("Harbour Bikes"));
});

const addressOf = ({ name, scheme }: HostPage): string => `${scheme ?? "https"}://shop.test/host-pages/${name}.html`;

/** Runs in the page. */
const isLifted = (): boolean => document.querySelector("deskbell-widget")?.matches(":popover-open") ?? false;

describe.each(engineNames.filter(isWithinReach))("%s", (name) => {
  const newPerson = sharedEngine(name, world);

  test.each(hostPages.filter(({ isPart }) => !isPart))("$name: $title", async (hostPage) => {
    const mia = await newPerson(addressOf(hostPage));
    if (hostPage.name === "sandboxed") await mia.tab.enterFrame();
    // Before that the button stands elsewhere, and would be missed.
    if (/transformed|contained/.test(hostPage.name)) await expect.poll(() => mia.tab.evaluate(isLifted)).toBe(true);
    const subject = `${hostPage.title}, in ${name}`;
    await mia.press("Ask us");
    await mia.press("Write to us");
    await mia.write("Subject", subject);
    await mia.write("Your message", "The lid: it does not close.");
    await world.desk.pass(typingMs);
    await mia.press("Send");
    await mia.press("Open the ticket");
    const [ticket] = await hanna.ticketsCalled(subject);
    await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body: "A new one is on its way." });
    await mia.sees("A new one is on its way.");
    expect(ticket!.subject).toBe(subject);
  });
});
