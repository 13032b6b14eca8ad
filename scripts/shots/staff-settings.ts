import type { Session } from "./camera.ts";

export async function staffSettingsScreens({ demo, context, shoot }: Session): Promise<void> {
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);
  await at("#settings");
  const willow = page.getByRole("link", { name: "Willow Tea" });
  await willow.waitFor();
  await shoot(page, "admin-projects");
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("dialog").waitFor();
  await shoot(page, "admin-new-project");
  await page.getByRole("button", { name: "Cancel" }).click();

  await willow.click();
  await page.getByRole("switch", { name: "Customer portal" }).waitFor();
  await shoot(page, "admin-settings-portal");
  await page.getByText("Pinned version for strict sites").click();
  await page.getByLabel("Greeting").scrollIntoViewIfNeeded();
  await shoot(page, "admin-settings-portal-more");
  await page.getByRole("link", { name: "General" }).click();
  await page.getByLabel("Types of tickets").waitFor();
  await shoot(page, "admin-settings-general");
  await page.getByRole("link", { name: "Permissions" }).click();
  await page.getByLabel("Priority").waitFor();
  await shoot(page, "admin-settings-permissions");
  await page.getByRole("link", { name: "Inboxes" }).click();
  await page.getByRole("region", { name: "Wholesale" }).waitFor();
  await shoot(page, "admin-settings-inboxes");
  await page.getByRole("link", { name: "Signed-in users" }).click();
  await page.getByRole("tab", { name: "Node" }).waitFor();
  await shoot(page, "admin-settings-identity");
  await page.close();
}
