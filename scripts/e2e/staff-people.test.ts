/** People at the desk: invited by a link, signed in by a second factor, thrown out of other browsers. */
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { BlockedSender, Mail } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { openSetting, pressInAccountMenu } from "./staff.ts";
import { watch } from "./watch.ts";
import type { Watched } from "./watch.ts";

const bo = { name: "Bo Claes", email: "bo@willow.example", password: "a pot of oolong at noon" };

const { world, hanna } = sharedShop();
let page: Page;
let seen: Watched;
let link: string;
let secret: string;
let usedCode: string;
let recoveryCodes: string[];
beforeAll(async () => {
  page = await world.newPage();
  seen = await watch(page);
});

const code = (ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead });
const press = (on: Page, name: string): Promise<void> => on.getByRole("button", { name, exact: true }).click();
const desk = (on: Page) => on.getByRole("navigation", { name: "Desk" });
const givePassword = async (on: Page, password = bo.password): Promise<void> => {
  await write(on.getByLabel("Email"), bo.email);
  await write(on.getByLabel("Password", { exact: true }), password);
  await press(on, "Sign in");
};
const giveCode = async (on: Page, given: string): Promise<void> => {
  await write(on.getByRole("textbox", { name: "Code" }), given);
  await press(on, "Sign in");
};

test("an administrator invites an agent and is shown the link once", async () => {
  await openSetting(hanna.page, "Staff");
  await press(hanna.page, "Invite");
  const dialog = hanna.page.getByRole("dialog");
  await write(dialog.getByLabel("Name"), "Bo");
  await write(dialog.getByLabel("Email"), "hanna@willow.example");
  await dialog.getByRole("button", { name: "Invite" }).click();
  await dialog.getByText("This is already taken.").waitFor();
  await write(dialog.getByLabel("Email"), bo.email);
  await dialog.getByRole("button", { name: "Invite" }).click();
  const shown = hanna.page.getByRole("dialog", { name: "Link for Bo" });
  await shown.getByText("This desk sends no mail").waitFor();
  link = await shown.getByLabel("Link").inputValue();
  await shown.getByRole("button", { name: "Close" }).last().click();
  await shown.waitFor({ state: "detached" });
  // What opened it went with the dialog before it.
  expect(await hanna.page.locator("main").evaluate((main) => main === document.activeElement)).toBe(true);
  await hanna.page.getByText("Agent · Invited").waitFor();
  await expect(page.content()).resolves.not.toContain(link);
});

test("the agent comes in by it, chooses a name and a password, and sees neither settings nor staff", async () => {
  await page.goto(link);
  await write(page.getByLabel("Your name"), bo.name);
  await write(page.getByLabel("Password", { exact: true }), "Password12345");
  await press(page, "Save and sign in");
  await page.getByText("This password is too common.").waitFor();
  await write(page.getByLabel("Password", { exact: true }), bo.password);
  await press(page, "Save and sign in");
  await desk(page).waitFor();
  expect(page.url()).not.toContain("activate");
  for (const name of ["Settings", "Staff"]) {
    expect(await desk(page).getByRole("link", { name, exact: true }).count()).toBe(0);
  }
  for (const hash of ["#staff", "#audit", "#settings"]) {
    await page.goto(`https://desk.test/admin${hash}`);
    await page.getByText("for administrators.").waitFor();
  }
  for (const path of ["/staff", "/audit"]) {
    await expect(call(page, "GET", `/api/staff${path}`)).rejects.toThrow("answered 403");
  }
  // The administrator's list hears of it by itself.
  await hanna.page.getByText(bo.name).first().waitFor();
  await hanna.page.getByText("Invited", { exact: false }).waitFor({ state: "detached" });
});

test("a second factor is set up with an app, and recovery codes are shown once", async () => {
  await pressInAccountMenu(page, "My account");
  await press(page, "Turn on");
  const dialog = page.getByRole("dialog", { name: "Two-step sign-in" });
  await write(dialog.getByLabel("Current password"), "not my password at all");
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByText("This is not your current password.").waitFor();
  await write(dialog.getByLabel("Current password"), bo.password);
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByRole("img", { name: "QR code for your authenticator app" }).waitFor();
  secret = (await dialog.locator("code").textContent())!.replaceAll(" ", "");
  await write(dialog.getByRole("textbox", { name: "Code" }), code(30 * 60_000));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await dialog.getByText("That code is not right").waitFor();
  usedCode = code();
  await write(dialog.getByRole("textbox", { name: "Code" }), usedCode);
  await dialog.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("dialog", { name: "Your recovery codes" });
  await codes.waitFor();
  recoveryCodes = await codes.locator("code").allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  const saving = page.waitForEvent("download");
  await codes.getByRole("button", { name: "Download" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("deskbell-recovery-codes.txt");
  await press(page, "I have kept them");
  await page.getByText("Signing in asks for a code of your authenticator app.").waitFor();
});

test("signing in takes the code too, and a code that was used does not work again", async () => {
  await pressInAccountMenu(page, "Sign out");
  await givePassword(page);
  await page.getByText("Now enter the code from your authenticator app.").waitFor();
  await giveCode(page, usedCode);
  await page.getByText("That code is not right, or it was used before.").waitFor();
  await giveCode(page, code(30_000));
  await desk(page).waitFor();
  expect(await call(page, "GET", "/api/staff/session")).toMatchObject({ staff: { email: bo.email }, hasTotp: true });
});

test("ending another session throws that browser out at once", async () => {
  const other = await world.newPage("https://desk.test/admin");
  await givePassword(other);
  await giveCode(other, recoveryCodes[0]!);
  await desk(other).waitFor();
  await page.reload();
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await sessions.getByText("this browser").waitFor();
  await sessions.getByRole("button", { name: "End the session of Chrome · Linux" }).click();
  await other.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  expect(await sessions.getByRole("listitem").count()).toBe(1);
  await other.context().close();
});

test("a link that is used up says how to get a new one", async () => {
  const again = await world.newPage(link);
  await write(again.getByLabel("Password", { exact: true }), "somebody else's password");
  await press(again, "Save and sign in");
  await again.getByText("This link has expired or was used before").waitFor();
  await press(again, "Get a new link");
  await write(again.getByLabel("Email"), bo.email);
  await press(again, "Send the link");
  await again.getByText("a link is on its way").waitFor();
  // Written after the answer, which is the same for an address that nobody has.
  const newest = async (): Promise<Mail | undefined> => (await hanna.call<{ items: Mail[] }>("GET", "/mail")).items[0];
  await expect.poll(newest).toMatchObject({ to: bo.email, subject: "Set a new password for the desk" });
  await press(again, "Go to sign in");
  await again.getByLabel("Password", { exact: true }).waitFor();
  await again.context().close();
});

test("a sender is blocked from a ticket and unblocked in the list", async () => {
  await hanna.newTicket({ subject: "Cheap watches", name: "Spam", email: "spam@evil.example" });
  await page.goto("https://desk.test/admin#tickets?view=all");
  await page.getByRole("link", { name: "Cheap watches" }).click();
  await press(page, "Block this sender");
  await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  await page.getByText("spam@evil.example is blocked.").waitFor();
  const { items } = await hanna.call<{ items: BlockedSender[] }>("GET", "/blocks");
  expect(items).toMatchObject([{ kind: "address", value: "spam@evil.example" }]);
  await desk(page).getByRole("link", { name: "Blocked senders" }).click();
  await press(page, "Unblock spam@evil.example");
  await page.getByText("Nobody is blocked.").waitFor();
});

test("the audit trail tells all that in words, the newest first", async () => {
  await openSetting(hanna.page, "Audit trail");
  const lines = hanna.page.locator(".entry");
  await lines.filter({ hasText: "unblocked" }).waitFor();
  expect(await lines.first().innerText()).toMatch(/^Bo Claes unblocked spam@evil\.example/);
  const all = (await lines.allInnerTexts()).map((line) => line.replaceAll(/\s+/g, " "));
  for (const told of [
    "Bo Claes turned two-step sign-in on now",
    "Bo Claes signed in by a recovery code now",
    "Hanna Peeters invited Bo (bo@willow.example) Role: Agent now",
    "Hanna Peeters changed project Willow Tea Customer portal: before: off → after: on now",
  ]) {
    expect(all).toContain(told);
  }
});

test("U-m32: what is set for the whole desk lies within Settings; agents, who have none, find theirs beside Customers", async () => {
  const places = (on: Page): Promise<string[]> => desk(on).locator(".places a").allTextContents();
  const main = hanna.page.getByRole("main");
  const hers = await places(hanna.page);
  // As long as a desk is new, its first steps stand above.
  expect(hers.filter((place) => !place.startsWith("First steps"))).toEqual(["Customers", "Settings"]);
  expect(await places(page)).toEqual(["Customers", "Mail", "Blocked senders"]);
  const settings = desk(hanna.page).getByRole("link", { name: "Settings" });
  for (const name of ["Staff", "Audit trail", "Mail", "Blocked senders", "API keys"]) {
    await settings.press("Enter");
    await main.getByRole("link", { name, exact: true }).press("Enter");
    await main.getByRole("heading", { name, level: 1 }).waitFor();
    expect(await settings.getAttribute("aria-current")).toBe("page");
    await main.getByRole("navigation", { name: "Back" }).getByRole("link", { name: "Settings" }).press("Enter");
    await main.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  }
  for (const hash of ["mail", "blocked"]) {
    await page.goto(`https://desk.test/admin#${hash}`);
    await page.locator(".page-head > h1").waitFor();
    expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(0);
  }
});

test("U-m5: what can be done about somebody stands under titles, and removing them looks as grave as it is", async () => {
  await openSetting(hanna.page, "Staff");
  await press(hanna.page, "Change Bo Claes");
  const dialog = hanna.page.getByRole("dialog", { name: "Bo Claes" });
  expect(await dialog.getByRole("heading", { level: 3 }).allTextContents()).toEqual([
    "Sign-in link",
    "Access",
    "Two-step sign-in",
    "Remove from this desk",
  ]);
  const colorOf = (name: string): Promise<string> =>
    dialog.getByRole("button", { name, exact: true }).evaluate((button) => getComputedStyle(button).color);
  expect(await colorOf("Remove")).not.toBe(await colorOf("Switch off"));
  await hanna.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("an administrator takes the second factor off and removes somebody, whose pages close", async () => {
  await openSetting(hanna.page, "Staff");
  await press(hanna.page, "Change Bo Claes");
  await press(hanna.page, "Turn off two-step sign-in");
  await hanna.page.getByText("Bo Claes signs in without a second step now.").waitFor();
  await press(hanna.page, "Change Bo Claes");
  await press(hanna.page, "Remove");
  const dialog = hanna.page.getByRole("dialog", { name: "Remove Bo Claes?" });
  await dialog.getByRole("button", { name: "Remove" }).click();
  await hanna.page.getByText("Left", { exact: true }).waitFor();
  await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  await expect(call(page, "GET", "/api/staff/tickets")).rejects.toThrow("answered 401");
});

test("none of it breaks the page's own policy", async () => {
  expect(await seen.violations()).toEqual([]);
  expect([seen.pageErrors, seen.foreign, seen.dialogs]).toEqual([[], [], []]);
});
