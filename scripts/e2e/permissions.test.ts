/** What customers may see and change, in the widget, as staff change it under their hands. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Company, Customer, Page as Items, Permissions, ProjectItem } from "../../server/contract/index.ts";
import type {} from "../../widget/context.ts";
import { faults } from "./faults.ts";
import { hostPage } from "./host-page.ts";
import { firstAdministrator } from "./staff.ts";
import type { Staff } from "./staff.ts";
import { type Visitor, visitorOn } from "./visitor.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

describe.each(["sqlite", "postgres"] as const)("what customers may see and change (%s)", (engine) => {
  let world: World;
  let hanna: Staff;
  let project: string;
  let school: Company;
  beforeAll(async () => {
    world = await openWorld(engine);
    hanna = await firstAdministrator(world);
    const key = await hanna.quickProject("Willow Tea");
    const { items } = await hanna.call<Items<ProjectItem>>("GET", "/projects");
    project = items.find(({ name }) => name === "Willow Tea")!.id;
    ({ company: school } = await hanna.call<{ company: Company }>("POST", "/companies", {
      project,
      name: "Harbour School",
    }));
    world.sites.addPage("/shop.html", hostPage({ attributes: { "data-portal": key, "data-label": "Ask us" } }));
  });
  afterAll(() => world.close());

  const permit = (permissions: Partial<Permissions>): Promise<unknown> =>
    hanna.call("PATCH", `/projects/${project}`, { portal: { permissions } });

  const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

  /** Somebody of the school, signed in by a code. */
  async function pupil(name: string, email: string): Promise<Visitor & { customer: Customer }> {
    const { customer } = await hanna.call<{ customer: Customer }>("POST", "/customers", {
      project,
      name,
      email,
      company: school.id,
    });
    const page = await (await world.newPerson()).newPage();
    await page.goto("https://shop.test/shop.html");
    const visitor = visitorOn(page);
    await visitor.open();
    await button(page, "Sign in").click();
    await visitor.field("Your mail address").fill(email);
    await button(page, "Send me a code").click();
    await visitor.field("The six digits").fill((await world.desk.mailbox.next(email)).code!);
    await visitor.panel.getByRole("button", { name: new RegExp(email) }).waitFor();
    return { ...visitor, customer };
  }

  async function submit(person: Visitor, subject: string): Promise<void> {
    await person.startTicket();
    await person.fill({ subject, body: `About: ${subject}` });
    await person.send();
    await person.seeTicket();
    await person.panel.getByText(`About: ${subject}`).waitFor();
  }

  test("a colleague reads and answers, and loses the ticket while it is open, but not the words being typed", async () => {
    await permit({ viewCompanyTickets: true });
    const mia = await pupil("Mia Claes", "mia@example.com");
    const tom = await pupil("Tom Berg", "tom@example.com");
    await submit(mia, "Forty cups for the feast");
    await tom.page.evaluate(() => window.Deskbell!.open("tickets"));
    await button(tom.page, "Harbour School").click();
    const forty = tom.panel.getByRole("button", { name: /Forty cups.*Mia Claes/ });
    await forty.waitFor();
    expect(await faults(tom.page, "deskbell-widget")).toEqual([]);
    await forty.click();
    await tom.panel.getByText("About: Forty cups for the feast").waitFor();
    expect(await button(tom.page, "Copy link for another device").count()).toBe(0);
    await tom.reply("Better fifty.");
    await mia.panel.getByText("Better fifty.").waitFor();

    await tom.field("Your reply").fill("And one more thing");
    await hanna.call("PATCH", `/customers/${tom.customer.id}`, { company: null });
    await tom.panel.getByText("This ticket is not open to you any more.").waitFor();
    expect(await tom.panel.getByText("Forty cups").count()).toBe(0);
    expect(await tom.field("Your unsent reply, to copy").inputValue()).toBe("And one more thing");
    await button(tom.page, "Home").click();
    await tom.page.evaluate(() => window.Deskbell!.open("tickets"));
    await tom.panel.getByText("No tickets yet.").waitFor();
    expect(await tom.panel.getByRole("group", { name: "Whose tickets" }).count()).toBe(0);
  });

  test("priority, type, tags and closing are there as far as they are permitted, and go at once", async () => {
    await permit({ viewCompanyTickets: false, priority: "edit", type: "edit", tags: "edit", closeTickets: true });
    const ada = await pupil("Ada", "ada@example.com");
    await ada.startTicket();
    await ada.panel.getByLabel("Priority").selectOption("high");
    await ada.panel.getByLabel("What is it about?").selectOption("Problem");
    await ada.fill({ subject: "A cracked pot", body: "It leaks." });
    await ada.send();
    await ada.seeTicket();
    const priority = ada.panel.getByLabel("Priority");
    await expect.poll(() => priority.inputValue()).toBe("high");
    await priority.selectOption("urgent");
    await ada.field("Add a tag").fill("pots");
    await ada.page.keyboard.press("Enter");
    await button(ada.page, "Remove pots").waitFor();
    expect(await faults(ada.page, "deskbell-widget")).toEqual([]);
    const { items } = await hanna.call<Items<{ subject: string; priority: string; type: string; tags: string[] }>>(
      "GET",
      "/tickets",
    );
    expect(items.find(({ subject }) => subject === "A cracked pot")).toMatchObject({
      priority: "urgent",
      type: "Problem",
      tags: ["pots"],
    });

    await permit({ priority: "view", type: "none", tags: "view" });
    await priority.waitFor({ state: "detached" });
    await ada.panel.getByText("Urgent").waitFor();
    await button(ada.page, "Remove pots").waitFor({ state: "detached" });

    await button(ada.page, "Close ticket").click();
    await ada.panel.getByText("A reply within 14 days opens it again").waitFor();
    await button(ada.page, "Close ticket").click();
    await ada.panel.getByText("Closed").first().waitFor();
    await ada.reply("It leaks again.");
    await ada.panel.getByText("In progress").first().waitFor();

    await permit({ closeTickets: false });
    await button(ada.page, "Close ticket").waitFor({ state: "detached" });
  });
});
