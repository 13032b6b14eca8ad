import { call } from "../e2e/call.ts";
import type { Session } from "./camera.ts";
import { withPortal } from "./as-staff.ts";

export async function portalScreens(session: Session): Promise<void> {
  const { demo, context, shoot } = session;
  const key = "willow-tea-demo01";
  const address = `${demo.desk}/p/${key}`;
  const page = await context.newPage();
  await page.goto(address);
  const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).first().click();
  await page.getByRole("button", { name: "New ticket", exact: true }).first().waitFor();
  await shoot(page, "portal-home");

  await press("New ticket");
  await page.getByRole("textbox", { name: "Subject" }).fill("Which tea for a cold morning?");
  await page.getByRole("textbox", { name: "Your message" }).fill("Something strong, without milk. What do you drink?");
  await shoot(page, "portal-new");
  const sending = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/tickets"));
  await press("Send");
  await press("Open the ticket");
  await page.getByRole("textbox", { name: "Your reply" }).waitFor();
  await shoot(page, "portal-thread");

  const sent = await sending;
  const { ticket } = (await (await sent.response())!.json()) as { ticket: { id: string } };
  const token = (await sent.allHeaders())["authorization"]!.replace("Bearer ", "");
  const links = `/api/portal/${key}/tickets/${ticket.id}/tracking-links`;
  const { url } = await call<{ url: string }>(page, "POST", links, {}, token);
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await page.goto(url);
  await page.getByRole("textbox", { name: "Your reply" }).waitFor();
  await shoot(page, "portal-tracking-link");

  await withPortal(session, "Willow Tea", { loginRequired: true }, async () => {
    await page.goto("about:blank");
    await page.goto(address);
    await page.getByText("opens its portal to people with an account.").waitFor();
    await shoot(page, "portal-sign-in-required");
  });
  await withPortal(session, "Willow Tea", { enabled: false }, async () => {
    await page.goto("about:blank");
    await page.goto(address);
    await page.getByRole("heading").first().waitFor();
    await shoot(page, "portal-off");
  });
  await page.close();
}
