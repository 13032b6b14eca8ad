import type { Session } from "./camera.ts";

export async function staffSettingsScreens({ demo, context, shoot, s }: Session): Promise<void> {
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);
  await at("#settings");
  const willow = page.getByRole("link", { name: "Willow Tea" });
  await willow.waitFor();
  await shoot(page, "admin-projects");
  await page.getByRole("button", { name: s.settings.newProject }).click();
  await page.getByRole("dialog").waitFor();
  await shoot(page, "admin-new-project");
  await page.getByRole("button", { name: s.cancel }).click();

  await willow.click();
  await page.getByRole("switch", { name: s.settings.enabled }).waitFor();
  await shoot(page, "admin-settings-portal");
  for (const [part, sign] of [
    ["access", s.settings.origins],
    ["look", s.settings.greeting],
    ["mail", s.entry.notifications],
  ] as const) {
    await page.getByRole("link", { name: s.settings.parts[part], exact: true }).last().click();
    await page.getByLabel(sign).waitFor();
    await shoot(page, `admin-settings-portal-${part}`);
  }
  await page.getByRole("link", { name: s.settings.tabs.general }).click();
  await page.getByLabel(s.settings.types).waitFor();
  await shoot(page, "admin-settings-general");
  await page.getByRole("link", { name: s.settings.tabs.permissions }).click();
  await page.getByLabel(s.permissions.names.priority).waitFor();
  await shoot(page, "admin-settings-permissions");
  await page.getByRole("link", { name: s.settings.tabs.inboxes }).click();
  await page.getByRole("region", { name: "Wholesale" }).waitFor();
  await shoot(page, "admin-settings-inboxes");
  await page.getByRole("link", { name: s.settings.tabs.identity }).click();
  await page.getByRole("tab", { name: "Node" }).waitFor();
  await shoot(page, "admin-settings-identity");
  await page.close();
}
