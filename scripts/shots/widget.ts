import type { Page } from "playwright-core";
import type { Session } from "./camera.ts";
import { answerTicket, withPortal } from "./as-staff.ts";

const stories = {
  light: {
    launcher: "Ask us",
    project: "Willow Tea",
    subject: "My tin arrived dented",
    body: "Hello,\n\nthe lid of the **Evening Willow** I ordered last week does not close any more.\nCould you send another one?\n\n- order 4711\n- two tins, one is fine",
    file: "dented lid.png",
    seen: ".tin >> nth=3",
    answer: "I am sorry about that! A new tin leaves today, with a little sencha for the wait.\n\nPlease keep the old one.",
  },
  dark: {
    launcher: "Help",
    project: "Harbour Bikes",
    subject: "Bike 318 has no light",
    body: "Hello,\n\nthe front light of **bike 318** stays off. I left it at the Old Crane.\n\n- rented at 18:40\n- the code worked",
    file: "bike 318.png",
    seen: "svg >> nth=0",
    answer: "Thank you for telling us! Somebody picks it up tonight, and your ride is free.",
  },
};

/** On the light shop in the light theme, on the dark one in the dark: the widget takes the page's. */
export async function widgetScreens(session: Session): Promise<void> {
  const { demo, context, look, shoot } = session;
  const page = await context.newPage();
  const story = stories[look.theme];
  await page.goto(demo.shop + (look.theme === "light" ? "/" : "/bikes.html"));
  const picture = await page.locator(story.seen).screenshot();
  await page.evaluate(() => scrollTo(0, 0));
  const widget = page.locator("deskbell-widget");
  const press = (name: string): Promise<void> => widget.getByRole("button", { name, exact: true }).click();
  const launcher = widget.getByRole("button", { name: story.launcher });
  await launcher.hover();
  await shoot(page, "widget-launcher");
  await launcher.click();
  const startTicket = widget.getByRole("button", { name: "New ticket", exact: true });
  await startTicket.waitFor();
  await shoot(page, "widget-home");

  await startTicket.click();
  const subject = widget.getByRole("textbox", { name: "Subject" });
  await subject.waitFor();
  await shoot(page, "widget-new-empty");
  await press("Send");
  await widget.getByText("Please fill this in.").first().waitFor();
  await shoot(page, "widget-new-error");
  await subject.fill(story.subject);
  await widget.getByRole("textbox", { name: "Your message" }).fill(story.body);
  await widget.locator("input[type=file]").setInputFiles({ name: story.file, mimeType: "image/png", buffer: picture });
  await widget.getByText(story.file).waitFor();
  await shoot(page, "widget-new-filled");
  await press("Send");
  await widget.getByText("Thank you, we have your message").waitFor();
  await shoot(page, "widget-thanks");
  await press("Open the ticket");
  await widget.getByRole("textbox", { name: "Your reply" }).waitFor();
  await shoot(page, "widget-thread");
  await answerTicket(session, story.subject, story.answer);
  await widget.getByText(story.answer.slice(0, 20)).waitFor();
  await shoot(page, "widget-answered");
  await openView(page, "tickets");
  await widget.getByText(story.subject).first().waitFor();
  await shoot(page, "widget-tickets");
  await openView(page, "help");
  await widget.getByText("Help articles are on their way.").waitFor();
  await shoot(page, "widget-help");

  await openView(page, "new");
  await subject.fill("Half a thought");
  await withPortal(session, story.project, { enabled: false }, async () => {
    await widget.getByText(/closed/).first().waitFor();
    await shoot(page, "widget-off");
  });
  await page.close();
}

const openView = (page: Page, view: string): Promise<void> =>
  page.evaluate((name) => {
    (Reflect.get(window, "Deskbell") as { open: (view: string) => void }).open(name);
  }, view);
