/** Projects and what belongs to one, and what is kept for the whole desk. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type {
  ApiKey,
  BlockedSender,
  IdentityKey,
  Inbox,
  Page as Items,
  Project,
} from "../../../server/contract/index.ts";
import { form, sendByTab, sendFrom, sendTyped, type Table } from "./typed.ts";

const views = "server/admin/views";

export function settingsForms(table: Table): void {
  const visit = (hash: string): Promise<unknown> => table.hanna.page.goto(`https://desk.test/admin#${hash}`);
  const settings = (tab: string): Promise<unknown> => visit(`settings/${table.project.id}/${tab}`);
  const press = (name: string): Promise<void> =>
    table.hanna.page.getByRole("button", { name, exact: true }).first().click();
  const field = (name: string): Locator => table.hanna.page.getByLabel(name, { exact: true });
  const dialog = (): Locator => table.hanna.page.getByRole("dialog");
  const listOf = async <Item>(path: string): Promise<Item[]> =>
    (await table.hanna.call<Items<Item>>("GET", path)).items;
  const inboxes = (): Promise<Inbox[]> => listOf(`/projects/${table.project.id}/inboxes`);
  const project = async (): Promise<Project> =>
    (await table.hanna.call<{ project: Project }>("GET", `/projects/${table.project.id}`)).project;

  form(`${views}/settings/projects.tsx`, "U-B1: a project", async () => {
    await visit("settings");
    await press("New project");
    await sendTyped(dialog(), ["Harbour Bikes"]);
    await table.hanna.page.getByRole("heading", { name: "Harbour Bikes", level: 1 }).waitFor();
    expect((await listOf<Project>("/projects")).map(({ name }) => name)).toContain("Harbour Bikes");
  });

  form(`${views}/settings/general.tsx`, "what a project is called, and its types", async () => {
    await settings("general");
    // Enter begins another type.
    await sendFrom(field("Name"), ["Willow Teas", "Leaves"], "ControlOrMeta+Enter");
    await expect.poll(async () => (await project()).name).toBe("Willow Teas");
    expect((await project()).portal.types).toEqual(["Leaves"]);
  });

  form(`${views}/settings/access.tsx`, "sites that may show the widget", async () => {
    await settings("portal/access");
    await sendFrom(table.hanna.page.locator("main textarea"), ["https://shop.test"], "ControlOrMeta+Enter");
    await expect.poll(async () => (await project()).portal.origins).toEqual(["https://shop.test"]);
  });

  form(`${views}/settings/look.tsx`, "colour, greeting and label", async () => {
    await settings("portal/look");
    await sendFrom(field("Accent colour"), ["#0b6e4f", "Hello there", "Ask us"]);
    await expect
      .poll(async () => (await project()).portal.branding)
      .toEqual({ color: "#0b6e4f", greeting: "Hello there", label: "Ask us" });
  });

  form(`${views}/settings/inboxes.tsx#1`, "an inbox is renamed", async () => {
    await settings("inboxes");
    await sendFrom(table.hanna.page.locator(".card form input").first(), ["Orders", "orders@willow.example"]);
    await expect.poll(inboxes).toMatchObject([{ name: "Orders", address: "orders@willow.example" }]);
  });

  form(`${views}/settings/inboxes.tsx#2`, "U-B1: another inbox", async () => {
    await press("Add inbox");
    await sendTyped(dialog(), ["Wholesale", "wholesale@willow.example"]);
    await expect
      .poll(inboxes)
      .toContainEqual(expect.objectContaining({ name: "Wholesale", address: "wholesale@willow.example" }));
  });

  form(`${views}/settings/delete-inbox.tsx`, "and gone again", async () => {
    await table.hanna.page.getByRole("region", { name: "Wholesale" }).getByRole("button", { name: "Delete" }).click();
    await sendByTab(dialog());
    await expect.poll(async () => (await inboxes()).map(({ name }) => name)).toEqual(["Orders"]);
  });

  const identityKeys = (): Promise<IdentityKey[]> => listOf(`/projects/${table.project.id}/identity-keys`);
  const lastAct = async (): Promise<unknown> => (await listOf<{ action: string }>("/audit"))[0]?.action;

  form(`${views}/settings/identity-dialogs.tsx#1`, "a key of a site, and the sessions it opened", async () => {
    const { page, call } = table.hanna;
    await call("POST", `/projects/${table.project.id}/identity-keys`);
    await settings("identity");
    await page.getByRole("button", { name: /^Delete the secret/ }).click();
    await page.locator("dialog:is(:focus, :has(:focus))").waitFor();
    const box = dialog().getByRole("checkbox");
    while (!(await box.evaluate((element) => element.matches(":focus")))) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(identityKeys).toEqual([]);
    expect((await listOf<{ action: string }>("/audit")).slice(0, 2).map(({ action }) => action)).toContain(
      "sessions.ended",
    );
  });

  form(`${views}/settings/identity-dialogs.tsx#2`, "everybody is signed out", async () => {
    await table.hanna.call("POST", `/projects/${table.project.id}/identity-keys`);
    await table.hanna.page.reload();
    await press("Sign all customers out");
    await sendByTab(dialog());
    await expect.poll(lastAct).toBe("sessions.ended");
  });

  const apiKeys = async (): Promise<string[]> => (await listOf<ApiKey>("/api-keys")).map(({ name }) => name);

  form(
    `${views}/settings/keys-page.tsx#1`,
    "U-B1: a key for the API, and ticking its scopes keeps the focus",
    async () => {
      const { page } = table.hanna;
      await visit("keys");
      await press("New key");
      await dialog().locator(":focus").waitFor();
      await page.keyboard.type("Warehouse");
      const checked = dialog().locator("input[type=checkbox]:checked");
      const before = await checked.count();
      await page.keyboard.press("Tab");
      for (const change of [-1, 0]) {
        await page.keyboard.press("Space");
        await expect.poll(() => checked.count()).toBe(before + change);
      }
      await page.keyboard.press("Enter");
      await expect.poll(apiKeys).toEqual(["Warehouse"]);
    },
  );

  form(
    `${views}/settings/keys-page.tsx#1`,
    "U-m3: the secret is seen as a whole, and copying it comes before being done with it",
    async () => {
      const primary = dialog().locator(".button.primary");
      await expect.poll(() => primary.allTextContents()).toEqual(["Copy key"]);
      const secret = dialog().getByRole("textbox");
      expect(
        await secret.evaluate((shown) => [shown.scrollWidth <= shown.clientWidth, getComputedStyle(shown).fontFamily]),
      ).toEqual([true, expect.stringContaining("mono")]);
      await primary.click();
      await dialog().getByRole("button", { name: "Copied" }).waitFor();
      await expect.poll(() => primary.allTextContents()).toHaveLength(1);
      expect(await primary.textContent()).not.toMatch(/Copy|Copied/);
      await primary.click();
      await dialog().waitFor({ state: "detached" });
    },
  );

  form(`${views}/settings/keys-page.tsx#2`, "and deleted", async () => {
    const { page } = table.hanna;
    await page.getByRole("button", { name: "Actions for Warehouse" }).click();
    await page.getByRole("menuitem", { name: "Delete key" }).click();
    await sendByTab(dialog());
    await expect.poll(apiKeys).toEqual([]);
  });

  form(`${views}/blocks/blocked.tsx`, "U-B1: a blocked sender", async () => {
    await visit("blocked");
    await press("Block");
    await sendTyped(dialog(), ["spam@example.com", "Sells watches"]);
    await expect
      .poll(() => listOf<BlockedSender>("/blocks"))
      .toMatchObject([{ value: "spam@example.com", note: "Sells watches" }]);
  });
}
