/** Widget and portal in Arabic: on a page that runs from right to left, with words of both directions in them. */
import type { Locator } from "playwright-core";
import { words as t } from "../../widget/locales/ar.ts";
import type { Session } from "./camera.ts";
import { answerTicket, withPortal } from "./as-staff.ts";

const stories = {
  light: { path: "/", launcher: "Ask us", project: "Willow Tea" },
  dark: { path: "/bikes.html", launcher: "Help", project: "Harbour Bikes" },
};
const ticket = {
  subject: "وصلت علبة Evening Willow تالفة (4711)",
  body: "مرحبًا،\n\nغطاء علبة **Evening Willow** لا يُغلق، وهذه صورته.\n\n- رقم الطلب: 4711\n- العلبة الثانية سليمة\n\nPlease answer in English too.",
  answer: "نعتذر عن ذلك! نرسل إليك علبة جديدة اليوم.\n\n> Order 4711\n\nWith kind regards",
};
const laila = { name: "ليلى حداد", email: "laila@haddad.example" };

export async function rightToLeftScreens(session: Session): Promise<void> {
  await widgetScreens(session);
  await portalScreens(session);
}

async function widgetScreens(session: Session): Promise<void> {
  const { demo, context, look, shoot } = session;
  const { path, launcher } = stories[look.theme];
  const page = await context.newPage();
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => Object.assign(document.documentElement, { lang: "ar", dir: "rtl" }));
  });
  await page.goto(demo.shop + path);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const widget = page.locator("deskbell-widget");
  const button = (name: string | RegExp): Locator =>
    widget.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  const field = (name: string): Locator => widget.getByRole("textbox", { name });
  await button(launcher).hover();
  await shoot(page, "rtl-launcher");
  await button(launcher).click();
  await button(t.newTicket).waitFor();
  await shoot(page, "rtl-home");
  await button(t.newTicket).click();
  await button(t.send).click();
  await widget.getByText(t.fields.required).first().waitFor();
  await shoot(page, "rtl-new-error");
  await field(t.subject).fill(ticket.subject);
  await field(t.body).fill(ticket.body);
  const text = { name: "صورة (2) lid.txt", mimeType: "text/plain", buffer: Buffer.from("4711") };
  await widget.locator("input[type=file]").setInputFiles(text);
  await button(new RegExp(t.removeFile("").slice(0, 5))).waitFor();
  await shoot(page, "rtl-new-filled");
  await button(t.send).click();
  await widget.getByText(t.sentTitle).waitFor();
  await shoot(page, "rtl-thanks");
  await button(t.openTicket).click();
  await field(t.reply).waitFor();
  await answerTicket(session, ticket.subject, ticket.answer);
  await widget.getByText("With kind regards").waitFor();
  await shoot(page, "rtl-thread");
  await page.evaluate(() => (Reflect.get(window, "Deskbell") as { open: (view: string) => void }).open("tickets"));
  await widget.getByText(ticket.subject).first().waitFor();
  await shoot(page, "rtl-tickets");

  await button(t.signIn).click();
  await button(t.newHere).click();
  await field(t.name).fill(laila.name);
  await field(t.email).fill(laila.email);
  await shoot(page, "rtl-sign-in");
  await button(t.sendCode).click();
  await field(t.code).waitFor();
  await shoot(page, "rtl-code");
  const { code } = await demo.mailbox.next(laila.email);
  await field(t.code).fill(code!);
  await field(t.code).waitFor({ state: "detached" });
  await page.evaluate(() => (Reflect.get(window, "Deskbell") as { open: (view: string) => void }).open("sign-in"));
  await button(t.signOut).waitFor();
  await shoot(page, "rtl-account");
  await page.close();
}

async function portalScreens(session: Session): Promise<void> {
  const { demo, context, shoot } = session;
  const address = `${demo.desk}/p/willow-tea-demo01`;
  await withPortal(session, "Willow Tea", { locale: "ar" }, async () => {
    const page = await context.newPage();
    await page.goto(address);
    const button = (name: string): Locator => page.getByRole("button", { name, exact: true }).first();
    await button(t.newTicket).click();
    await page.getByRole("textbox", { name: t.subject }).fill(ticket.subject);
    await page.getByRole("textbox", { name: t.body }).fill(ticket.body);
    await button(t.send).click();
    await button(t.openTicket).click();
    await page.getByRole("textbox", { name: t.reply }).waitFor();
    await shoot(page, "rtl-portal-thread");
    await page.goto("about:blank");
    await page.goto(address);
    await button(t.newTicket).waitFor();
    await shoot(page, "rtl-portal-home");
    await page.goto(`${address}#sign-in`);
    await button(t.usePassword).waitFor();
    await shoot(page, "rtl-portal-sign-in");
    await page.close();
  });
}
