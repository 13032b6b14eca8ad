/** What customers may see and change, in the widget, as staff change it under their hands. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Company, Customer, Page as Items, Permissions, ProjectItem } from "../../server/contract/index.ts";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { faults } from "./faults.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visit } from "./visitor.ts";

/** What a level can say; null says what the level above it says. */
const fields = ["none", "view", "edit", null] as const;
const flags = [false, true, null] as const;

/** Every permission with the same place in its row of choices, so that one look at the widget checks all six. */
function choices(place: number): { [Name in keyof Permissions]: Permissions[Name] | null } {
  const field = fields[place]!;
  const flag = flags[place % flags.length]!;
  return { priority: field, type: field, tags: field, seeAgents: flag, closeTickets: flag, viewCompanyTickets: flag };
}

/** What an open ticket of one's own shows and offers, and what the list in another tab does. */
async function granted(ticket: Page, list: Page, agent: string): Promise<Permissions> {
  const [shown, viewCompanyTickets] = await Promise.all([
    ticket.evaluate((name) => {
      const root = document.querySelector("deskbell-widget")!.shadowRoot!;
      const field = (label: string): "none" | "view" | "edit" => {
        const found = [...root.querySelectorAll(".details small")].find(({ textContent }) => textContent === label);
        return !found ? "none" : found.parentElement!.querySelector("select, input") ? "edit" : "view";
      };
      const buttons = [...root.querySelectorAll("button")];
      return {
        priority: field("Priority"),
        type: field("Type"),
        tags: field("Tags"),
        seeAgents: root.querySelector(".letters header")!.textContent.includes(name),
        closeTickets: buttons.some(({ textContent }) => textContent.includes("Close ticket")),
      };
    }, agent),
    list.getByRole("group", { name: "Whose tickets" }).isVisible(),
  ]);
  return { ...shown, viewCompanyTickets };
}

describe.each(["sqlite", "postgres"] as const)("what customers may see and change (%s)", (engine) => {
  const { world, hanna } = sharedShop(engine);
  let project: string;
  let school: Company;
  beforeAll(async () => {
    const { items } = await hanna.call<Items<ProjectItem>>("GET", "/projects");
    project = items.find(({ name }) => name === "Willow Tea")!.id;
    ({ company: school } = await hanna.call<{ company: Company }>("POST", "/companies", {
      project,
      name: "Harbour School",
    }));
  });

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
    const page = await world.newPage();
    const visitor = await visit(page, "https://shop.test/shop.html");
    await button(page, "Sign in").click();
    await write(visitor.field("Email"), email);
    await button(page, "Send me a code").click();
    await write(visitor.field("6-digit code"), (await world.desk.mailbox.next(email)).code!);
    await visitor.panel.getByRole("button", { name: new RegExp(email) }).waitFor();
    return { ...visitor, customer };
  }

  async function submit(person: Visitor, subject: string): Promise<void> {
    await person.write({ subject, body: `About: ${subject}` });
    await person.sendAfterTyping();
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

    await write(tom.field("Your reply"), "And one more thing");
    await hanna.call("PATCH", `/customers/${tom.customer.id}`, { company: null });
    await tom.panel.getByText("You no longer have access to this ticket.").waitFor();
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
    await ada.panel.getByLabel("Type").selectOption("Problem");
    await ada.fillIn({ subject: "A cracked pot", body: "It leaks." });
    await ada.sendAfterTyping();
    await ada.seeTicket();
    const priority = ada.panel.getByLabel("Priority");
    await expect.poll(() => priority.inputValue()).toBe("high");
    await priority.selectOption("urgent");
    await write(ada.field("Add a tag"), "pots");
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

  test("every cell of company × person is what an open widget shows, the moment it is chosen", async () => {
    const atProject = choices(1);
    await permit(atProject as Permissions);
    const zoe = await pupil("Zoe", "zoe@example.com");
    await submit(zoe, "A lid that fits");
    const { items } = await hanna.call<Items<{ id: string; subject: string }>>("GET", "/tickets");
    const { id } = items.find(({ subject }) => subject === "A lid that fits")!;
    const { staff } = await hanna.call<{ staff: { id: string; name: string } }>("GET", "/session");
    await hanna.call("PATCH", `/tickets/${id}`, { type: "Problem", tags: ["lids"], assignee: staff.id });
    const list = await zoe.page.context().newPage();
    await list.goto("https://shop.test/shop.html");
    await list.evaluate(() => window.Deskbell!.open("tickets"));
    await list.getByRole("button", { name: /A lid that fits/ }).waitFor();

    for (const atCompany of fields.keys()) {
      await hanna.call("PATCH", `/companies/${school.id}`, { permissions: choices(atCompany) });
      for (const atPerson of fields.keys()) {
        await hanna.call("PATCH", `/customers/${zoe.customer.id}`, { permissions: choices(atPerson) });
        const levels = [choices(atPerson), choices(atCompany), atProject];
        const names = Object.keys(atProject) as (keyof Permissions)[];
        const due = names.map((name) => [name, levels.map((level) => level[name]).find((choice) => choice !== null)]);
        await expect.poll(() => granted(zoe.page, list, staff.name)).toEqual(Object.fromEntries(due));
      }
    }
  });
});
