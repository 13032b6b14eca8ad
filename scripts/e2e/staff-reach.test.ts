/** Who works here with which projects: chosen when somebody is invited, changed while they work. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { ProjectItem } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { choose } from "./choose.ts";
import { sharedStaff } from "./shared.ts";
import { openSetting } from "./staff.ts";

const { world, hanna } = sharedStaff();
const password = "a pot of oolong at noon";

/** Invited through the form, and in by the link. */
async function join(name: string, fill: () => Promise<void>): Promise<Page> {
  await openSetting(hanna.page, "Staff");
  await hanna.page.getByRole("button", { name: "Invite" }).click();
  const dialog = hanna.page.getByRole("dialog");
  await write(dialog.getByLabel("Name"), name);
  await write(dialog.getByLabel("Email"), `${name.toLowerCase()}@willow.example`);
  await fill();
  await dialog.getByRole("button", { name: "Invite" }).click();
  const shown = hanna.page.getByRole("dialog", { name: `Link for ${name}` });
  const link = await shown.getByLabel("Link").inputValue();
  await shown.getByRole("button", { name: "Close" }).last().click();
  await shown.waitFor({ state: "detached" });
  const page = await world.newPage(link);
  await write(page.getByLabel("Password", { exact: true }), password);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
  await page.goto("https://desk.test/admin#tickets?view=all");
  return page;
}

const pressOnRow = async (name: string): Promise<void> => {
  await openSetting(hanna.page, "Staff");
  await hanna.page.getByRole("button", { name: `Change ${name}` }).click();
};

test("an agent of one project sees nothing of another, and loses an open ticket at once, with the draft kept", async () => {
  await hanna.quickProject("Willow Tea");
  await hanna.quickProject("Harbour Bikes");
  const { items } = await hanna.call<{ items: ProjectItem[] }>("GET", "/projects");
  for (const { id, name } of items) await hanna.newTicket({ subject: `About ${name}`, project: id });
  const dialog = hanna.page.getByRole("dialog");
  const abe = await join("Abe", async () => {
    await dialog.getByLabel("Only these").check();
    await dialog.getByText("Choose at least one.").waitFor();
    expect(await dialog.getByRole("button", { name: "Invite" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Willow Tea").check();
  });
  await hanna.page.getByText("Agent · Willow Tea").first().waitFor();
  await abe.getByRole("link", { name: "About Willow Tea" }).waitFor();
  expect(await abe.getByText("Harbour Bikes").count()).toBe(0);

  await abe.getByRole("link", { name: "About Willow Tea" }).click();
  const kept = abe.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.request().method() === "PUT");
  await write(abe.getByRole("textbox", { name: "Reply" }), "I had begun to");
  await kept;
  await pressOnRow("Abe");
  await dialog.getByLabel("Harbour Bikes").check();
  await dialog.getByLabel("Willow Tea").uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await abe.getByText("This ticket is not here.").waitFor();
  await abe.getByRole("link", { name: "About Harbour Bikes" }).waitFor();
  expect(await abe.getByRole("link", { name: "About Willow Tea" }).count()).toBe(0);

  await pressOnRow("Abe");
  await dialog.getByLabel("All, and those to come").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await abe.getByRole("link", { name: "About Willow Tea" }).click();
  await expect.poll(() => abe.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("I had begun to");
});

test("a viewer reads and writes notes, and finds nothing to press that would be refused", async () => {
  const dialog = hanna.page.getByRole("dialog");
  const vic = await join("Vic", () => choose(dialog, "Role", "Viewer"));
  expect(await vic.getByRole("link", { name: "New ticket" }).count()).toBe(0);
  await vic.getByRole("link", { name: "About Willow Tea" }).click();
  await write(vic.getByRole("textbox", { name: "Internal note" }), "They called twice.");
  await vic.getByRole("button", { name: "Add note" }).click();
  await vic.getByRole("article").getByText("They called twice.").waitFor();
  expect(await vic.getByRole("radio", { name: "Reply" }).count()).toBe(0);
  expect(await vic.locator("[data-control=status] [role=combobox]").isDisabled()).toBe(true);
  await vic.keyboard.press("Escape");
  for (const key of ["c", "a", "s"]) await vic.keyboard.press(key);
  expect(await vic.getByRole("listbox").count()).toBe(0);
  await vic.goto("https://desk.test/admin#customers");
  await vic.getByRole("heading", { name: "Customers" }).waitFor();
  // Whole: once it is read, an empty list tells how customers come, in a sentence that says "import".
  await vic.getByText("No customers yet.").waitFor();
  for (const name of ["Add customer", "Import"]) expect(await vic.getByText(name, { exact: true }).count()).toBe(0);
});
