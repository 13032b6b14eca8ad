/** Every host page in Firefox and WebKit: a ticket is written and answered there. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostPages } from "../../demo-site/host-pages/table.ts";
import type { HostPage } from "../../demo-site/host-pages/table.ts";
import { sharedStaff } from "../e2e/shared.ts";
import { engineNames, findEngine, isWithinReach } from "./install.ts";
import { personAt } from "./person.ts";
import { type Proxy, startProxy } from "./proxy.ts";
import type { Running } from "./tab.ts";

const { world, hanna } = sharedStaff("sqlite", { LIMITS: "off" });
let proxy: Proxy;
beforeAll(async () => {
  world.sites.useKey(await hanna.quickProject("Willow Tea"), await hanna.quickProject("Harbour Bikes"));
  proxy = await startProxy(world.sites.ports);
});
afterAll(() => proxy.close());

const typingMs = 2000;
const addressOf = ({ name, scheme }: HostPage): string => `${scheme ?? "https"}://shop.test/host-pages/${name}.html`;

describe.each(engineNames.filter(isWithinReach))("%s", (name) => {
  let engine: Running;
  beforeAll(async () => {
    const launch = await findEngine(name);
    engine = await launch({ proxyPort: proxy.port });
    return engine.close;
  }, 600_000);

  test.each(hostPages.filter(({ isPart }) => !isPart))("$name: $title", async (hostPage) => {
    const tab = await engine.newTab();
    await tab.goto(addressOf(hostPage));
    if (hostPage.name === "sandboxed") await tab.enterFrame();
    const mia = personAt(tab);
    const subject = `${hostPage.title}, in ${name}`;
    await mia.press("Ask us");
    await mia.press("New ticket");
    await mia.write("Subject", subject);
    await mia.write("Your message", "The lid: it does not close.");
    await world.desk.pass(typingMs);
    await mia.press("Send");
    await mia.press("Open the ticket");
    const [ticket] = await hanna.ticketsCalled(subject);
    await hanna.call("POST", `/tickets/${ticket!.id}/messages`, { body: "A new one is on its way." });
    await mia.sees("A new one is on its way.");
    expect(ticket!.subject).toBe(subject);
    await tab.close();
  });
});
