/**
 * `npm run shots`: every screen, on a phone and a laptop, light and dark, from left to right and from right to left,
 * into `shots/`. Words of a look (`npm run shots -- phone ar`) take only the looks that have all of them.
 */
import { texts as arStaff } from "../server/admin/locales/ar.ts";
import { en as enStaff } from "../server/admin/locales/en.ts";
import { ar, en } from "./e2e/words.ts";
import { adminScreens } from "./shots/admin.ts";
import { camera, looks, newContext } from "./shots/camera.ts";
import { customerScreens } from "./shots/customers.ts";
import { startDemo } from "./shots/demo.ts";
import { firstHourScreens } from "./shots/first-hour.ts";
import { peopleScreens } from "./shots/people.ts";
import { portalScreens } from "./shots/portal.ts";
import { staffPeopleScreens } from "./shots/staff-people.ts";
import { staffSettingsScreens } from "./shots/staff-settings.ts";
import { storyOf } from "./shots/stories.ts";
import { widgetScreens } from "./shots/widget.ts";
import { findBrowser, launchBrowser } from "./testing/browser.ts";

const browser = await launchBrowser(await findBrowser());
try {
  for (const look of looks(process.argv.slice(2))) {
    // A demo of its own for each look: what one writes is not in the others' pictures.
    const demo = await startDemo();
    const shoot = camera(look);
    // One browser for all: staff stay signed in beside the customer, whose portal they turn on and off.
    const context = await newContext(browser, look);
    context.setDefaultTimeout(10_000);
    const session = {
      demo,
      context,
      look,
      shoot,
      t: { en, ar }[look.language],
      s: { en: enStaff, ar: arStaff }[look.language],
      story: storyOf(look),
    };
    const parts = [
      adminScreens,
      firstHourScreens,
      peopleScreens,
      staffSettingsScreens,
      staffPeopleScreens,
      widgetScreens,
      portalScreens,
      customerScreens,
    ];
    for (const screens of parts) {
      // A screen that fails is told at once; the others are worth having all the same.
      await screens(session).catch((error: Error) => {
        console.error(`${Object.values(look).join(", ")}: ${error.message}`);
        process.exitCode = 1;
      });
    }
    await context.close();
    await demo.stop();
  }
} finally {
  await browser.close();
}
