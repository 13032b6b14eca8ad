/** Customers and what they may do, through the staff page's own buttons. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Customer, CustomerProfile, MailWithText, Project, ProjectItem } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { choiceOf, choose } from "./choose.ts";
import { faults } from "./faults.ts";
import { looks, wear } from "./looks.ts";
import { sharedShop } from "./shared.ts";
import { agent } from "./staff.ts";

const { world, hanna } = sharedShop();
let page: Page;
let project: ProjectItem;
beforeAll(async () => {
  page = hanna.page;
  project = (await hanna.call<{ items: ProjectItem[] }>("GET", "/projects")).items[0]!;
  await page.reload();
});

const go = async (hash: string): Promise<void> => void (await page.goto(`https://desk.test/admin${hash}`));
const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
const add = async (name: string, more: object = {}): Promise<Customer> => {
  const email = `${name.split(" ")[0]!.toLowerCase()}@example.com`;
  const body = { project: project.id, name, email, ...more };
  return (await hanna.call<{ customer: Customer }>("POST", "/customers", body)).customer;
};
const profileOf = async (id: string): Promise<CustomerProfile> =>
  (await hanna.call<{ customer: CustomerProfile }>("GET", `/customers/${id}`)).customer;

test("somebody is added with a new company, invited, and the list says how far they are", async () => {
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  const empty = page.getByText("No customers yet.").locator("..");
  await empty.getByRole("button", { name: "Add customer" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The notifications of this project are off.").waitFor();
  expect(await dialog.getByRole("checkbox", { name: "Send the welcome mail" }).isDisabled()).toBe(true);
  await write(dialog.getByLabel("Name"), "Ada Berg");
  await write(dialog.getByLabel("Email"), "Ada@Berg.example");
  const company = dialog.getByRole("combobox", { name: "Company" });
  await write(company, "Berg Ltd");
  await dialog.getByRole("option", { name: "Add the company “Berg Ltd”" }).waitFor();
  await company.press("Enter");
  await dialog.getByRole("button", { name: "Remove Berg Ltd" }).waitFor();
  await dialog.getByRole("button", { name: "Add customer" }).click();
  await row("Ada Berg").getByText("Berg Ltd").waitFor();
  await row("Ada Berg").getByText("Not invited").waitFor();

  const menu = page.getByRole("button", { name: "Actions for Ada Berg" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await row("Ada Berg")
    .getByText(/^Invited/)
    .waitFor();
  const { items } = await hanna.call<{ items: MailWithText[] }>("GET", "/mail");
  expect(items.map(({ to }) => to)).toEqual(["ada@berg.example"]);
});

test("Escape closes a menu and gives the focus back to its button", async () => {
  const menu = page.getByRole("button", { name: "Actions for Ada Berg" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Invite again" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("menuitem").first().waitFor({ state: "detached" });
  expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("Enter right behind a name that is typed chooses who is called so, and nobody who is only called alike", async () => {
  await page.getByRole("button", { name: "Add customer" }).first().click();
  const dialog = page.getByRole("dialog");
  const company = dialog.getByRole("combobox", { name: "Company" });
  const chosen = dialog.getByRole("button", { name: "Remove Berg Ltd" });
  const typeAhead = async (name: string): Promise<void> => {
    const answer = Promise.withResolvers<void>();
    await page.route("**/api/staff/companies?*", (route) => answer.promise.then(() => route.continue()));
    await write(company, name);
    await company.press("Enter");
    answer.resolve();
  };
  await typeAhead("Berg Ltd");
  await chosen.click();
  await typeAhead("Ber");
  await dialog.getByRole("option", { name: "Berg Ltd" }).waitFor();
  expect(await chosen.count()).toBe(0);
  await company.press("Enter");
  await chosen.waitFor();
  await page.unrouteAll();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect((await hanna.call<{ items: object[] }>("GET", "/companies")).items).toHaveLength(1);
});

test("many are invited at once, and who was not is named with the reason", async () => {
  await add("Ben Okoro");
  await add("Cleo Marsh", { email: undefined, externalId: "c-1" });
  await page.reload();
  await page.getByRole("checkbox", { name: "Select all shown" }).check();
  await press("Invite 3");
  const told = page.getByText("2 customers invited. Not invited: Cleo Marsh (no email).").first();
  await told.waitFor();
  await row("Ben Okoro")
    .getByText(/^Invited/)
    .waitFor();
  expect(await page.getByRole("checkbox", { name: "Select Cleo Marsh" }).isChecked()).toBe(true);
  expect(await page.getByRole("checkbox", { name: "Select Ben Okoro" }).isChecked()).toBe(false);
});

test("U-m2: that all went well is a passing notice, and rows stay where they are when some are chosen", async () => {
  const { id } = await add("Dilip Rao");
  await page.reload();
  const top = (): Promise<number> => row("Ben Okoro").evaluate((one) => one.getBoundingClientRect().y);
  await row("Dilip Rao").waitFor();
  const before = await top();
  await page.getByRole("checkbox", { name: "Select Dilip Rao" }).click();
  await page.getByText("1 selected").waitFor();
  expect(await top()).toBe(before);
  await press("Invite 1");
  await page.locator(".notice.done").getByText("1 customer invited").waitFor();
  expect(await page.locator(".people > .note-line").count()).toBe(0);
  expect(await top()).toBe(before);
  await hanna.call("DELETE", `/customers/${id}`);
});

test("headers sort, chips filter, the address keeps both, and finding nobody offers the way back", async () => {
  await page.getByRole("button", { name: "Added" }).click();
  await page.getByRole("columnheader", { name: "Added" }).and(page.locator("[aria-sort=descending]")).waitFor();
  // The rows of before stand there until the new ones have come.
  await expect
    .poll(() => page.getByRole("rowheader").allInnerTexts())
    .toEqual([expect.stringContaining("Cleo"), expect.stringContaining("Ben"), expect.stringContaining("Ada")]);
  await choose(page, "Portal", "Invited");
  await row("Cleo Marsh").waitFor({ state: "detached" });
  expect(page.url()).toContain("sort=newest");
  expect(page.url()).toContain("state=sent");
  await write(page.getByRole("searchbox", { name: "Search customers" }), "nobody of this name");
  await page.getByText("No customer fits these filters.").waitFor();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await row("Cleo Marsh").waitFor();
});

test("a permission says what it inherits and from where, at each level", async () => {
  const { id } = (await hanna.call<{ items: Customer[] }>("GET", "/customers?q=Ada")).items[0]!;
  await go(`#settings/${project.id}/permissions`);
  const saved = (): Promise<unknown> => page.waitForResponse((answer) => answer.request().method() === "PATCH");
  let answer = saved();
  await choose(page, "Priority", "View");
  await answer;
  await go(`#customers/${id}`);
  await page.getByLabel("Priority").getByText("Inherit (Project: view)").waitFor({ state: "attached" });
  await page.getByRole("link", { name: "Berg Ltd" }).click();
  await page.getByRole("heading", { name: "Berg Ltd" }).waitFor();
  answer = saved();
  await choose(page, "Priority", "View and change");
  await answer;
  await page.getByRole("link", { name: /Ada Berg/ }).click();
  await page.getByLabel("Priority").getByText("Inherit (Company: view and change)").waitFor({ state: "attached" });
  answer = saved();
  await choose(page, "Priority", "None");
  await answer;
  expect((await profileOf(id)).effective.priority).toEqual({ value: "none", level: "customer" });

  await page.getByRole("link", { name: "See the portal as this customer" }).click();
  const why = page.getByRole("region", { name: "What they may do, and why" });
  await why.getByText("Set for this person").waitFor();
  await why.getByText("Deskbell's default").first().waitFor();
  await page.getByText("Not yet: their email is not verified.").waitFor();
});

test("a choice that the desk refuses goes back", async () => {
  await page.getByRole("link", { name: "Profile" }).click();
  await page.route("**/api/staff/customers/*", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await choose(page, "Tags", "View");
  await page.getByText("Not changed. The desk cannot be reached.").waitFor();
  await page.unroute("**/api/staff/customers/*");
  await expect.poll(() => choiceOf(page, "Tags").textContent()).toMatch(/^Inherit/);
});

test("staff see the portal with a customer's eyes: their words for a status, and only what they may", async () => {
  const { id } = await add("Dora Lind", { permissions: { priority: "view" } });
  const ticket = { project: project.id, subject: "A tin without tea", body: "Hello", customer: id, priority: "urgent" };
  await hanna.call("POST", "/tickets", ticket);
  await go(`#customers/${id}`);
  await page.getByRole("link", { name: "See the portal as this customer" }).click();
  const portal = page.getByRole("region", { name: "Portal" });
  await portal.getByText("A tin without tea").waitFor();
  await portal.getByText("Waiting for you").waitFor();
  // C14: each thing with its rule, the whole ticket, and the form.
  await portal.getByText("Shown because it is their own ticket.").waitFor();
  await portal.getByRole("button", { name: "A tin without tea" }).click();
  await portal.getByText("Hello").waitFor();
  await portal.getByText("Urgent").waitFor();
  await portal.getByText("Priority: View · Set for this person").waitFor();
  const notShown = portal.getByRole("region", { name: "Not shown" });
  await notShown.getByText("Tags: None · Deskbell's default").waitFor();
  expect(await portal.getByRole("textbox", { name: "Your reply" }).isDisabled()).toBe(true);
  expect(await faults(page, "main")).toEqual([]);
  await portal.getByRole("button", { name: "Back to their home" }).click();
  await portal.getByRole("button", { name: "Write to us" }).click();
  expect(await portal.getByRole("textbox", { name: "Subject" }).isDisabled()).toBe(true);
  await notShown.getByText("Type: None · Deskbell's default").waitFor();
  await notShown.getByText("No choice of inbox: Support is the only one in the portal.").waitFor();
  await go(`#customers/${id}`);
  await page.getByRole("link", { name: "1 ticket" }).click();
  await page.getByRole("link", { name: "A tin without tea" }).click();
  await page.getByRole("complementary", { name: "Details" }).getByText("not registered").waitFor();
  await page.getByRole("link", { name: "Dora Lind", exact: true }).click();
  await page.getByRole("heading", { name: "Dora Lind" }).waitFor();
  expect(page.url()).toContain(`#customers/${id}`);
});

test("a ticket is written for a known customer", async () => {
  await go("#customers");
  await press("Actions for Ben Okoro");
  await page.getByRole("menuitem", { name: "New ticket for Ben Okoro" }).click();
  await write(page.getByLabel("Subject"), "Your call of today");
  await write(page.getByLabel("Message"), "As promised, here it is in writing.");
  expect(await page.getByRole("combobox", { name: "To" }).inputValue()).toBe("Ben Okoro");
  await press("Create ticket");
  await page.getByRole("heading", { name: "Your call of today" }).waitFor();
  const { items } = await hanna.call<{ items: Customer[] }>("GET", "/customers?q=Ben");
  expect((await profileOf(items[0]!.id)).ticketCount).toBe(1);
});

test("two records of one person become one, and two again", async () => {
  const gone = await add("Ben Okoro-Smith", { email: "ben.os@example.com" });
  const stays = (await hanna.call<{ items: Customer[] }>("GET", "/customers?q=ben@")).items[0]!;
  await go(`#customers/${gone.id}`);
  await press("Actions for Ben Okoro-Smith");
  await page.getByRole("menuitem", { name: "Merge with another customer" }).click();
  await write(page.getByRole("combobox", { name: "Who stays" }), "Ben");
  await page.getByRole("option", { name: "Ben Okoro ben@example.com" }).click();
  await page.getByText("You can undo it from the page of Ben Okoro.").waitFor();
  await press("Merge");
  await page.getByRole("heading", { name: "Ben Okoro", exact: true }).waitFor();
  const merges = page.getByRole("region", { name: "Merged into this customer" });
  await merges.getByText("ben.os@example.com").waitFor();
  await merges.getByRole("button", { name: "Undo the merge of Ben Okoro-Smith" }).click();
  await merges.waitFor({ state: "detached" });
  expect((await profileOf(gone.id)).name).toBe("Ben Okoro-Smith");
  expect((await profileOf(stays.id)).merges).toEqual([]);
});

test("a file with bad rows brings the good ones in, and the refused ones come back as a file", async () => {
  await go("#import");
  const csv = [
    "Name;Mail;Firm",
    "Émile Zed;emile@zed.example;Zed & Co",
    "Frida Ost;frida(at)ost.example;",
    ";nobody@example.com;",
    "Ada B.;ada@berg.example;Berg Ltd",
  ].join("\r\n");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv, "latin1") });
  await page.getByRole("table", { name: "What would happen" }).getByText("Refused: not a complete email").waitFor();
  await page.getByText("columns separated by semicolons").waitFor();
  await page.getByRole("rowheader").first().waitFor();
  await choose(page, "Firm", "Leave out");
  await page.getByRole("columnheader", { name: "Company" }).waitFor({ state: "detached" });
  await choose(page, "Firm", "Company");
  await page.getByText("Zed & Co").waitFor();
  await press("Import 2 rows");
  await page.getByText("The import is done").waitFor();
  await page.getByText("2 rows were refused.").waitFor();

  await page.getByRole("link", { name: "Show the customers" }).click();
  await row("Émile Zed").getByText("Zed & Co").waitFor();
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await page.getByText("The import is done").waitFor();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the refused rows" }).click();
  const file = readFileSync(await (await downloading).path(), "utf8");
  expect(file).toContain("Frida Ost");
  expect(file).toContain("nobody@example.com");
  expect(file).not.toContain("Émile");
  await press("Import another file");
  await page.getByRole("button", { name: "Choose a file" }).waitFor();
});

test("a file that is no table is refused in words", async () => {
  const buffer = Buffer.from([0, 1, 2, 3, 255, 254, 0, 0, 7]);
  await page.locator("input[type=file]").setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer });
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("button", { name: /^Import \d/ }).count()).toBe(0);
});

test("an API key is shown once, and works until it is deleted", async () => {
  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Settings" }).click();
  // U-m33: the page is called what leads to it.
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByText("No keys yet.").waitFor();
  // U-m21: once, where the list would be.
  await page.getByRole("button", { name: "New key" }).click();
  await write(page.getByRole("dialog").getByLabel("Name"), "Shop");
  await press("Create key");
  const key = await page.getByRole("textbox", { name: "Key" }).inputValue();
  const status = (): Promise<number> =>
    page.evaluate(
      async (bearer) =>
        (await fetch("/api/staff/customers", { credentials: "omit", headers: { authorization: `Bearer ${bearer}` } }))
          .status,
      key,
    );
  expect(await status()).toBe(200);
  await press("Done");
  await row("Shop")
    .getByText(`dbk_…${key.slice(-4)}`)
    .waitFor();
  expect(await page.getByText(key).count()).toBe(0);
  await press("Actions for Shop");
  await page.getByRole("menuitem", { name: "Delete key" }).click();
  await press("Delete key");
  await page.getByText("No keys yet.").waitFor();
  expect(await status()).toBe(401);
});

test("the line about who gets in follows the two switches", async () => {
  await go("#customers");
  await hanna.openPortalSettings("Willow Tea");
  await hanna.openPortalPart("Access");
  const saved = (): Promise<unknown> => page.waitForResponse((answer) => answer.request().method() === "PATCH");
  const set = async (name: string, isOn: boolean): Promise<void> => {
    const answer = saved();
    await page.getByRole("switch", { name }).setChecked(isOn);
    await answer;
  };
  await page.getByText("whoever has the link writes and reads, and anyone who verifies an email").waitFor();
  await set("Login required", true);
  await page.getByText("only signed-in customers write and read, and anyone who verifies an email").waitFor();
  await set("Self-registration", false);
  await page.getByText("only those you added, imported or invited can sign in").waitFor();
  await set("Passwords in the widget", true);
  await hanna.openPortalPart("Mail");
  await set("Notifications", true);
  const { portal } = (await hanna.call<{ project: Project }>("GET", `/projects/${project.id}`)).project;
  expect(portal).toMatchObject({ passwordInWidget: true, notifications: true, loginRequired: true });
});

test("an agent works with customers, and sees neither permissions nor keys", async () => {
  const bo = await agent(world);
  await bo.page.getByRole("link", { name: "Customers", exact: true }).click();
  await bo.page.getByRole("link", { name: /Ada Berg|Ada B\./ }).click();
  await bo.page.getByRole("button", { name: "Invite again" }).waitFor();
  expect(await bo.page.getByRole("region", { name: "Permissions" }).count()).toBe(0);
  await bo.page.getByRole("button", { name: /^Actions for Ada/ }).click();
  await bo.page.getByRole("menuitem", { name: "Merge" }).waitFor();
  expect(await bo.page.getByRole("menuitem", { name: "Delete customer" }).count()).toBe(0);
  await bo.page.goto("https://desk.test/admin#keys");
  await bo.page.getByText("Settings are for administrators.").waitFor();
  expect(await bo.page.getByRole("button", { name: "New key" }).count()).toBe(0);
});

describe.each(looks)("by everybody, $name", (look) => {
  test("the pages of people can be used", async () => {
    await wear(page, look);
    const { items } = await hanna.call<{ items: Customer[] }>("GET", "/customers?q=Ada");
    const { id, company } = items[0]!;
    for (const [hash, sign] of [
      ["#customers", /Ada/],
      ["#companies", /Berg Ltd/],
      [`#customers/${id}`, /See the portal/],
      [`#customers/${id}/view`, /What they may do/],
      [`#companies/${company!.id}`, /Permissions/],
      ["#import", /A CSV file/],
      ["#keys", /An example/],
      [`#settings/${project.id}/permissions`, /Assigned agent/],
    ] as const) {
      await go(hash);
      await page.getByText(sign).first().waitFor();
      expect({ hash, faults: await faults(page, "body") }).toEqual({ hash, faults: [] });
    }
    await go("#customers");
    await page.getByRole("button", { name: /^Actions for Ada/ }).click();
    await page.getByRole("menuitem", { name: "Open" }).waitFor();
    expect(await faults(page, "body")).toEqual([]);
    await page.keyboard.press("Escape");
    await press("Add customer");
    await write(page.getByRole("dialog").getByRole("combobox", { name: "Company" }), "B");
    await page.getByRole("dialog").getByRole("option", { name: "Berg Ltd" }).waitFor();
    expect(await faults(page, "body")).toEqual([]);
    await press("Cancel");
  });
});
