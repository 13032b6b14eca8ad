/** Every form of the staff page that gives its first field the focus, filled by typing and Tab alone. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { typeThrough } from "../testing/hands.ts";
import { sharedWorld } from "./shared.ts";
import { colleague, person, staffAt } from "./staff.ts";
import type { Staff } from "./staff.ts";

const world = sharedWorld();
let hanna: Staff;

const values = (within: Locator): Promise<string[]> =>
  within
    .locator("input:not([type=checkbox]):not([role=combobox]), textarea")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value).filter(Boolean));

async function typedInto(page: Page, within: Locator, texts: readonly string[]): Promise<string[]> {
  await within.locator(":focus").waitFor();
  await typeThrough(page, texts);
  return values(within);
}

const door = (page: Page): Locator => page.locator("main form");

test("U-B1: the first administrator sets the desk up by typing", async () => {
  const page = await world.newPage(`https://desk.test${world.desk.setupPath}`);
  expect(await typedInto(page, door(page), [person.name, person.email, person.password])).toEqual([
    person.name,
    person.email,
    person.password,
  ]);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
  hanna = staffAt(page);
});

test("U-B1: they sign in by typing, and after a wrong password go on typing where they are", async () => {
  const page = await world.newPage("https://desk.test/admin");
  expect(await typedInto(page, door(page), [person.email, "not the password"])).toEqual([
    person.email,
    "not the password",
  ]);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(person.password);
  expect(await values(door(page))).toEqual([person.email, person.password]);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
});

test("U-B1: an agent comes in by their link by typing", async () => {
  const page = await world.newPage(`https://desk.test${await world.desk.addAgent(colleague.email)}`);
  expect(await typedInto(page, door(page), [colleague.name, colleague.password])).toEqual([
    colleague.name,
    colleague.password,
  ]);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
});

const visit = (hash: string): Promise<unknown> => hanna.page.goto(`https://desk.test/admin#${hash}`);
const press = (name: string): Promise<void> => hanna.page.getByRole("button", { name, exact: true }).first().click();

interface Typed {
  at: string;
  /** The button that opens the dialog. */
  opens: string;
  texts: string[];
  /** What is read once it has arrived. */
  arrives: string;
}

const dialogs: Record<string, Typed> = {
  "a project": { at: "settings", opens: "New project", texts: ["Harbour Bikes"], arrives: "Harbour Bikes" },
  "an inbox": {
    at: "settings/<project>/inboxes",
    opens: "Add inbox",
    texts: ["Wholesale", "wholesale@willow.example"],
    arrives: "Wholesale",
  },
  "a customer": {
    at: "customers",
    opens: "Add customer",
    texts: ["Mia Claes", "mia@example.com"],
    arrives: "Mia Claes",
  },
  "a company": { at: "companies", opens: "Add company", texts: ["Claes & Daughters"], arrives: "Claes & Daughters" },
  "a colleague": { at: "staff", opens: "Invite", texts: ["Rosa Diaz", "rosa@willow.example"], arrives: "Rosa Diaz" },
  "a blocked sender": {
    at: "blocked",
    opens: "Block",
    texts: ["spam@example.com", "Sells watches"],
    arrives: "spam@example.com",
  },
};

test.each(Object.entries(dialogs))("U-B1: %s is written by typing", async (_, { at, opens, texts, arrives }) => {
  const { items } = await hanna.call<{ items: { id: string }[] }>("GET", "/projects");
  await visit(at.replace("<project>", items[0]?.id ?? ""));
  await press(opens);
  expect(await typedInto(hanna.page, hanna.page.getByRole("dialog"), texts)).toEqual(texts);
  await hanna.page.keyboard.press("Enter");
  await hanna.page.getByText(arrives).first().waitFor();
});

test("U-B1: a key for the API is named by typing, and ticking its scopes keeps the focus", async () => {
  const { page } = hanna;
  await visit("keys");
  await press("New key");
  const dialog = page.getByRole("dialog");
  expect(await typedInto(page, dialog, ["Warehouse"])).toEqual(["Warehouse"]);
  const checked = dialog.locator("input[type=checkbox]:checked");
  const before = await checked.count();
  await page.keyboard.press("Tab");
  for (const change of [-1, 0]) {
    await page.keyboard.press("Space");
    await expect.poll(() => checked.count()).toBe(before + change);
  }
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("textbox").waitFor();
});

test("U-m3: a secret is seen as a whole, and copying it comes before being done with it", async () => {
  const { page } = hanna;
  const dialog = page.getByRole("dialog");
  const primary = dialog.locator(".button.primary");
  expect(await primary.allTextContents()).toEqual(["Copy key"]);
  const secret = dialog.getByRole("textbox");
  expect(
    await secret.evaluate((field) => [field.scrollWidth <= field.clientWidth, getComputedStyle(field).fontFamily]),
  ).toEqual([true, expect.stringContaining("mono")]);
  await primary.click();
  await dialog.getByRole("button", { name: "Copied" }).waitFor();
  await expect.poll(() => primary.allTextContents()).toHaveLength(1);
  expect(await primary.textContent()).not.toMatch(/Copy|Copied/);
  await primary.click();
  await dialog.waitFor({ state: "detached" });
});

test("U-B1: a ticket is written by typing", async () => {
  const { page } = hanna;
  await visit("tickets");
  await page.reload();
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
  await page.keyboard.press("c");
  expect(
    await typedInto(page, page.locator(".new-ticket form"), [
      "ada@example.com",
      "A broken bell",
      "It does not ring any more.",
    ]),
  ).toEqual(["A broken bell", "It does not ring any more."]);
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("heading", { name: "A broken bell" }).waitFor();
});

test("U-m10: what is missing is said at its field in the desk's own words, with the focus in the first of them", async () => {
  const { page } = hanna;
  await visit("customers");
  await press("Add customer");
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel("Name", { exact: true });
  const email = dialog.getByLabel("Email", { exact: true });
  await name.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => dialog.getByText("Please fill this in.").count()).toBe(2);
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await name.getAttribute("aria-invalid")).toBe("true");
  await typeThrough(page, ["Nora", "nora"]);
  await page.keyboard.press("Enter");
  await dialog.getByText("This is not a complete email").waitFor();
  expect(await email.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
});
