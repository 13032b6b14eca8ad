/** `npm run shots`: every screen, on a phone and a laptop, light and dark, into `shots/`. */
import { adminScreens } from "./shots/admin.ts";
import { camera, looks, newContext } from "./shots/camera.ts";
import { customerScreens } from "./shots/customers.ts";
import { startDemo } from "./shots/demo.ts";
import { peopleScreens } from "./shots/people.ts";
import { portalScreens } from "./shots/portal.ts";
import { rightToLeftScreens } from "./shots/right-to-left.ts";
import { staffPeopleScreens } from "./shots/staff-people.ts";
import { staffSettingsScreens } from "./shots/staff-settings.ts";
import { widgetScreens } from "./shots/widget.ts";
import { findBrowser, launchBrowser } from "./testing/browser.ts";

const browser = await launchBrowser(await findBrowser());
try {
  for (const look of looks) {
    // A demo of its own for each look: what one writes is not in the others' pictures.
    const demo = await startDemo();
    const shoot = camera(look);
    // One browser for all: staff stay signed in beside the customer, whose portal they turn on and off.
    const context = await newContext(browser, look);
    context.setDefaultTimeout(10_000);
    const parts = [
      adminScreens,
      peopleScreens,
      staffSettingsScreens,
      staffPeopleScreens,
      widgetScreens,
      portalScreens,
      customerScreens,
      rightToLeftScreens,
    ];
    for (const screens of parts) {
      // A screen that fails is told at once; the others are worth having all the same.
      await screens({ demo, context, look, shoot }).catch((error: Error) => {
        console.error(`${look.device}, ${look.theme}: ${error.message}`);
        process.exitCode = 1;
      });
    }
    await context.close();
    await demo.stop();
  }
} finally {
  await browser.close();
}
