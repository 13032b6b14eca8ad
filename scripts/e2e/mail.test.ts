/** Mails of the real server: they arrive, their links work, and staff see and mend what stood in their way. */
import { expect, test } from "vitest";
import { mailAsHtml } from "../../server/mail/html.ts";
import { mailTextsIn } from "../../server/mail/locales/texts.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { sharedSink } from "./shared-sink.ts";
import { openSetting } from "./staff.ts";
import { visit } from "./visitor.ts";

const sink = sharedSink();
const { world, hanna, shop } = sharedShop("sqlite", () => ({ SMTP_URL: sink.url, MAIL_FROM: "help@desk.test" }));

const write = async (email: string, subject = "Lost parcel"): Promise<void> => {
  const { token } = await call<{ token: string }>(hanna.page, "POST", `${shop.api}/visitors`);
  await call(hanna.page, "POST", `${shop.api}/tickets`, { subject, body: "It never came.", email }, token);
};

test("U-B2: who gives an address is told of a mail where the desk sends mail, and given a link besides", async () => {
  const page = await world.newPage();
  const visitor = await visit(page);
  await visitor.startTicket();
  await visitor.panel.getByText("We email you a link to follow it anywhere.").waitFor();
  await visitor.field("Your message").focus();
  await page.keyboard.type("It never came.");
  await visitor.field("Subject").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Lost parcel");
  await visitor.field("Email").focus();
  await page.keyboard.type("una@example.com");
  await visitor.sendAfterTyping();
  await visitor.panel.getByText(/Our receipt usually reaches una@example\.com/).waitFor();
  await visitor.panel.getByRole("button", { name: "Copy link for another device" }).waitFor();
  await expect.poll(() => sink.mails.flatMap(({ to }) => to)).toContain("una@example.com");
  await page.context().close();
  sink.mails.length = 0;
});

test("the link in a receipt opens the ticket on another device", async () => {
  await write("mia@example.com");
  await expect.poll(() => sink.mails.length, { timeout: 15_000 }).toBe(1);
  const { to, mail } = sink.mails[0]!;
  expect(to).toEqual(["mia@example.com"]);
  const link = /https:\/\/desk\.test\/p\/\S+/.exec(mail.text!)![0];
  const phone = await world.newPage(link);
  await phone.getByRole("article").getByText("It never came.").waitFor();
  await phone.context().close();
});

test("a receipt in HTML asks nothing of anybody and shows in light and dark", async () => {
  const page = await (await world.newPerson({ javaScriptEnabled: false })).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setContent(sink.mails[0]!.mail.html!);
    const button = page.getByRole("link", { name: "Open the ticket" });
    expect(await button.isVisible()).toBe(true);
    const [ground, words] = await page.evaluate(() => {
      const style = getComputedStyle(document.querySelector("p")!);
      return [getComputedStyle(document.documentElement).colorScheme, style.color];
    });
    expect(ground).toBe("light dark");
    expect(words).toBe(colorScheme === "light" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
  }
  // On a phone nothing of it stands out over the edge, the long address neither.
  await page.setViewportSize({ width: 320, height: 640 });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(320);
  // What staff answer may hold anything.
  const body = `See https://shop.test/${"a-long-way/".repeat(9)}\n\n\`\`\`\n${"code ".repeat(30)}\n\`\`\`\n\n- ${"w".repeat(90)}`;
  const content = mailTextsIn("en").answer({ subject: "Long", answers: ["m"], isOpen: true, isRead: true });
  const look = { language: "en", sender: "Willow Tea", colour: "#006469" };
  const answers = new Map([["m", { body, files: [] }]]);
  await page.setContent(await mailAsHtml(content, look, () => "https://desk.test/p/willow#tickets/1", answers));
  expect(await width()).toBe(320);
  expect(asked).toEqual([]);
  await page.context().close();
});

test("staff read why a mail was refused, send it again, and see it go", async () => {
  sink.treat.set("ben@example.com", "550 No such user here");
  await write("ben@example.com");
  await expect.poll(() => sink.recipients).toContain("ben@example.com");
  const { page } = hanna;
  await openSetting(page, "Mail");
  expect(await page.getByText("No mail server is set").count()).toBe(0);
  const row = page.getByRole("link", { name: /ben@example\.com/ });
  await row.click();
  const pane = page.getByRole("region", { name: "Mail", exact: true });
  await pane.getByText("This mail was not delivered").waitFor();
  await pane.getByText(/550 No such user here/).waitFor();
  sink.treat.clear();
  await pane.getByRole("button", { name: "Try again" }).click();
  await pane.getByText("Sent", { exact: true }).waitFor();
  await row.getByText("Sent", { exact: true }).waitFor();
  expect(sink.mails.at(-1)!.to).toEqual(["ben@example.com"]);
  expect(world.desk.output()).not.toMatch(/example\.com|#ticket=/);
});

test("an answer goes out to whoever left an address, staff see at it what became of that, and its link opens it", async () => {
  await hanna.setSwitches(shop.key, { notifications: true });
  await write("cleo@example.com", "A lid that does not fit");
  await expect.poll(() => sink.recipients).toContain("cleo@example.com");
  sink.treat.set("cleo@example.com", "550 Mailbox closed");
  const { page } = hanna;
  await hanna.openQueue();
  await hanna.openTicket("A lid that does not fit");
  await hanna.reply("A new one is on its way.");
  const letter = page.getByRole("article").filter({ hasText: "A new one is on its way." });
  await letter.getByText("550 Mailbox closed").waitFor({ timeout: 15_000 });
  sink.treat.clear();
  await letter.getByRole("link", { name: "The mail was not delivered" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "Mail", exact: true }).getByText("Sent", { exact: true }).waitFor();
  await page.goBack();
  await letter.getByText("Sent by mail").waitFor();
  const { mail } = sink.mails.at(-1)!;
  expect(mail.text).not.toContain("A new one");
  const phone = await world.newPage(/https:\/\/desk\.test\/p\/\S+/.exec(mail.text!)![0]);
  await phone.getByRole("article").getByText("A new one is on its way.").waitFor();
  await phone.context().close();
});
