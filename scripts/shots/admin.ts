/** From the doors through queue and ticket to the mails. */
import type { Page } from "playwright-core";
import { call } from "../e2e/call.ts";
import { write } from "../testing/hands.ts";
import type { Session } from "./camera.ts";

export const person = { name: "Hanna Peeters", email: "hanna@willow.example", password: "a kettle of green tea" };

export async function adminScreens(session: Session): Promise<void> {
  const { demo, context, look, shoot, s } = session;
  const page = await context.newPage();
  const at = (hash: string): Promise<unknown> => page.goto(`${demo.desk}/admin${hash}`);

  await at("");
  await page.getByRole("button", { name: s.doors.signIn, exact: true }).waitFor();
  await shoot(page, "admin-sign-in");
  await setUp(session, page);
  await writeAsCustomer(page);

  await at("#tickets?view=waiting");
  await page.locator("a[data-ticket]").first().waitFor();
  await at("#tickets");
  await page.getByRole("link", { name: "Is the gift box in stock?" }).waitFor();
  await shoot(page, "admin-queue");
  await page.getByRole("button", { name: s.queue.filters, exact: true }).click();
  await page.locator("#filters").waitFor();
  await shoot(page, "admin-filters");
  await page.getByRole("button", { name: s.queue.filters, exact: true }).click();
  const search = page.getByRole("searchbox", { name: s.queue.search });
  await write(search, "gift");
  await page.getByRole("group", { name: s.ticket.status, exact: true }).waitFor();
  await shoot(page, "admin-search");
  await write(search, "lemonade");
  await page.getByRole("link", { name: s.queue.clearSearch, exact: true }).click();
  if (look.device === "phone") {
    await page.getByRole("button", { name: s.nav.menu, exact: true }).click();
    await page.getByRole("link", { name: s.nav.newTicket, exact: true }).waitFor();
    await shoot(page, "admin-views");
  }
  await page.getByRole("button", { name: `(${s.deskPages.account})` }).click();
  await page.getByRole("menu").waitFor();
  await shoot(page, "admin-account-menu");
  await at("#tickets?view=held");
  await page.getByText(s.queue.empty.held).waitFor();
  await shoot(page, "admin-empty");

  await openTicket(session, page);

  await at("#tickets/new");
  await page.getByRole("textbox", { name: s.newTicket.subject }).waitFor();
  await shoot(page, "admin-new-ticket");
  await at("#mail");
  const mail = page.getByRole("link", { name: /we have your message/ });
  await mail.waitFor();
  await shoot(page, "admin-mail");
  await mail.click();
  await page.getByText("Thank you for writing").waitFor();
  await shoot(page, "admin-mail-open");
  await page.close();
}

async function openTicket({ demo, look, shoot, s }: Session, page: Page): Promise<void> {
  await page.goto(`${demo.desk}/admin#tickets?view=waiting`);
  await page.getByRole("link", { name: "My sencha arrived with a torn bag" }).click();
  await page.getByRole("region", { name: s.ticket.thread }).getByText("A new bag leaves today").waitFor();
  await shoot(page, "admin-ticket");
  if (look.device === "phone") {
    await page.getByRole("button", { name: s.ticket.details, exact: true }).click();
    await page.getByLabel(s.ticket.priority).waitFor();
    await shoot(page, "admin-details");
    await page.getByRole("combobox", { name: s.ticket.status }).click();
    await shoot(page, "admin-choices");
    await page.getByRole("option", { selected: true }).click();
    await page.getByRole("button", { name: s.ticket.details, exact: true }).click();
  } else {
    await page.keyboard.press("s");
    await page.getByRole("option", { selected: true }).waitFor();
    await shoot(page, "admin-choices");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: s.keys.title }).waitFor();
    await shoot(page, "admin-keys");
    await page.keyboard.press("Escape");
    await page.keyboard.down("Shift");
    await page.locator("[data-hints]").waitFor();
    await shoot(page, "admin-hints");
    await page.keyboard.up("Shift");
  }
  await page.getByRole("radio", { name: s.composer.note }).check({ force: true });
  await write(
    page.getByRole("textbox", { name: s.composer.note }),
    "Joris knows the courier: ask him before you refund.",
  );
  const text = (name: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from("Seam, batch 0911."),
  });
  await page.locator(".composer input[type=file]").setInputFiles([text("courier.txt"), text("batch 0911.txt")]);
  await page.getByRole("button", { name: s.files.remove("batch 0911.txt") }).waitFor();
  await shoot(page, "admin-note");
}

/** A customer with an address, whose receipt is then among the mails. */
async function writeAsCustomer(page: Page): Promise<void> {
  const portal = "/api/portal/willow-tea-demo01";
  const { token } = await call<{ token: string }>(page, "POST", `${portal}/visitors`);
  const ticket = {
    subject: "Is the gift box in stock?",
    body: "The one with the three green teas. I need it by the 10th.",
    name: "Mia Claes",
    email: "mia.claes@example.com",
  };
  await call(page, "POST", `${portal}/tickets`, ticket, token);
}

async function setUp({ demo, shoot, s }: Session, page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.goto(demo.desk + demo.setupPath);
  await write(page.getByLabel(s.doors.name), person.name);
  await shoot(page, "admin-set-up");
  await write(page.getByLabel(s.doors.email), person.email);
  await write(page.getByLabel(s.doors.password, { exact: true }), person.password);
  await page.getByRole("button", { name: s.doors.setUp }).click();
  // The navigation is folded away on a phone, but it is there for whoever is in.
  await page.locator("nav").first().waitFor({ state: "attached" });
}
