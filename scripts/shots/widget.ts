import type { Page } from "playwright-core";
import type { Session } from "./camera.ts";
import { withPortal } from "./settings.ts";

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFklEQVR42mNk+M9QzwAEjDAGNzYAAHZ4AwX0c5SPAAAAAElFTkSuQmCC",
  "base64",
);
const story = {
  subject: "My tin arrived dented",
  body: "Hello,\n\nthe lid of the **Evening Willow** I ordered last week does not close any more.\nCould you send another one?\n\n- order 4711\n- two tins, one is fine",
};

/** On the light shop in the light theme, on the dark one in the dark: the widget takes the page's. */
export async function widgetScreens(session: Session): Promise<void> {
  const { demo, context, look, shoot } = session;
  const page = await context.newPage();
  const isLight = look.theme === "light";
  await page.goto(demo.shop + (isLight ? "/" : "/bikes.html"));
  const widget = page.locator("deskbell-widget");
  const press = (name: string): Promise<void> => widget.getByRole("button", { name, exact: true }).click();
  const launcher = widget.getByRole("button", { name: isLight ? "Ask us" : "Help" });
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
  await widget.locator("input[type=file]").setInputFiles({ name: "dented lid.png", mimeType: "image/png", buffer: picture });
  await widget.getByText("dented lid.png").waitFor();
  await shoot(page, "widget-new-filled");
  await press("Send");
  await widget.getByText("Thank you, we have your message").waitFor();
  await shoot(page, "widget-thanks");
  await press("Open the ticket");
  await widget.getByRole("textbox", { name: "Your reply" }).waitFor();
  await shoot(page, "widget-thread");
  await openView(page, "tickets");
  await widget.getByText(story.subject).first().waitFor();
  await shoot(page, "widget-tickets");
  await openView(page, "help");
  await widget.getByText("Help articles are on their way.").waitFor();
  await shoot(page, "widget-help");

  const project = isLight ? "Willow Tea" : "Harbour Bikes";
  await openView(page, "new");
  await subject.fill("Half a thought");
  await withPortal(session, project, { enabled: false }, async () => {
    await widget.getByText(/closed/).first().waitFor();
    await shoot(page, "widget-off");
  });
  await page.close();
}

const openView = (page: Page, view: string): Promise<void> =>
  page.evaluate((name) => {
    (Reflect.get(window, "Deskbell") as { open: (view: string) => void }).open(name);
  }, view);
