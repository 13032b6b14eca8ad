/** The ways in to the staff page, and one's own account there. */
import { Secret, TOTP } from "otpauth";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Page as Items, ProjectItem, StaffSession } from "../../../server/contract/index.ts";
import { call } from "../call.ts";
import { colleague, person, staffAt } from "../staff.ts";
import { form, sendByTab, sendFrom, sendTyped, type Table } from "./typed.ts";

const views = "server/admin/views";

export function doorForms(table: Table): void {
  let bo: Page;
  let secret: string;
  const door = (page: Page): Locator => page.locator("main form");
  const isIn = (page: Page): Promise<void> => page.getByRole("navigation", { name: "Desk" }).waitFor();
  const session = (page: Page): Promise<StaffSession> => call(page, "GET", "/api/staff/session");
  const account = (page: Page): Promise<unknown> => page.goto("https://desk.test/admin#account");

  form(`${views}/doors/set-up.tsx`, "U-B1: the first administrator sets the desk up", async () => {
    const { world } = table;
    const page = await world.newPage(`https://desk.test${world.desk.setupPath}`);
    await sendTyped(door(page), [person.name, person.email, person.password]);
    await isIn(page);
    const { name, email } = (await session(page)).staff;
    expect({ name, email }).toEqual({ name: person.name, email: person.email });
    table.hanna = staffAt(page);
  });

  form(`${views}/start/name-project.tsx`, "the first project", async () => {
    const { page } = table.hanna;
    await page.goto("https://desk.test/admin#start");
    await sendTyped(page.locator("form", { has: page.getByLabel("Name of the project") }), ["Willow Tea"]);
    await page.locator("summary:focus").waitFor();
    const { items } = await table.hanna.call<Items<ProjectItem>>("GET", "/projects");
    expect(items.map(({ name }) => name)).toEqual(["Willow Tea"]);
    table.project = (await table.hanna.call<Pick<Table, "project">>("GET", `/projects/${items[0]!.id}`)).project;
  });

  form(`${views}/doors/sign-in.tsx#1`, "U-B1: after a wrong password, typing goes on where it is", async () => {
    const page = await table.world.newPage("https://desk.test/admin");
    await sendTyped(door(page), [person.email, "not the password"]);
    await page.getByRole("alert").waitFor();
    await sendTyped(door(page), [person.password]);
    await isIn(page);
    expect((await session(page)).staff.email).toBe(person.email);
    await page.context().close();
  });

  form(`${views}/doors/forgotten.tsx`, "a new password is asked for", async () => {
    const page = await table.world.newPage("https://desk.test/admin");
    await page.getByRole("button", { name: "Forgot your password?" }).click();
    await sendTyped(door(page), [person.email]);
    await page.getByRole("status").waitFor();
    expect((await table.world.desk.mailbox.next(person.email)).link).toContain("/admin#");
    await page.context().close();
  });

  form(`${views}/doors/activate.tsx`, "U-B1: an agent comes in by their link", async () => {
    const { desk, newPage } = table.world;
    bo = await newPage(`https://desk.test${await desk.addAgent(colleague.email)}`);
    await sendTyped(door(bo), [colleague.name, colleague.password]);
    await isIn(bo);
    const { name, email } = (await session(bo)).staff;
    expect({ name, email }).toEqual({ name: colleague.name, email: colleague.email });
  });

  form(`${views}/account/account.tsx#1`, "one's own name", async () => {
    await account(bo);
    await sendFrom(bo.getByLabel("Your name"), ["Bo van Claes"]);
    await expect.poll(async () => (await session(bo)).staff.name).toBe("Bo van Claes");
  });

  const password = "a pot of sencha at dawn";

  form(`${views}/account/account.tsx#2`, "one's own password", async () => {
    await sendFrom(bo.getByLabel("Current password"), [colleague.password, password]);
    await bo.getByText("Saved", { exact: true }).waitFor();
    // It is asked for in the next rows.
  });

  const factor = (): Locator => bo.getByRole("dialog", { name: "Two-step sign-in" });
  const code = (): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: table.world.desk.now() });

  form(`${views}/account/second-factor.tsx#2`, "the password before a second factor", async () => {
    await bo.getByRole("button", { name: "Turn on" }).click();
    await sendTyped(factor(), [password]);
    secret = (await factor().locator("code").textContent())!.replaceAll(" ", "");
    expect(secret).toMatch(/^[A-Z2-7]{16,}$/);
  });

  form(`${views}/account/second-factor.tsx#1`, "its first code", async () => {
    await sendTyped(factor(), [code()]);
    const codes = bo.getByRole("dialog", { name: "Your recovery codes" });
    await codes.waitFor();
    expect((await session(bo)).hasTotp).toBe(true);
    await bo.context().close();
  });

  form(`${views}/doors/sign-in.tsx#2`, "signing in by a code of it", async () => {
    const page = await table.world.newPage("https://desk.test/admin");
    await sendTyped(door(page), [colleague.email, password]);
    await page.getByLabel("Code", { exact: true }).and(page.locator(":focus")).waitFor();
    await table.world.desk.pass(30_000);
    await sendTyped(door(page), [code()]);
    await isIn(page);
    expect((await session(page)).staff.email).toBe(colleague.email);
    await page.context().close();
  });

  form(`${views}/staff/invite-staff.tsx`, "U-B1: a colleague is invited", async () => {
    const { page } = table.hanna;
    await page.goto("https://desk.test/admin#staff");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await sendTyped(page.getByRole("dialog"), ["Rosa Diaz", "rosa@willow.example"]);
    await page.getByRole("dialog").getByRole("textbox").first().waitFor();
    expect(await named("Rosa Diaz")).toMatchObject({ email: "rosa@willow.example", state: "invited" });
    await page.reload();
  });

  form(`${views}/staff/change-staff.tsx#1`, "their name is changed", async () => {
    const { page } = table.hanna;
    await page.getByRole("button", { name: "Change Rosa Diaz" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).click();
    await sendTyped(dialog, ["Rosa Diaz Lopez"]);
    await expect.poll(() => named("Rosa Diaz Lopez")).toMatchObject({ email: "rosa@willow.example" });
  });

  form(`${views}/staff/change-staff.tsx#2`, "they are removed", async () => {
    const { page } = table.hanna;
    await page.getByRole("button", { name: "Change Rosa Diaz Lopez" }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await sendByTab(page.getByRole("dialog"));
    await expect.poll(() => named("Rosa Diaz Lopez")).toMatchObject({ state: "left" });
  });

  const named = async (name: string): Promise<unknown> =>
    (await table.hanna.call<Items<{ name: string }>>("GET", "/staff")).items.find((one) => one.name === name);
}
