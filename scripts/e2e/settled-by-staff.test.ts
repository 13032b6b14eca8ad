/** What only people of the desk can settle: accounts that were stopped or share an address, and doors after a restore. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  AccountChange,
  ApiKey,
  CodeChallenge,
  IdentityKey,
  MadeApiKey,
  Page as List,
  Project,
  SignedIn,
} from "../../server/contract/index.ts";
import { siteToken } from "../../server/testing/site-token.ts";
import { freePort } from "../testing/free-port.ts";
import { call } from "./call.ts";
import { choiceOf } from "./choose.ts";
import { typeThrough } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { colleague, person } from "./staff.ts";

const [rosa, thief, mia, lena] = ["rosa@mail.test", "thief@mail.test", "mia@mail.test", "lena@willow.example"];

const { world, hanna, shop } = sharedShop("sqlite", async () => ({
  // Nobody listens there, so that mails wait.
  SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
  MAIL_FROM: "help@desk.test",
}));
let page: Page;
let project: Project;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-settled-"));
  page = hanna.page;
  const [{ id }] = (await hanna.call<List<Project>>("GET", "/projects")).items as [Project];
  ({ project } = await hanna.call<{ project: Project }>("GET", `/projects/${id}`));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const press = (name: string, within: Page | Locator = page): Promise<void> =>
  within.getByRole("button", { name, exact: true }).press("Enter");
const go = (hash: string): Promise<unknown> => page.goto(`https://desk.test/admin#${hash}`);
const row = (name: string): Locator => page.getByRole("row", { name: new RegExp(name) });
const hasFocus = (element: Locator): Promise<boolean> => element.evaluate((one) => one === document.activeElement);
/** The next such call of the page does not arrive. */
const lose = (path: string, method: string): Promise<unknown> =>
  page.route(path, (route) => (route.request().method() === method ? route.abort() : route.fallback()), { times: 1 });

const ask = <Answer>(method: string, path: string, body: object, token?: string): Promise<Answer> =>
  call<Answer>(page, method, shop.api + path, body, token);
const codeFor = async (email: string) => {
  const { challenge } = await ask<CodeChallenge>("POST", "/session/codes", { email });
  return { challenge, code: (await world.desk.mailbox.next(email)).code! };
};

/** Somebody with her session and a moment in her mailbox moves her account; the mail about it is what she has left. */
async function stopRosa(): Promise<void> {
  const { token } = await ask<SignedIn>("POST", "/session/codes/verify", await codeFor(rosa));
  const change = { email: thief, proof: await codeFor(rosa) };
  const { challenge } = await ask<AccountChange>("PATCH", "/customer", change, token);
  const { code } = await world.desk.mailbox.next(thief);
  await ask("POST", "/session/codes/verify", { challenge, code }, token);
  const { link } = await world.desk.mailbox.next(rosa);
  await ask("POST", "/account-stops", { token: link!.split("#stop=")[1] });
}

test("S9: staff see whose account was stopped, and let its owner in again", async () => {
  await stopRosa();
  await go("customers");
  await page.getByText("1 account was stopped by its owner and waits for you.").waitFor();
  await page.getByRole("link", { name: "Show them" }).press("Enter");
  await row("thief@mail.test").getByText("Stopped by its owner").waitFor();
  expect(await choiceOf(page, "Portal").textContent()).toBe("Stopped by its owner");
  await row("thief@mail.test").getByRole("link").press("Enter");
  await page.getByText("Nobody can sign in until you let the account in again.").waitFor();
  const notice = page.getByRole("region", { name: "This account was stopped" });
  expect(await notice.getByRole("button").allInnerTexts()).toEqual([`Back to ${rosa}`, `Keep ${thief}`]);
  await lose("**/let-in", "POST");
  await press(`Back to ${rosa}`, notice);
  await notice.getByRole("alert").getByText("The desk cannot be reached.").waitFor();
  await press(`Back to ${rosa}`, notice);
  await notice.waitFor({ state: "detached" });
  await page.getByRole("status").getByText("They can sign in again").waitFor();
  expect(await hasFocus(page.locator("main"))).toBe(true);
  expect(await page.getByLabel("Email").inputValue()).toBe(rosa);
  await go("customers");
  await row("rosa@mail.test").getByText("Not invited").waitFor();
  await page.getByText("was stopped by its owner").waitFor({ state: "detached" });
});

test("S14: staff are asked about two who share an address, and their answer stays", async () => {
  const made = await hanna.call<{ key: IdentityKey; secret: string }>("POST", `/projects/${project.id}/identity-keys`);
  const key = { portal: project.portal.key, kid: made.key.id, secret: made.secret };
  for (const [sub, name] of Object.entries({ "w-1": "Mia Claes", "w-2": "M. Claes" })) {
    const claims = { sub, name, email: mia, email_verified: true };
    await ask("POST", "/identity", { jwt: siteToken(key, world.desk.now(), claims) });
  }
  await page.reload();
  await page.getByText("1 customer shares an address with somebody else.").waitFor();
  await page.getByRole("link", { name: "Show them" }).press("Enter");
  await row("M. Claes").getByRole("link").press("Enter");
  const question = page.getByRole("region", { name: "Same person?" });
  await question.getByText("Mia Claes has the same verified email").waitFor();
  await press("Different people", question);
  await question.waitFor({ state: "detached" });
  expect(await hasFocus(page.locator("main"))).toBe(true);
  await go("customers");
  await row("M. Claes").waitFor();
  await page.getByText("shares an address").waitFor({ state: "detached" });
});

/** As after a morning in which the disk went. */
async function restore(): Promise<void> {
  const file = join(folder, "monday.backup");
  await world.desk.kill();
  await world.desk.command("backup", file);
  await world.desk.command("restore", file, "--replace", "--admin", person.email);
  // Of desks from before there was one spelling of a mailbox.
  const database = new Sqlite(world.desk.database);
  const hannas = database.prepare("select id from staff where email = ?").pluck().get(person.email);
  database.prepare("update staff set same_as_id = ? where email = ?").run(hannas, lena);
  database.close();
  await world.desk.start();
}

test("S19: after a restore each key and each colleague is switched on by a press, and a failure is told", async () => {
  await hanna.call<MadeApiKey>("POST", "/api-keys", { name: "Warehouse", scopes: ["customers:read"] });
  for (const email of [colleague.email, lena]) await world.desk.addAgent(email);
  await restore();
  await page.reload();
  await page.getByLabel("Email").focus();
  await typeThrough(page, [person.email, person.password]);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Desk" }).waitFor();

  await go("keys");
  const turnOn = async (): Promise<void> => {
    await press("Actions for Warehouse");
    await page.getByRole("menuitem", { name: "Switch on" }).press("Enter");
  };
  await row("Warehouse").getByText("Switched off").waitFor();
  await lose("**/api-keys/*", "PATCH");
  await turnOn();
  await page.getByText("The key “Warehouse” was not switched on. The desk cannot be reached.").waitFor();
  await turnOn();
  await page.getByText("The key “Warehouse” works again").waitFor();
  await row("Warehouse").getByText("Never used").waitFor();
  expect((await hanna.call<List<ApiKey>>("GET", "/api-keys")).items).toMatchObject([{ off: false }]);

  await go(`settings/${project.id}/identity`);
  const on = page.getByRole("button", { name: /^Switch on the secret/ });
  await page.getByText("Switched off", { exact: true }).waitFor();
  await lose("**/identity-keys/*", "PATCH");
  await on.press("Enter");
  await page.getByRole("alert").getByText("The desk cannot be reached.").waitFor();
  await on.press("Enter");
  await on.waitFor({ state: "detached" });
  await page.getByRole("status").getByText("The secret works again").waitFor();
  expect(await hasFocus(page.locator("main"))).toBe(true);

  await go("staff");
  const bo = page.getByRole("listitem").filter({ hasText: colleague.email });
  await bo.getByText("Agent · Switched off").waitFor();
  await bo.getByRole("button").press("Enter");
  const dialog = page.getByRole("dialog");
  await lose("**/staff/staff/*", "PATCH");
  await press("Switch on", dialog);
  await dialog.getByRole("alert").getByText("The desk cannot be reached.").waitFor();
  await press("Switch on", dialog);
  await dialog.waitFor({ state: "detached" });
  await bo.getByText("Agent · Invited").waitFor();

  // Switched on, she could not sign in either.
  const other = page.getByRole("listitem").filter({ hasText: lena });
  await other.getByText(`this is ${person.name}’s mailbox in another spelling`).waitFor();
  await other.getByRole("button").press("Enter");
  await dialog.getByText(`One mailbox is one account, and this one is ${person.name}’s.`).waitFor();
  expect(await dialog.getByRole("button").allInnerTexts()).toEqual(["", "Save", "Remove"]);
  await page.keyboard.press("Escape");
});

test("S19: mails that waited at the restore go out by a press alone", async () => {
  await go("mail");
  const mails = page.getByRole("region", { name: "List of mails" });
  await mails.getByText("Kept, not sent").first().waitFor();
  expect(await mails.getByText("Waiting to be sent").count()).toBe(0);
  await mails.getByRole("listitem").getByRole("link").first().press("Enter");
  await page.getByText("This mail waits until you send it").waitFor();
  await press("Send now");
  await mails.getByText("Waiting to be sent").waitFor();
  expect(await hasFocus(page.locator("main"))).toBe(true);
});
