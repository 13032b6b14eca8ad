/** Staff, one's own account, the audit trail, blocked senders, and the doors that go with them. */
import { Secret, TOTP } from "otpauth";
import type { Browser } from "playwright-core";
import { call } from "../e2e/call.ts";
import { write } from "../testing/hands.ts";
import { person } from "./admin.ts";
import { newContext, type Session } from "./camera.ts";

export async function staffPeopleScreens(session: Session): Promise<void> {
  const { demo, context, shoot, s } = session;
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);
  const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

  await at("#staff");
  await press(s.staff.invite);
  await write(page.getByLabel(s.settings.name, { exact: true }), "Bo Claes");
  await write(page.getByLabel(s.doors.email), "bo@willow.example");
  await shoot(page, "admin-staff-invite");
  await page.getByRole("dialog").getByRole("button", { name: s.staff.invite }).click();
  const link = page.getByRole("dialog", { name: s.staff.linkTitle("Bo Claes") });
  await link.waitFor();
  await shoot(page, "admin-staff-link");
  const url = await link.getByLabel(s.staff.link, { exact: true }).inputValue();
  await link.getByRole("button", { name: s.close }).last().click();
  await shoot(page, "admin-staff");
  await press(s.staff.change("Bo Claes"));
  await page.getByRole("dialog").waitFor();
  await shoot(page, "admin-staff-change");
  await page.keyboard.press("Escape");

  await at("#account");
  await page.getByText(s.account.thisBrowser, { exact: true }).waitFor();
  await shoot(page, "admin-account");
  await press(s.account.turnOn);
  const dialog = page.getByRole("dialog");
  await write(dialog.getByLabel(s.account.current), person.password);
  await dialog.getByRole("button", { name: s.account.goOn }).click();
  await dialog.getByRole("img").waitFor();
  await shoot(page, "admin-totp");
  const secret = (await dialog.locator("code").textContent())!.replaceAll(" ", "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await write(dialog.getByRole("textbox", { name: s.doors.code }), code);
  await dialog.getByRole("button", { name: s.account.turnOn }).click();
  await page.getByRole("dialog", { name: s.account.codesTitle }).waitFor();
  await shoot(page, "admin-recovery-codes");
  await press(s.account.codesKept);
  await page.getByRole("region", { name: s.account.sessions }).scrollIntoViewIfNeeded();
  await shoot(page, "admin-account-more");

  await at("#blocked");
  await page.getByText(s.blocked.empty).waitFor();
  await shoot(page, "admin-blocked-empty");
  await press(s.blocked.add);
  await write(page.getByRole("dialog").getByLabel(s.blocked.value.address), "@evil.example");
  await write(page.getByRole("dialog").getByLabel(s.blocked.note), "Sells watches, forty times a day.");
  await shoot(page, "admin-block");
  await page.getByRole("dialog").getByRole("button", { name: s.blocked.add }).click();
  await press(s.blocked.removeOf("@evil.example"));
  await call(page, "POST", "/api/staff/blocks", {
    kind: "network",
    value: "2001:db8:1:2::7",
    note: "Floods the form.",
  });
  await call(page, "POST", "/api/staff/blocks", { kind: "address", value: "spam@evil.example" });
  await page.reload();
  await page.getByText("2001:db8:1:2::/64").waitFor();
  await shoot(page, "admin-blocked");
  await at("#audit");
  await page.locator(".entry").first().waitFor();
  await shoot(page, "admin-audit");
  await page.close();
  const browser = context.browser();
  if (browser) await doors(session, browser, url);
}

/** Seen in a window of its own, because whoever is signed in sees no door. */
async function doors({ demo, look, shoot, s }: Session, browser: Browser, url: string): Promise<void> {
  const context = await newContext(browser, look);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel(s.doors.name).waitFor();
  await shoot(page, "admin-activate");
  await write(page.getByLabel(s.doors.password, { exact: true }), "a pot of oolong at noon");
  await page.getByRole("button", { name: s.doors.activate }).click();
  await page.locator("nav").first().waitFor({ state: "attached" });
  await context.clearCookies();
  await page.goto("about:blank");
  await page.goto(url);
  await write(page.getByLabel(s.doors.password, { exact: true }), "a pot of oolong at noon");
  await page.getByRole("button", { name: s.doors.activate }).click();
  await page.getByText(s.doors.linkOver).waitFor();
  await shoot(page, "admin-link-over");
  await page.getByRole("button", { name: s.doors.newLink }).click();
  await write(page.getByLabel(s.doors.email), "bo@willow.example");
  await shoot(page, "admin-forgotten");
  await page.getByRole("button", { name: s.doors.forgotSend }).click();
  await page.getByText(s.doors.forgotSent).waitFor();
  await shoot(page, "admin-forgotten-sent");
  await page.goto(`${demo.desk}/admin`);
  await page.reload();
  await write(page.getByLabel(s.doors.email), person.email);
  await write(page.getByLabel(s.doors.password, { exact: true }), person.password);
  await page.getByRole("button", { name: s.doors.signIn, exact: true }).click();
  await page.getByRole("textbox", { name: s.doors.code }).waitFor();
  await shoot(page, "admin-code");
  await context.close();
}
