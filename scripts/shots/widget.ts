/** The widget in a shop: launcher, form, thread, lists; what waits for the connection, what comes back, what is closed. */
import type { Page } from "playwright-core";
import { write } from "../testing/hands.ts";
import { answerTicket, greetCustomers, withPortal } from "./as-staff.ts";
import type { Session } from "./camera.ts";
import { type InShop, openShop } from "./hands.ts";

export async function widgetScreens(session: Session): Promise<void> {
  const { story } = session;
  if (story.greeting) await greetCustomers(session, story.project, story.greeting);
  const shop = await openShop(session);
  await writeTicket(session, shop);
  await readAnswer(session, shop);
  await keepWords(session, shop);
}

async function writeTicket({ story, t, shoot }: Session, { page, part, launcher, button, field }: InShop) {
  const { subject, body, file } = story.ticket;
  const buffer = await page.locator(story.seen).screenshot();
  await page.evaluate(() => scrollTo(0, 0));
  await launcher.hover();
  await shoot(page, "widget-launcher");
  await launcher.click();
  await button(t.newTicket).waitFor();
  await shoot(page, "widget-home");
  await button(t.newTicket).click();
  await field(t.subject).waitFor();
  await shoot(page, "widget-new-empty");
  await button(t.send).click();
  await part.getByText(t.fields.required).first().waitFor();
  await shoot(page, "widget-new-error");
  await write(field(t.subject), subject);
  await write(field(t.body), body);
  await part.locator("input[type=file]").setInputFiles({ name: file, mimeType: "image/png", buffer });
  await part.getByText(file).waitFor();
  await part.getByRole("progressbar").waitFor({ state: "detached" });
  await shoot(page, "widget-new-filled");
  await button(t.send).click();
  await button(t.openTicket).waitFor();
  await shoot(page, "widget-thanks");
}

async function readAnswer(session: Session, { page, part, button, field, show }: InShop): Promise<void> {
  const { story, t, shoot } = session;
  const { subject, answer, file } = story.ticket;
  await button(t.openTicket).click();
  await field(t.reply).waitFor();
  await part.locator(".attachments canvas").waitFor();
  await shoot(page, "widget-thread");
  await part.getByRole("link", { name: file }).click();
  await part.getByRole("img", { name: file }).waitFor();
  await shoot(page, "widget-picture");
  await page.keyboard.press("Escape");
  await answerTicket(session, subject, answer);
  await part.getByText(answer.slice(0, 15)).first().waitFor();
  await shoot(page, "widget-answered");
  await button(t.copyLink).click();
  await part.getByText(t.copyByHand).or(part.getByText(t.copied)).first().waitFor();
  await shoot(page, "widget-link");
  await show("tickets");
  await part.getByText(subject).first().waitFor();
  await shoot(page, "widget-tickets");
  await button(t.forget).click();
  await part.getByText(t.forgetQuestion).waitFor();
  await shoot(page, "widget-forget");
  await button(t.cancel).click();
  await show("tickets/unknown");
  await part.getByText(t.notFound).waitFor();
  await shoot(page, "widget-unknown");
  await show("help");
  await part.getByText(t.helpSoon).waitFor();
  await shoot(page, "widget-help");
}

/** What becomes of words when the network, the server or the portal go away. */
async function keepWords(session: Session, shop: InShop): Promise<void> {
  const { context, demo, story, t, shoot } = session;
  const { page, part, button, field, show } = shop;
  const { subject, body } = story.draft;
  await show("tickets");
  await button(new RegExp(story.ticket.subject.slice(0, 12))).click();
  await write(field(t.reply), story.reply);
  await onPost(page, "/messages", "nobody");
  await button(t.send).click();
  await part.getByText(t.messageWaiting).waitFor();
  await shoot(page, "widget-reply-waiting");
  await page.unrouteAll();
  await part.getByText(t.messageWaiting).waitFor({ state: "detached" });
  await write(field(t.reply), story.reply);
  await onPost(page, "/messages", { status: 413, code: "too_large" });
  await button(t.send).click();
  await part.getByText(t.problems.too_large).waitFor();
  await shoot(page, "widget-reply-refused");
  await write(field(t.reply), "");

  await show("new");
  await write(field(t.subject), subject);
  await write(field(t.body), body);
  await onPost(page, "/tickets", { status: 507, code: "storage_full" });
  await button(t.send).click();
  await part.getByText(t.problems.storage_full).waitFor();
  await shoot(page, "widget-new-refused");
  await withPortal(session, story.project, { enabled: false }, async () => {
    await part.getByText(t.problems.portal_unavailable).waitFor();
    await shoot(page, "widget-closed-writing");
    await show("home");
    await part.getByText(t.closedTitle).waitFor();
    await shoot(page, "widget-closed");
  });
  await show("new");
  await onPost(page, "/attachments", "nobody");
  const text = { name: "4711.txt", mimeType: "text/plain", buffer: Buffer.from("4711") };
  await part.locator("input[type=file]").setInputFiles(text);
  await part.getByText(t.uploadFailed).waitFor();
  await shoot(page, "widget-new-upload");
  await page.reload();
  await page.locator("deskbell-widget").waitFor();
  await show("new");
  await part.getByText(t.chooseAgain).waitFor();
  await shoot(page, "widget-draft-file");
  await button(t.removeFile(text.name)).click();

  await onPost(page, "/tickets", "nobody");
  await button(t.send).click();
  await part.getByText(t.problems.offline).waitFor();
  await shoot(page, "widget-new-waiting");
  const later = await context.newPage();
  await onPost(later, "/tickets", "nobody");
  await later.goto(demo.shop + story.path);
  await later.locator("deskbell-widget").getByRole("button", { name: story.launcher }).click();
  // Only when this tab has gone may another take it back.
  await page.close();
  await later.getByRole("button", { name: t.takeBack }).waitFor();
  await shoot(later, "widget-left");
  await later.getByRole("button", { name: t.takeBack }).click();
  await later.close();
}

/** The next posts to such an address are answered by nobody, or the next one like this. */
const onPost = (page: Page, end: string, answer: "nobody" | { status: number; code: string }): Promise<unknown> =>
  page.route(
    (url) => url.pathname.endsWith(end),
    (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      if (answer === "nobody") return route.abort();
      const { status, code } = answer;
      return route.fulfill({ status, json: { error: { code, message: "" } } });
    },
    answer === "nobody" ? {} : { times: 1 },
  );
