/** What a new owner meets: the four steps, on a desk with nothing in it. */
import { typeThrough } from "../testing/hands.ts";
import { person } from "./admin.ts";
import { newContext } from "./camera.ts";
import type { Session } from "./camera.ts";
import { startEmpty } from "./demo.ts";

export async function firstHourScreens({ context, look, shoot, s }: Session): Promise<void> {
  const empty = await startEmpty();
  // Cookies know no ports: in the same context this desk would sign out of the demo's.
  const own = await newContext(context.browser()!, look);
  try {
    const page = await own.newPage();
    await page.goto(empty.desk + empty.setupPath);
    await page.getByLabel(s.doors.name).click();
    await typeThrough(page, [person.name, person.email, person.password]);
    await page.keyboard.press("Enter");
    await page.getByLabel(s.settings.newProjectName).click();
    await page.keyboard.type("Lamp Shop");
    await shoot(page, "admin-first-steps");
    await page.keyboard.press("Enter");
    await page.getByLabel(s.settings.color).click();
    await page.keyboard.type("#ffdd00");
    await page.getByRole("figure").first().scrollIntoViewIfNeeded();
    await shoot(page, "admin-first-steps-look");
    await page.getByRole("button", { name: s.settings.copySnippet }).click();
    await page.getByText(s.settings.notSeen).scrollIntoViewIfNeeded();
    await shoot(page, "admin-first-steps-seen");
  } finally {
    await own.close();
    await empty.stop();
  }
}
