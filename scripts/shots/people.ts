/** Customers, companies, permissions, imports and keys, as an administrator sees them. */
import type { Page } from "playwright-core";
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
  const { demo, context, shoot } = session;
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);
  await at("#customers");
  await page.getByRole("link", { name: "Marta Kowalska" }).waitFor();
  await shoot(page, "people-customers");
  for (const name of ["Agnieszka Nowak", "Amara Diallo", "Grace Adeyemi"]) {
    await page.getByRole("checkbox", { name: `Choose ${name}` }).check();
  }
  await page.getByRole("button", { name: "Invite 3" }).click();
  await page.getByText("Not invited: ").first().waitFor();
  await page.getByRole("button", { name: "Actions for Beatriz Carvalho" }).click();
  await page.getByRole("menuitem", { name: "Invite again" }).waitFor();
  await shoot(page, "people-invited");
  await page.keyboard.press("Escape");
  await addCustomer(session, page);
  await at("#customers?state=opened&q=zzz");
  await page.getByText("No customer fits").waitFor();
  await shoot(page, "people-empty");

  await at("#companies");
  await page.getByRole("link", { name: "Kawiarnia Pod Lipą" }).waitFor();
  await shoot(page, "people-companies");
  await page.getByRole("link", { name: "Kawiarnia Pod Lipą" }).click();
  await page.getByLabel("Priority").waitFor();
  await page.getByRole("link", { name: /Marta Kowalska/ }).waitFor();
  await shoot(page, "people-company");
  await importAndKeys(session, page);
  await profile(session, page);
  await page.close();
}

async function profile({ demo, look, shoot }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#customers?q=Marta`);
  await page.getByRole("link", { name: /^Marta Kowalska/ }).click();
  await page.getByLabel("Priority").waitFor();
  await shoot(page, "people-profile");
  if (look.device === "phone") {
    await page.getByLabel("Priority").scrollIntoViewIfNeeded();
    await shoot(page, "people-profile-permissions");
  }
  await page.getByRole("button", { name: "Actions for Marta Kowalska" }).click();
  await page.getByRole("menuitem", { name: "Merge" }).click();
  await page.getByRole("combobox", { name: "Who stays" }).fill("pawe");
  await page.getByRole("option", { name: /Paweł/ }).waitFor();
  await shoot(page, "people-merge");
  await page.getByRole("option", { name: /Paweł/ }).click();
  await shoot(page, "people-merge-preview");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "See the portal as this customer" }).click();
  await page.getByText("What they may do, and why").waitFor();
  await shoot(page, "people-view");
  if (look.device === "phone") {
    await page.getByText("What they may do, and why").evaluate((heading) => heading.scrollIntoView());
    await shoot(page, "people-view-reasons");
  }
}

async function addCustomer({ demo, shoot }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#customers?sort=newest`);
  await page.getByRole("button", { name: "Add customer" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Project").selectOption("Willow Tea");
  await dialog.getByLabel("Name").fill("Wanda Lis");
  await dialog.getByLabel("Address").fill("wanda@kawiarnia.example");
  await dialog.getByRole("combobox", { name: "Company" }).fill("Kawiar");
  await dialog.getByRole("option", { name: /Kawiarnia/ }).waitFor();
  await shoot(page, "people-add");
  await page.getByRole("button", { name: "Cancel" }).click();
}

async function importAndKeys({ demo, shoot }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#keys`);
  await page.getByRole("button", { name: "New key" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Shop, new accounts");
  await shoot(page, "people-key-new");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText("Copy the key now.").waitFor();
  await shoot(page, "people-key-made");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Shop, new accounts").waitFor();
  await shoot(page, "people-keys");

  await page.goto(`${demo.desk}/admin#import`);
  await page.getByRole("button", { name: "Choose a file" }).waitFor();
  await shoot(page, "people-import");
  await page.getByLabel("Project").selectOption("Willow Tea");
  const file = { name: "wholesale customers.csv", mimeType: "text/csv", buffer: Buffer.from(csv, "utf8") };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: /^Import \d/ }).waitFor();
  await shoot(page, "people-import-preview");
  await page.getByRole("button", { name: /^Import \d/ }).scrollIntoViewIfNeeded();
  await shoot(page, "people-import-rows");
  await page.getByRole("button", { name: /^Import \d/ }).click();
  await page.getByText("The import is done").waitFor();
  await shoot(page, "people-import-done");
}
