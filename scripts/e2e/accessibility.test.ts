import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./faults.ts";
import { firstAdministrator } from "./staff.ts";
import type { Staff } from "./staff.ts";
import { visitorOn } from "./visitor.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
let hanna: Staff;
let key: string;
beforeAll(async () => {
  world = await openWorld();
  hanna = await firstAdministrator(world);
  key = await hanna.createProject("Willow Tea");
  world.sites.useKey(key);
});
afterAll(() => world.close());

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("the widget can be used by everybody", async () => {
    const page = await (await world.newPerson({ colorScheme, reducedMotion: "reduce" })).newPage();
    await page.goto(`https://desk.test/p/${key}`);
    const form = page.getByRole("textbox", { name: "Subject" });
    const startTicket = page.getByRole("button", { name: "New ticket", exact: true }).first();
    await startTicket.waitFor();
    expect(await faults(page, "body")).toEqual([]);
    await startTicket.click();
    await form.fill(`Read aloud, ${colorScheme}`);
    expect(await faults(page, "body")).toEqual([]);
    await page.getByRole("textbox", { name: "Your message" }).fill("Can everybody *read* this?\n\n- yes\n- no");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("button", { name: "Open the ticket" }).click();
    await page.getByRole("textbox", { name: "Your reply" }).waitFor();
    expect(await faults(page, "body")).toEqual([]);
  });

  test("the panel on a site can be used by everybody", async () => {
    const page = await (await world.newPerson({ colorScheme, reducedMotion: "reduce" })).newPage();
    await page.goto(`https://shop.test/${colorScheme === "dark" ? "bikes.html" : ""}`);
    const visitor = visitorOn(page, colorScheme === "dark" ? "Help" : "Ask us");
    await visitor.open();
    await page.getByRole("button", { name: "New ticket", exact: true }).waitFor();
    expect(await faults(page, "deskbell-widget")).toEqual([]);
  });

  test("every way in, and the account, can be used by everybody", async () => {
    const email = `${colorScheme}@example.com`;
    const page = await (await world.newPerson({ colorScheme, reducedMotion: "reduce" })).newPage();
    await page.goto(`https://desk.test/p/${key}#sign-in`);
    const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
    const see = async (screen: string, sign: Locator): Promise<void> => {
      await sign.waitFor();
      expect({ screen, faults: await faults(page, "body") }).toEqual({ screen, faults: [] });
    };
    await see("sign in", page.getByRole("button", { name: "Send me a code" }));
    await press("Use a password instead");
    await see("password", page.getByLabel("Password"));
    await press("Send me a code instead");
    await press("New here? Register");
    await press("Send me a code");
    await see("register, with faults", page.getByText("Please fill this in."));
    await page.getByRole("textbox", { name: "Your name" }).fill("Mia Claes");
    await page.getByRole("textbox", { name: "Your mail address" }).fill(email);
    await press("Send me a code");
    const digits = page.getByRole("textbox", { name: "The six digits" });
    await digits.waitFor();
    const { code, link } = await world.desk.mailbox.next(email);
    await digits.fill(code === "000000" ? "111111" : "000000");
    await see("wrong digits", page.getByText("These digits are not right."));

    await page.goto("about:blank");
    await page.goto(link!);
    await see("link", page.getByRole("button", { name: "Go in" }));
    await press("Go in");
    await see("home", page.getByRole("button", { name: `Mia Claes ${email}` }));
    await page.getByRole("button", { name: `Mia Claes ${email}` }).click();
    await see("account", page.getByRole("button", { name: "Sign out", exact: true }));
    await page.getByRole("button", { name: /^Password / }).click();
    await see("new password", page.getByLabel("New password"));
    await press("Cancel");
    await press("Sign out");
    await page.goto("about:blank");
    await page.goto(link!);
    await see("link that is over", page.getByText("This link is over"));
    await page.getByRole("textbox", { name: "Your mail address" }).fill(email);
    await press("Send me a new one");
    await see("link sent", page.getByText(/If there is an account/));
  });

  test("the staff page can be used by everybody", async () => {
    await hanna.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const [hash, sign] of [
      ["#tickets?view=all", /Read aloud/],
      ["#tickets/new", /Create ticket/],
      ["#settings", /Willow Tea/],
      ["#mail", /Mail/],
      ["#staff", /Administrators do everything/],
      ["#account", /Where you are signed in/],
      ["#audit", /changed project/],
      ["#blocked", /Nobody is blocked/],
    ] as const) {
      await hanna.page.goto(`https://desk.test/admin${hash}`);
      await hanna.page.getByText(sign).first().waitFor();
      expect({ hash, faults: await faults(hanna.page, "body") }).toEqual({ hash, faults: [] });
    }
    for (const tab of ["General", "Inboxes"]) {
      await hanna.openPortalSettings("Willow Tea");
      expect(await faults(hanna.page, "body")).toEqual([]);
      await hanna.page.getByRole("link", { name: tab, exact: true }).click();
      await hanna.page.getByRole("textbox", { name: "Name" }).waitFor();
      expect({ tab, faults: await faults(hanna.page, "body") }).toEqual({ tab, faults: [] });
    }
    await hanna.page.getByRole("link", { name: "Signed-in users" }).click();
    await hanna.page.getByRole("button", { name: "New key" }).click();
    await hanna.page.getByLabel("Secret", { exact: true }).waitFor();
    expect(await faults(hanna.page, "body")).toEqual([]);
    await hanna.page.getByRole("button", { name: "Done" }).click();
    await hanna.page.getByRole("tab", { name: "Node" }).waitFor();
    expect(await faults(hanna.page, "body")).toEqual([]);
    await hanna.page.goto("https://desk.test/admin#tickets?view=all");
    await hanna.page.getByRole("button", { name: "Filters" }).click();
    await hanna.openTicket(`Read aloud, ${colorScheme}`);
    expect(await faults(hanna.page, "body")).toEqual([]);
    await hanna.page.getByRole("radio", { name: "Internal note" }).check({ force: true });
    await hanna.page.getByRole("textbox", { name: "Internal note" }).fill("Read aloud to colleagues only");
    expect(await faults(hanna.page, "body")).toEqual([]);
  });
});
