import type { Page } from "playwright-core";
import type { Session } from "./camera.ts";

const person = { name: "Hanna Peeters", email: "hanna@willow.example", password: "a kettle of green tea" };
let isSetUp = false;

export async function adminScreens({ demo, context, shoot }: Session): Promise<void> {
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);

  await at("#setup=not-used");
  await page.getByRole("button", { name: "Set up the desk" }).waitFor();
  await shoot(page, "admin-set-up");
  await signIn(page, demo.desk, demo.setupPath, () => shoot(page, "admin-sign-in"));

  await at("#tickets");
  const first = page.locator("a[data-ticket]").first();
  await first.waitFor();
  await shoot(page, "admin-queue");
  await first.click();
  await page.getByRole("textbox", { name: "Reply" }).waitFor();
  await shoot(page, "admin-ticket");
  await page.getByRole("radio", { name: "Internal note" }).check({ force: true });
  await page.getByRole("textbox", { name: "Internal note" }).fill("Joris knows the courier: ask him before you refund.");
  await shoot(page, "admin-note");

  await at("#tickets/new");
  await page.getByRole("textbox", { name: "Subject" }).waitFor();
  await shoot(page, "admin-new-ticket");
  await at("#settings");
  await page.getByRole("link", { name: "Willow Tea" }).waitFor();
  await shoot(page, "admin-projects");
  await page.getByRole("link", { name: "Willow Tea" }).click();
  const project = /settings\/([^/]+)/.exec(page.url())?.[1] ?? "";
  await at(`#settings/${project}/general`);
  await page.getByRole("textbox", { name: "Name" }).waitFor();
  await shoot(page, "admin-settings-general");
  await at(`#settings/${project}/portal`);
  await page.getByRole("switch", { name: "Customer portal" }).waitFor();
  await shoot(page, "admin-settings-portal");
  await at(`#settings/${project}/inboxes`);
  await page.getByRole("button", { name: "Add inbox" }).waitFor();
  await shoot(page, "admin-settings-inboxes");
  await at("#mail");
  await page.getByRole("heading", { name: "Mail" }).first().waitFor();
  await shoot(page, "admin-mail");
}

/** The set-up link works once: the first look uses it, the others sign in. */
async function signIn(page: Page, desk: string, setupPath: string, shootSignIn: () => Promise<void>): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${desk}/admin`);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await shootSignIn();
  if (!isSetUp) {
    await page.goto("about:blank");
    await page.goto(desk + setupPath);
    await page.getByLabel("Your name").fill(person.name);
  }
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: isSetUp ? "Sign in" : "Set up the desk" }).click();
  // The navigation is folded away on a phone, but it is there for whoever is in.
  await page.locator("nav").first().waitFor({ state: "attached" });
  isSetUp = true;
}
