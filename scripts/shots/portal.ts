/** The hosted portal. */
import { call } from "../e2e/call.ts";
import { write } from "../testing/hands.ts";
import { withPortal } from "./as-staff.ts";
import type { Session } from "./camera.ts";
import { forget, openPortal } from "./hands.ts";

const key = "willow-tea-demo01";
const project = "Willow Tea";

export async function portalScreens(session: Session): Promise<void> {
  const { demo, story, t, shoot } = session;
  const address = `${demo.desk}/p/${key}`;
  const { page, part, button, field } = await openPortal(session, address);
  const goTo = async (url: string): Promise<void> => {
    await page.goto("about:blank");
    await page.goto(url);
  };
  await forget(page);
  await page.reload();
  await button(t.newTicket).waitFor();
  await shoot(page, "portal-home");
  await button(t.newTicket).click();
  await write(field(t.subject), story.portal.subject);
  await write(field(t.body), story.portal.body);
  await shoot(page, "portal-new");
  const sending = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/tickets"));
  await button(t.send).click();
  const sent = await sending;
  const token = (await sent.allHeaders())["authorization"]!.replace("Bearer ", "");
  const { ticket } = (await (await sent.response())!.json()) as { ticket: { id: string } };
  await button(t.openTicket).click();
  await field(t.reply).waitFor();
  await shoot(page, "portal-thread");
  await goTo(`${address}#tickets`);
  await part.getByText(story.portal.subject).first().waitFor();
  await shoot(page, "portal-tickets");
  await goTo(address);
  await part.getByText(story.portal.subject).first().waitFor();
  await shoot(page, "portal-home-tickets");
  await goTo(`${address}#sign-in`);
  await button(t.usePassword).click();
  await page.getByLabel(t.password).waitFor();
  await shoot(page, "portal-password");

  const links = `/api/portal/${key}/tickets/${ticket.id}/tracking-links`;
  const { url } = await call<{ url: string }>(page, "POST", links, {}, token);
  await forget(page);
  await goTo(url);
  await field(t.reply).waitFor();
  await shoot(page, "portal-tracking-link");
  await forget(page);
  await withPortal(session, project, { loginRequired: true }, async () => {
    await goTo(address);
    await part.getByText(t.whyRequired(project)).waitFor();
    await shoot(page, "portal-sign-in-required");
  });
  await withPortal(session, project, { enabled: false }, async () => {
    await goTo(address);
    await page.getByRole("heading").first().waitFor();
    await shoot(page, "portal-off");
  });
  await page.close();
}
