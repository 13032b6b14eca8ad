/** Every form there is, filled from its first field by typing and Tab alone; what the desk has then is what was typed. */
import { expect, test } from "vitest";
import { readForms, testNameOf } from "../checks/forms.ts";
import { typeThrough } from "../testing/hands.ts";
import { customerForms } from "./forms/customers.ts";
import { doorForms } from "./forms/doors.ts";
import { peopleForms } from "./forms/people.ts";
import { settingsForms } from "./forms/settings.ts";
import { rows, type Table } from "./forms/typed.ts";
import { sharedWorld } from "./shared.ts";

const table = { world: sharedWorld() } as Table;

doorForms(table);
settingsForms(table);
peopleForms(table);
customerForms(table);

test.each(rows.map(([path, what, body]) => [testNameOf(path, what), body] as const))("%s", async (_, body) => {
  expect.hasAssertions();
  await body();
});

test("each form of the code has a row", () => {
  expect([...new Set(rows.map(([path]) => path))].sort()).toEqual(
    [...readForms("widget"), ...readForms("server/admin")].sort(),
  );
});

test("U-m10: what is missing is said at its field in the desk's own words, with the focus in the first of them", async () => {
  const { page } = table.hanna;
  await page.goto("https://desk.test/admin#customers");
  await page.getByRole("button", { name: "Add customer" }).click();
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
