/** Customers, companies, permissions, imports and keys, as an administrator sees them. */
import type { Page } from "playwright-core";
import { choose } from "../e2e/choose.ts";
import { write } from "../testing/hands.ts";
import type { Session } from "./camera.ts";

const csv = [
  "Customer;E-mail;Account no.;Organisation;Language",
  "Hélène Fournier;helene@maison-fournier.example;w-2101;Maison Fournier;fr",
  "Marta Kowalska-Nowak;marta@kawiarnia.example;w-2001;Kawiarnia Pod Lipą;pl",
  "Oskar Lund;oskar(at)lund.example;w-2102;Lund & Co;sv",
  ";nobody@example.com;w-2103;;",
  "Tilda Bergström;tilda@lund.example;w-2104;Lund & Co;sv",
  "Rosa Jiménez;rosa@example.com;w-2105;;es",
].join("\n");

export async function peopleScreens(session: Session): Promise<void> {
  const { demo, context, shoot, s } = session;
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);
  await at("#customers");
  await page.getByRole("link", { name: "Marta Kowalska" }).waitFor();
  await shoot(page, "people-customers");
  for (const name of ["Agnieszka Nowak", "Amara Diallo", "Grace Adeyemi"]) {
    await page.getByRole("checkbox", { name: s.people.choose(name) }).check();
  }
  await page.getByRole("button", { name: s.people.inviteCount(3) }).click();
  await page.locator(".note-line").waitFor();
  await page.getByRole("button", { name: s.people.actions("Beatriz Carvalho") }).click();
  await page.getByRole("menuitem", { name: s.people.inviteAgain }).waitFor();
  await shoot(page, "people-invited");
  await page.keyboard.press("Escape");
  await addCustomer(session, page);
  await at("#customers?state=opened&q=zzz");
  await page.getByText(s.people.nothingFound).waitFor();
  await shoot(page, "people-empty");

  await at("#companies");
  await page.getByRole("link", { name: "Kawiarnia Pod Lipą" }).waitFor();
  await shoot(page, "people-companies");
  await page.getByRole("link", { name: "Kawiarnia Pod Lipą" }).click();
  await page.getByLabel(s.permissions.names.priority).waitFor();
  await page.getByRole("link", { name: /Marta Kowalska/ }).waitFor();
  await shoot(page, "people-company");
  await importAndKeys(session, page);
  await profile(session, page);
  await page.close();
}

async function profile({ demo, look, shoot, s }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#customers?q=Marta`);
  await page.getByRole("link", { name: /^Marta Kowalska/ }).click();
  await page.getByLabel(s.permissions.names.priority).waitFor();
  await shoot(page, "people-profile");
  if (look.device === "phone") {
    await page.getByLabel(s.permissions.names.priority).scrollIntoViewIfNeeded();
    await shoot(page, "people-profile-permissions");
  }
  await page.getByRole("button", { name: /Marta Kowalska/ }).click();
  await page.getByRole("menuitem", { name: s.person.merge }).click();
  await write(page.getByRole("combobox", { name: s.person.mergeInto }), "pawe");
  await page.getByRole("option", { name: /Paweł/ }).waitFor();
  await shoot(page, "people-merge");
  await page.getByRole("option", { name: /Paweł/ }).click();
  await shoot(page, "people-merge-preview");
  await page.getByRole("button", { name: s.cancel }).click();
  await page.getByRole("link", { name: s.person.view }).click();
  await page.getByText(s.customerView.why).waitFor();
  await shoot(page, "people-view");
  if (look.device === "phone") {
    await page.getByText(s.customerView.why).evaluate((heading) => heading.scrollIntoView());
    await shoot(page, "people-view-reasons");
  }
}

async function addCustomer({ demo, shoot, s }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#customers?sort=newest`);
  await page.getByRole("button", { name: s.people.add }).first().click();
  const dialog = page.getByRole("dialog");
  await choose(dialog, s.people.project, "Willow Tea");
  await write(dialog.getByLabel(s.people.name), "Wanda Lis");
  await write(dialog.getByLabel(s.people.email), "wanda@kawiarnia.example");
  await write(dialog.getByRole("combobox", { name: s.people.company }), "Kawiar");
  await dialog.getByRole("option", { name: /Kawiarnia/ }).waitFor();
  await dialog.getByRole("option", { name: /Lindenhof/ }).waitFor({ state: "detached" });
  await shoot(page, "people-add");
  await page.getByRole("button", { name: s.cancel }).click();
}

async function importAndKeys({ demo, shoot, s }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#keys`);
  await page.getByRole("button", { name: s.apiKeys.add }).first().click();
  await write(page.getByRole("dialog").getByLabel(s.apiKeys.name), "Shop, new accounts");
  await shoot(page, "people-key-new");
  await page.getByRole("button", { name: s.apiKeys.create }).click();
  await page.getByText(s.apiKeys.once).waitFor();
  await shoot(page, "people-key-made");
  await page.getByRole("button", { name: s.apiKeys.done }).click();
  await page.getByText("Shop, new accounts").waitFor();
  await shoot(page, "people-keys");

  await page.goto(`${demo.desk}/admin#import`);
  await page.getByRole("button", { name: s.import.choose }).waitFor();
  await shoot(page, "people-import");
  await choose(page, s.people.project, "Willow Tea");
  const start = page.getByRole("button", { name: s.import.start(4) });
  const file = { name: "wholesale customers.csv", mimeType: "text/csv", buffer: Buffer.from(csv, "utf8") };
  await page.locator("input[type=file]").setInputFiles(file);
  await start.waitFor();
  await shoot(page, "people-import-preview");
  await start.scrollIntoViewIfNeeded();
  await shoot(page, "people-import-rows");
  await start.click();
  await page.getByText(s.import.done).waitFor();
  await shoot(page, "people-import-done");
}
