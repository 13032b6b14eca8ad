/** Staff, one's own account, the audit trail, blocked senders, and the doors that go with them. */
import { Secret, TOTP } from "otpauth";
import type { Browser } from "playwright-core";
import { call } from "../e2e/call.ts";
import { person } from "./admin.ts";
import { newContext, type Session } from "./camera.ts";

export async function staffPeopleScreens(session: Session): Promise<void> {
  const { demo, context, shoot } = session;
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);
  const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

  await at("#staff");
  await press("Invite");
  await page.getByLabel("Name").fill("Bo Claes");
  await page.getByLabel("Email address").fill("bo@willow.example");
  await shoot(page, "admin-staff-invite");
  await page.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
  const link = page.getByRole("dialog", { name: "A link for Bo Claes" });
  await link.waitFor();
  await shoot(page, "admin-staff-link");
  const url = await link.getByLabel("Link").inputValue();
  await link.getByRole("button", { name: "Close" }).last().click();
  await shoot(page, "admin-staff");
  await press("Change Bo Claes");
  await page.getByRole("dialog").waitFor();
  await shoot(page, "admin-staff-change");
  await page.keyboard.press("Escape");

  await at("#account");
  await page.getByText("this browser").waitFor();
  await shoot(page, "admin-account");
  await press("Turn on");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("img").waitFor();
  await shoot(page, "admin-totp");
  const secret = (await dialog.locator("code").textContent())!.replaceAll(" ", "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await dialog.getByRole("textbox", { name: "Code" }).fill(code);
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("dialog", { name: "Your recovery codes" }).waitFor();
  await shoot(page, "admin-recovery-codes");
  await press("I have kept them");
  await page.getByRole("region", { name: "Where you are signed in" }).scrollIntoViewIfNeeded();
  await shoot(page, "admin-account-more");

  await at("#blocked");
  await page.getByText("Nobody is blocked.").waitFor();
  await shoot(page, "admin-blocked-empty");
  await press("Block");
  await page.getByRole("dialog").getByLabel("Address").fill("@evil.example");
  await page.getByRole("dialog").getByLabel("Note").fill("Sells watches, forty times a day.");
  await shoot(page, "admin-block");
  await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  await press("Unblock @evil.example");
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
  await page.getByText("unblocked").waitFor();
  await shoot(page, "admin-audit");
  await page.close();
  const browser = context.browser();
  if (browser) await doors(session, browser, url);
}

/** Seen in a window of its own, because whoever is signed in sees no door. */
async function doors({ demo, look, shoot }: Session, browser: Browser, url: string): Promise<void> {
  const context = await newContext(browser, look);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel("Your name").waitFor();
  await shoot(page, "admin-activate");
  await page.getByLabel("Password", { exact: true }).fill("a pot of oolong at noon");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.locator("nav").first().waitFor({ state: "attached" });
  await context.clearCookies();
  await page.goto("about:blank");
  await page.goto(url);
  await page.getByLabel("Password", { exact: true }).fill("a pot of oolong at noon");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.getByText("This link is used up").waitFor();
  await shoot(page, "admin-link-over");
  await page.getByRole("button", { name: "Get a new link" }).click();
  await page.getByLabel("Email address").fill("bo@willow.example");
  await shoot(page, "admin-forgotten");
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText("a mail with a link is on its way").waitFor();
  await shoot(page, "admin-forgotten-sent");
  await page.goto(`${demo.desk}/admin`);
  await page.reload();
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Code" }).waitFor();
  await shoot(page, "admin-code");
  await context.close();
}
