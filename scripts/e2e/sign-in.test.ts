/** How customers get in, on the page of a shop that is another site than the desk. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Mail, Page as Items, ProjectItem } from "../../server/contract/index.ts";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visitorOn } from "./visitor.ts";

describe.each(["sqlite", "postgres"] as const)("customers get in (%s)", (engine) => {
  const { world, hanna, shop } = sharedShop(engine);

  const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

  async function visit(path = "https://shop.test/shop.html"): Promise<Visitor> {
    const page = await world.newPage(path);
    const visitor = visitorOn(page);
    if (path.includes("shop.test")) await visitor.open();
    return visitor;
  }

  async function askForCode({ page, field }: Visitor, email: string): Promise<string> {
    await write(field("Email"), email);
    await button(page, "Send me a code").click();
    await field("6-digit code").waitFor();
    return (await world.desk.mailbox.next(email)).code!;
  }

  async function register(visitor: Visitor, name: string, email: string): Promise<void> {
    await button(visitor.page, "New here? Register").click();
    await write(visitor.field("Your name"), name);
    const code = await askForCode(visitor, email);
    await visitor.field("6-digit code").pressSequentially(code);
  }

  test("somebody registers by code, sees who they are, and signs out without a trace", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const mia = await visit();
    await mia.page.evaluate(() => {
      Reflect.set(window, "heard", []);
      for (const name of ["signed-in", "signed-out"])
        window.Deskbell!.on(name, () => (Reflect.get(window, "heard") as string[]).push(name));
    });
    await button(mia.page, "Sign in").click();
    await register(mia, "Mia Claes", "mia@example.com");
    const account = mia.panel.getByRole("button", { name: "Mia Claes mia@example.com" });
    await account.waitFor();

    const second = visitorOn(await mia.page.context().newPage());
    await second.page.goto("https://shop.test/shop.html");
    await second.open();
    await second.panel.getByRole("button", { name: "Mia Claes mia@example.com" }).waitFor();
    await second.startTicket();
    await write(second.field("Subject"), "For my eyes only");

    await account.click();
    // What is written in one tab is not sent yet in any.
    await expect.poll(() => mia.page.evaluate(() => Object.values(localStorage).join())).toContain("For my eyes only");
    await button(mia.page, "Sign out").click();
    await mia.panel.getByText("What you have not sent yet will be lost.").waitFor();
    await button(mia.page, "Sign out").click();
    await button(mia.page, "Sign in").waitFor();
    expect(await mia.page.evaluate(() => ({ ...localStorage }))).toEqual({});
    expect(await mia.page.evaluate(() => Reflect.get(window, "heard"))).toEqual(["signed-in", "signed-out"]);
    expect(await mia.panel.getByText("Mia").count()).toBe(0);
    // And none in the other tab.
    await button(second.page, "Sign in").waitFor();
    await second.startTicket();
    expect(await second.field("Subject").inputValue()).toBe("");
  });

  test("a ticket that is not sent yet survives signing in, and goes out as the signed-in person's", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const noor = await visit();
    await noor.write({
      subject: "Two tins too many",
      body: "I ordered two and got four.",
      files: [{ name: "tins.txt", mimeType: "text/plain", buffer: Buffer.from("four tins") }],
    });
    await noor.panel.getByText("9 bytes").waitFor();
    await noor.page.evaluate(() => window.Deskbell!.open("sign-in"));
    await noor.panel.getByText("What you wrote is kept and will be sent in your name.").waitFor();
    await register(noor, "Noor Haddad", "noor@example.com");

    await noor.field("Subject").waitFor();
    expect(await noor.field("Subject").inputValue()).toBe("Two tins too many");
    expect(await noor.field("Your message").inputValue()).toBe("I ordered two and got four.");
    expect(await noor.field("Your name").count()).toBe(0);
    await noor.sendAfterTyping();
    await noor.thanks();
    // C17: who is signed in follows it anywhere.
    await noor.panel.getByText("You can follow it on every device where you sign in.").waitFor();
    expect(await hanna.ticketsCalled("Two tins too many")).toMatchObject([
      { from: { kind: "customer", name: "Noor Haddad", emailProven: true }, held: false },
    ]);
    await noor.seeTicket();
    await noor.panel.getByText("tins.txt").waitFor();
  });

  test("a ticket whose answer was lost before signing in is not there twice afterwards", async () => {
    const iris = await visit();
    await iris.write({ subject: "Once only", body: "Please.", name: "Iris", email: "iris@example.com" });
    world.sites.loseAnswer(`${shop.api}/tickets`);
    await iris.sendAfterTyping();
    await button(iris.page, "Stop and edit").click();
    await button(iris.page, "Send").waitFor();
    await iris.page.evaluate(() => window.Deskbell!.open("sign-in"));
    await iris.field("6-digit code").or(iris.field("Email")).waitFor();
    await button(iris.page, "Send me a code").click();
    await write(iris.field("6-digit code"), await newestCode("iris@example.com"));
    await iris.field("Subject").waitFor();
    await iris.sendAfterTyping();
    await iris.thanks();
    expect(await hanna.ticketsCalled("Once only")).toMatchObject([{ from: { kind: "customer" } }]);
  });

  test("whoever is asked to sign in while typing keeps the text, signs in, and sends it", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const lena = await visit(`https://desk.test/p/${shop.key}`);
    await button(lena.page, "Write to us").click();
    await write(lena.field("Subject"), "Half a thought");
    await write(lena.field("Your message"), "I was just about to say");
    // Nothing was sent yet, so nobody knows who this is; the form follows all the same.
    await hanna.setSwitches(shop.key, { loginRequired: true });
    await button(lena.page, "Sign in to send").click();
    await register(lena, "Lena", "lena@example.com");
    await lena.field("Subject").waitFor();
    expect(await lena.field("Your message").inputValue()).toBe("I was just about to say");
    await lena.sendAfterTyping();
    await lena.page.getByText("Thank you, we have your message").waitFor();
    expect(await hanna.ticketsCalled("Half a thought")).toMatchObject([{ from: { name: "Lena" } }]);
  });

  test.each([
    [{ loginRequired: false, selfRegistration: true }, "See all your tickets, on every device.", true, false],
    [
      { loginRequired: false, selfRegistration: false },
      "Accounts are by invitation. Ask Willow Tea for one.",
      false,
      false,
    ],
    [{ loginRequired: true, selfRegistration: true }, "You need an account to use the portal of", true, true],
    [
      { loginRequired: true, selfRegistration: false },
      "Accounts are by invitation. Ask Willow Tea for one.",
      false,
      true,
    ],
  ])("with %o people read who gets in, and so it is", async (switches, text, mayRegister, isAsked) => {
    await hanna.setSwitches(shop.key, switches);
    const person = await visit();
    if (!isAsked) await button(person.page, "Sign in").click();
    await person.panel.getByText(text).waitFor();
    expect(await button(person.page, "New here? Register").count()).toBe(mayRegister ? 1 : 0);
    await person.field("Email").waitFor();

    const guest = await visit();
    if (isAsked) {
      await guest.panel.getByText(text).waitFor();
      expect(await button(guest.page, "Write to us").count()).toBe(0);
    } else {
      await guest.write({ subject: "The link is enough", body: "Hello" });
      await guest.sendAfterTyping();
      await guest.thanks();
    }

    const [stranger, invited] = ["stranger", "invited"].map((who) => `${who}-${mayRegister}-${isAsked}@example.com`);
    const { items } = await hanna.call<Items<ProjectItem>>("GET", "/projects");
    await hanna.call("POST", "/customers", { project: items[0]!.id, name: "Ina", email: invited });
    const ask = (path: string, body: object) => call(hanna.page, "POST", `${shop.api}${path}`, body);
    await (mayRegister
      ? ask("/registrations", { name: "Sam", email: stranger })
      : ask("/session/codes", { email: stranger }));
    // Asked later: when its mail is there, the other's would be.
    await ask("/session/codes", { email: invited });
    const mailed = async (): Promise<boolean[]> => {
      const { items: mails } = await hanna.call<Items<Mail>>("GET", "/mail");
      return [invited, stranger].map((email) => mails.some(({ to }) => to === email));
    };
    await expect.poll(mailed).toEqual([true, mayRegister]);
  });

  test("the screens follow the switches while they are open", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const ada = await visit();
    await ada.write({ subject: "Live", body: "So that there is something to hear." });
    await ada.sendAfterTyping();
    await ada.seeTicket();
    await ada.panel.getByText("So that there is something").waitFor();
    await hanna.setSwitches(shop.key, { loginRequired: true });
    await ada.panel.getByText("You need an account to use the portal of").waitFor();
    expect(await ada.panel.getByText("So that there is something").count()).toBe(0);
    await button(ada.page, "New here? Register").waitFor();
    await hanna.setSwitches(shop.key, { selfRegistration: false });
    await ada.panel.getByText("Accounts are by invitation. Ask Willow Tea for one.").waitFor();
    expect(await button(ada.page, "New here? Register").count()).toBe(0);
    await hanna.setSwitches(shop.key, { loginRequired: false });
    await ada.panel.getByText("So that there is something").waitFor();
  });

  test("wrong digits are said to be wrong, a phone may paste spaces, and the keyboard is enough", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const ben = await visit();
    const { page } = ben;
    await button(page, "Sign in").focus();
    await page.keyboard.press("Enter");
    await ben.field("Email").focus();
    await page.keyboard.type("ben@example.com");
    await page.keyboard.press("Enter");
    await ben.field("6-digit code").waitFor();
    const { code } = await world.desk.mailbox.next("ben@example.com");
    await page.keyboard.type(code === "000000" ? "111111" : "000000");
    await ben.panel.getByText("That code is not right.").waitFor();
    // Selected, so that typing goes over it.
    await page.keyboard.insertText(`${code!.slice(0, 3)} ${code!.slice(3)}`);
    await ben.panel.getByRole("button", { name: /ben@example\.com/ }).waitFor();
    expect(await ben.panel.getByText("That code is not right.").count()).toBe(0);
  });

  test("U-m7, F16: a code is tried once, however often Enter is pressed after it, and typed in any script", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const dev = await visit();
    const { page } = dev;
    let tries = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/session/codes/verify")) tries += 1;
    });
    await button(page, "Sign in").click();
    await button(page, "New here? Register").click();
    await dev.field("Your name").pressSequentially("Dev");
    await dev.field("Email").pressSequentially("dev@example.com");
    await page.keyboard.press("Enter");
    await dev.field("6-digit code").waitFor();
    const { code } = await world.desk.mailbox.next("dev@example.com");
    await page.keyboard.type(code === "000000" ? "111111" : "000000");
    await page.keyboard.press("Enter");
    await dev.panel.getByText("That code is not right.").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    // As a keyboard of Devanagari writes them, and the last one wide.
    const foreign = [...code!].map((digit, at) => String.fromCodePoint((at === 5 ? 0xff10 : 0x966) + Number(digit)));
    await page.keyboard.insertText(foreign.join(""));
    await dev.panel.getByRole("button", { name: /dev@example\.com/ }).waitFor();
    expect(tries).toBe(2);
  });

  test("C6: a password is offered in the widget at once where the project allows it, and nowhere else", async () => {
    const offered = async (passwordInWidget: boolean): Promise<number> => {
      await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true, passwordInWidget });
      const somebody = await visit();
      await button(somebody.page, "Sign in").click();
      await somebody.field("Email").waitFor();
      return button(somebody.page, "Use a password instead").count();
    };
    expect([await offered(false), await offered(true)]).toEqual([0, 1]);
    await hanna.setSwitches(shop.key, { passwordInWidget: false });
  });

  test("a link to a ticket asks whoever is signed out to sign in, and then opens it", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: true, selfRegistration: true });
    const [ticket] = await hanna.ticketsCalled("Two tins too many");
    const noor = await visit(`https://desk.test/p/${shop.key}#tickets/${ticket!.id}`);
    const code = await askForCode(noor, "noor@example.com");
    await write(noor.field("6-digit code"), code);
    await noor.page.getByRole("article").getByText("I ordered two and got four.").waitFor();
    expect(noor.page.url()).toContain(`#tickets/${ticket!.id}`);
  });

  test("a mailed link registers by a press, works once, and when it is over offers a new one", async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
    const otto = await visit();
    await button(otto.page, "Sign in").click();
    await button(otto.page, "New here? Register").click();
    await write(otto.field("Your name"), "Otto");
    await write(otto.field("Email"), "otto@example.com");
    await button(otto.page, "Send me a code").click();
    const { link } = await world.desk.mailbox.next("otto@example.com");

    const phone = await visit(link!);
    await phone.page.getByText("otto@example.com").waitFor();
    expect(phone.page.url()).not.toContain("activate");
    await write(phone.page.getByLabel("Password"), "a kettle of green tea");
    await button(phone.page, "Continue").click();
    await phone.page.getByRole("button", { name: "Otto otto@example.com" }).waitFor();

    const late = await visit(link!);
    await late.page.getByText("This link has expired").waitFor();
    await write(late.field("Email"), "otto@example.com");
    await button(late.page, "Send me a new one").click();
    await late.page.getByText("This desk cannot send email yet").waitFor();
    const again = await visit((await world.desk.mailbox.next("otto@example.com")).link!);
    await again.page.getByText("Choose a password").waitFor();

    const byPassword = await visit(`https://desk.test/p/${shop.key}#sign-in`);
    await button(byPassword.page, "Use a password instead").click();
    await write(byPassword.field("Email"), "otto@example.com");
    await write(byPassword.page.getByLabel("Password", { exact: true }), "wrong");
    await byPassword.page.keyboard.press("Enter");
    await byPassword.page.getByText("That email and password do not match.").waitFor();
    await write(byPassword.page.getByLabel("Password", { exact: true }), "a kettle of green tea");
    await byPassword.page.keyboard.press("Enter");
    await byPassword.page.getByRole("button", { name: "Otto otto@example.com" }).waitFor();
  });

  test("a ticket that named the address elsewhere is offered, and taken or left", async () => {
    const elsewhere = await visit();
    for (const subject of ["From the library", "From a stranger"]) {
      await elsewhere.page.evaluate(() => window.Deskbell!.open("new"));
      await elsewhere.fillIn({ subject, body: "Hello", email: "pia@example.com" });
      await elsewhere.sendAfterTyping();
      await elsewhere.thanks();
      await elsewhere.page.evaluate(() => window.Deskbell!.open("home"));
    }
    const pia = await visit();
    await button(pia.page, "Sign in").click();
    await write(pia.field("Email"), "pia@example.com");
    await button(pia.page, "Send me a code").click();
    await write(pia.field("6-digit code"), await newestCode("pia@example.com"));
    const claims = pia.panel.getByRole("group", { name: "Sent with your email. Was it you?" });
    await claims.getByText("From the library").waitFor();
    await claims.getByText("From a stranger").waitFor();
    const claim = (subject: string): Locator => claims.locator("> div", { hasText: subject });
    await claim("From a stranger").getByRole("button", { name: "Not mine" }).click();
    await claim("From the library").getByRole("button", { name: "Yes, that was me" }).click();
    await claims.waitFor({ state: "detached" });
    await pia.panel.getByRole("button", { name: /From the library/ }).waitFor();
    expect(await pia.panel.getByText("From a stranger").count()).toBe(0);
  });

  test("name, password and address are changed in the account", async () => {
    const rosa = await visit(`https://desk.test/p/${shop.key}#sign-in`);
    await register(rosa, "Rosa", "rosa@example.com");
    const row = (label: string): Locator => rosa.page.getByRole("button", { name: new RegExp(`^${label} `) });
    const account = rosa.page.getByRole("button", { name: /^Rosa( Lind)? / });
    await account.click();
    await row("Your name").click();
    await write(rosa.field("Your name"), "Rosa Lind");
    await button(rosa.page, "Save").click();
    await rosa.page.getByText("Rosa Lind").first().waitFor();
    await row("Password").click();
    await write(rosa.page.getByLabel("New password"), "short");
    await button(rosa.page, "Save").click();
    await rosa.page.getByText("At least 8 characters, please.").waitFor();
    await write(rosa.page.getByLabel("New password"), "rosehip and rain");
    await button(rosa.page, "Save").click();
    await rosa.page.getByText("Is it you?").waitFor();
    await rosa.page.keyboard.type(await newestCode("rosa@example.com"));
    await rosa.page.getByText("Is set").waitFor();
    await row("Email").click();
    await write(rosa.field("New email"), "lind@example.com");
    await write(rosa.page.getByLabel("Current password"), "not this one");
    await button(rosa.page, "Send me a code").click();
    await rosa.page.getByText("This is not your current password.").waitFor();
    await write(rosa.page.getByLabel("Current password"), "rosehip and rain");
    await button(rosa.page, "Send me a code").click();
    await write(rosa.field("6-digit code"), await newestCode("lind@example.com"));
    await rosa.page.getByRole("button", { name: "Rosa Lind lind@example.com" }).waitFor();
    expect(await rosa.page.getByText("rosa@example.com").count()).toBe(0);
  });

  /** Past receipts with their links. */
  async function newestCode(email: string): Promise<string> {
    for (;;) {
      const { code } = await world.desk.mailbox.next(email);
      if (code) return code;
    }
  }
});
