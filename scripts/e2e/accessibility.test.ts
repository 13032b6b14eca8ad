import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Company, Customer } from "../../server/contract/index.ts";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { call } from "./call.ts";
import { faults } from "./faults.ts";
import { looks, wear } from "./looks.ts";
import { sharedStaff } from "./shared.ts";
import { visitorOn } from "./visitor.ts";
import { ar, en } from "./words.ts";
import type { Words } from "./words.ts";

const { world, hanna } = sharedStaff();
let key: string;
beforeAll(async () => {
  key = await hanna.createProject("Willow Tea");
  world.sites.useKey(key);
  // With everything there is to see and change.
  const rights = { priority: "edit", type: "edit", tags: "edit", seeAgents: true, closeTickets: true } as const;
  const permissions = { ...rights, viewCompanyTickets: true };
  await hanna.setSwitches(key, { permissions, types: ["Order", "Brewing"], helpDocs: true });
});

describe.each(looks)("by everybody, $name", (worn) => {
  const { name, context } = worn;
  const t: Words = name === "right to left" ? ar : en;
  const openPage = async (): Promise<Page> =>
    (await world.newPerson({ ...context, reducedMotion: "reduce" })).newPage();
  /** Remembers what is wrong with each screen that it is shown. */
  const watch = (
    page: Page,
    part: string,
  ): { found: string[]; look: (screen: string, sign: Locator) => Promise<void> } => {
    const found: string[] = [];
    const look = async (screen: string, sign: Locator): Promise<void> => {
      await sign.waitFor();
      for (const fault of await faults(page, part)) found.push(`${screen}: ${fault}`);
    };
    return { found, look };
  };
  const subject = `Read aloud, ${name}`;

  test("the portal's tickets can be used", async () => {
    const page = await openPage();
    const button = (label: string): Locator => page.getByRole("button", { name: label, exact: true }).first();
    const field = (label: string): Locator => page.getByRole("textbox", { name: label });
    const { found, look } = watch(page, "body");
    const { passTypingTime } = visitorOn(page);
    await page.goto(`https://desk.test/p/${key}`);
    await look("home", page.getByText(t.noTickets));
    await button(t.newTicket).click();
    await button(t.send).click();
    await look("form with faults", page.getByText(t.fields.required).first());
    await write(field(t.subject), subject);
    await write(field(t.body), "Can everybody *read* this?\n\n- yes\n- no\n\n> quoted\n\n`code` https://shop.test");
    const file = { name: "aloud.txt", mimeType: "text/plain", buffer: Buffer.from("Hear, hear.") };
    await page.locator("input[type=file]").setInputFiles(file);
    await look("form with a file", page.getByText("aloud.txt"));
    await passTypingTime();
    await button(t.send).click();
    await look("sent", button(t.openTicket));
    await button(t.openTicket).click();
    await button(t.closeTicket).waitFor();
    await write(field(t.addTag), "lid");
    await page.keyboard.press("Enter");
    await page.getByRole("listitem").filter({ hasText: "lid" }).first().waitFor();
    await button(t.closeTicket).click();
    await page.getByText(t.closeQuestion).waitFor();
    await look("thread with all that may be changed", page.getByRole("link", { name: "aloud.txt" }));
    await page.goto(`https://desk.test/p/${key}#tickets`);
    await button(t.forget).click();
    await look("tickets", page.getByText(t.forgetQuestion));
    await page.goto(`https://desk.test/p/${key}#tickets/unknown`);
    await look("no such ticket", page.getByText(t.notFound));
    await page.goto(`https://desk.test/p/${key}#help`);
    await look("help", button(t.newTicket));
    await page.goto("https://desk.test/p/nobody-000000");
    await look("no portal", page.getByRole("heading", { level: 1 }));
    expect(found).toEqual([]);
  });

  test("the panel on a site can be used", async () => {
    const page = await openPage();
    await page.goto(`https://shop.test/${name === "dark" ? "bikes.html" : ""}`);
    const visitor = visitorOn(page, name === "dark" ? "Help" : "Ask us");
    await visitor.open();
    if (t === ar) await page.evaluate(() => window.Deskbell!.setLocale("ar"));
    const button = (label: string): Locator => visitor.panel.getByRole("button", { name: label, exact: true });
    const { found, look } = watch(page, "deskbell-widget");
    await look("home", button(t.newTicket));
    await button(t.newTicket).click();
    await look("form", visitor.field(t.subject));
    await write(visitor.field(t.subject), "Stays");
    await hanna.setSwitches(key, { enabled: false });
    await write(visitor.field(t.body), "Stays, too.");
    await visitor.passTypingTime();
    await button(t.send).click();
    await look(
      "a portal that closed meanwhile",
      page.getByText(t.closedTitle).or(page.getByText(t.problems.portal_unavailable)).first(),
    );
    await hanna.setSwitches(key, { enabled: true });
    expect(found).toEqual([]);
  });

  test("every way in, and the account, can be used", async () => {
    const email = `${name.replaceAll(" ", "-")}@example.com`;
    const page = await openPage();
    await page.goto(`https://desk.test/p/${key}#sign-in`);
    // Sent by somebody with this address, from a device that is not this one.
    const portal = `/api/portal/${key}`;
    const { token } = await call<{ token: string }>(page, "POST", `${portal}/visitors`, {});
    const sent = { subject: "From the library", body: "Hello", email };
    await call(page, "POST", `${portal}/tickets`, sent, token);
    // The receipt.
    await world.desk.mailbox.next(email);
    const press = (label: string): Promise<void> => page.getByRole("button", { name: label, exact: true }).click();
    const { found, look } = watch(page, "body");
    await look("sign in", page.getByRole("button", { name: t.sendCode }));
    await press(t.usePassword);
    await look("password", page.getByLabel(t.password));
    await press(t.useCode);
    await press(t.newHere);
    await press(t.sendCode);
    await look("register, with faults", page.getByText(t.fields.required));
    await write(page.getByRole("textbox", { name: t.name }), "Mia Claes");
    await write(page.getByRole("textbox", { name: t.email }), email);
    await press(t.sendCode);
    const digits = page.getByRole("textbox", { name: t.code });
    await digits.waitFor();
    const { code, link } = await world.desk.mailbox.next(email);
    await write(digits, code === "000000" ? "111111" : "000000");
    await look("wrong digits", page.getByText(t.refusals.code_wrong));

    await page.goto("about:blank");
    await page.goto(link!);
    await look("link", page.getByRole("button", { name: t.goIn }));
    await press(t.goIn);
    const person = page.getByRole("button", { name: `Mia Claes ${email}` });
    await look("home, with what was sent with this address", page.getByText(t.claimTitle));
    const { items } = await hanna.call<{ items: Customer[] }>("GET", `/customers?q=${email}`);
    const { project, id } = items[0]!;
    const { company } = await hanna.call<{ company: Company }>("POST", "/companies", {
      project: project.id,
      name: `Berg, ${name}`,
    });
    await hanna.call("PATCH", `/customers/${id}`, { company: company.id });
    await page.getByRole("button", { name: t.claimYes }).click();
    await page.goto(`https://desk.test/p/${key}#tickets`);
    const whose = page.getByRole("group", { name: t.whose });
    // One of the two is chosen from the start.
    await whose.getByRole("button", { pressed: true }).waitFor();
    await whose.getByRole("button", { name: company.name }).click();
    await look("tickets of the company", page.getByRole("button", { name: /From the library/ }));
    await page.goto(`https://desk.test/p/${key}#home`);
    await person.click();
    await look("account", page.getByRole("button", { name: t.signOut, exact: true }));
    await page.getByRole("button", { name: new RegExp(`^${t.language} `) }).click();
    await look("language", page.locator("form").getByRole("combobox", { name: t.language }));
    await press(t.cancel);
    await page.getByRole("button", { name: new RegExp(`^${t.password} `) }).click();
    await look("new password", page.getByLabel(t.chosenPassword));
    await press(t.cancel);
    await press(t.signOut);
    await page.goto("about:blank");
    await page.goto(link!);
    await look("link that is over", page.getByText(t.linkOver));
    await write(page.getByRole("textbox", { name: t.email }), email);
    await press(t.sendNewLink);
    await look("link sent", page.getByText(t.lookInSpam));
    expect(found).toEqual([]);
  });

  test("the staff page can be used", async () => {
    const { page } = hanna;
    await wear(page, worn);
    const { found, look } = watch(page, "body");
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
      await page.goto(`https://desk.test/admin${hash}`);
      await look(hash, page.getByText(sign).first());
    }
    // One of its own: a project has two keys at most.
    await hanna.quickProject(`Shop, ${name}`);
    await page.goto("https://desk.test/admin#settings");
    await page.reload();
    await wear(page, worn);
    await hanna.openPortalSettings(`Shop, ${name}`);
    await look("Customer portal", page.getByRole("switch", { name: "Customer portal" }));
    for (const tab of ["General", "Inboxes"]) {
      await page.getByRole("link", { name: tab, exact: true }).click();
      await look(tab, page.getByRole("textbox", { name: "Name" }));
    }
    await page.getByRole("link", { name: "Signed-in users" }).click();
    await page.getByRole("button", { name: "New secret" }).click();
    await look("New secret", page.getByLabel("Secret", { exact: true }));
    await page.getByRole("button", { name: "Done" }).click();
    await look("Signed-in users", page.getByRole("tab", { name: "Node" }));
    await page.goto("https://desk.test/admin#tickets?view=all");
    await page.getByRole("button", { name: "Filters" }).click();
    await hanna.openTicket(subject);
    await look("ticket", page.getByRole("region", { name: "Messages" }).getByText("Can everybody"));
    await page.getByRole("radio", { name: "Internal note" }).check({ force: true });
    const note = page.getByRole("textbox", { name: "Internal note" });
    await write(note, "Read aloud to colleagues only");
    await look("note", note);
    expect(found).toEqual([]);
  });
});
