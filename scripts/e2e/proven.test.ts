/** Who somebody is counts where it was proven: links of others, and what changes an account. By keys, as people type. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";

describe("who you are is proven where it counts", () => {
  const { world, hanna, shop } = sharedShop();
  beforeAll(async () => {
    await hanna.setSwitches(shop.key, { loginRequired: false, selfRegistration: true });
  });

  const portal = (hash = ""): string => `https://desk.test/p/${shop.key}${hash}`;
  const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name, exact: true });
  const type = async (page: Page, field: string, text: string): Promise<void> => {
    await page.getByLabel(field, { exact: true }).focus();
    await page.keyboard.type(text);
  };
  /** By the keyboard, as far as the next thing of this name. */
  const press = async (page: Page, name: string | RegExp): Promise<void> => {
    await button(page, name).focus();
    await page.keyboard.press("Enter");
  };
  const newPage = async (hash = ""): Promise<Page> => {
    const page = await world.newPage(portal(hash));
    return page;
  };
  const kept = (page: Page): Promise<Record<string, unknown>> =>
    page.evaluate(
      (name) => JSON.parse(localStorage.getItem(name) ?? "{}") as Record<string, unknown>,
      `deskbell:${shop.key}`,
    );

  async function write(page: Page, subject: string): Promise<void> {
    await press(page, "Write to us");
    await type(page, "Subject", subject);
    await type(page, "Your message", "Private words.");
    await world.desk.pass(2000);
    await press(page, "Send");
    await page.getByText("Thank you, we have your message").waitFor();
  }

  async function signIn(page: Page, email: string): Promise<void> {
    await press(page, "Sign in");
    await type(page, "Email", email);
    await page.keyboard.press("Enter");
    await page.getByLabel("6-digit code").waitFor();
    await page.keyboard.type((await world.desk.mailbox.next(email)).code!);
    await button(page, new RegExp(email)).waitFor();
  }

  test("S4: somebody else's sign-in link says whose it is, asks, and takes nothing away", async () => {
    const mia = await newPage();
    await write(mia, "My illness");
    await call(hanna.page, "POST", `${shop.api}/session/codes`, { email: "mallory@mail.test" });
    const { link } = await world.desk.mailbox.next("mallory@mail.test");

    const opened = await mia.context().newPage();
    await opened.goto(link!);
    await opened.getByText("One more step, and mallory@mail.test is registered.").waitFor();
    await press(opened, "Continue");
    const question = opened.getByRole("group", { name: /A message was sent from this browser/ });
    await question.getByText("Does it belong to mallory@mail.test?").waitFor();
    expect(await opened.getByText("My illness").count()).toBe(0);
    // Home again after a reload, still asked, still whole.
    await opened.reload();
    await question.getByText("Does it belong to mallory@mail.test?").waitFor();
    await press(opened, "Not mine");
    await question.waitFor({ state: "detached" });
    expect(await opened.getByText("My illness").count()).toBe(0);

    await press(opened, /mallory@mail\.test/);
    await press(opened, "Sign out");
    await opened.getByText("My illness").waitFor();
    expect(Object.keys(await kept(opened)).sort()).toEqual(["known", "visitor"]);
    await signIn(opened, "mia@mail.test");
    await opened.getByText("My illness").waitFor();
    expect(await opened.getByRole("group", { name: /sent from this browser/ }).count()).toBe(0);
    expect(await hanna.ticketsCalled("My illness")).toMatchObject([{ from: { email: "mia@mail.test" } }]);
  });

  test("S4: her own link that she did not ask for here asks too, and a yes brings tickets and drafts along", async () => {
    const noor = await newPage();
    await write(noor, "Two tins too many");
    await press(noor, "Open the ticket");
    await type(noor, "Your reply", "I was just about to say");
    await call(hanna.page, "POST", `${shop.api}/session/codes`, { email: "noor@mail.test" });
    await expect.poll(() => noor.evaluate(() => Object.values(localStorage).join())).toContain("about to say");
    const { link } = await world.desk.mailbox.next("noor@mail.test");
    // The address alone changes, so that the page goes on with what is in its memory.
    await noor.evaluate((url) => location.assign(url), link!);
    await press(noor, "Continue");
    const question = noor.getByRole("group", { name: /A message was sent from this browser/ });
    await question.getByText("Does it belong to noor@mail.test?").waitFor();
    expect(await noor.getByText("Two tins too many").count()).toBe(0);
    await press(noor, "Yes, that was me");
    await press(noor, /Two tins too many/);
    await noor.getByRole("article").getByText("Private words.").waitFor();
    await expect.poll(() => noor.getByLabel("Your reply").inputValue()).toBe("I was just about to say");
    expect(await kept(noor)).not.toHaveProperty("before");
    expect(await hanna.ticketsCalled("Two tins too many")).toMatchObject([{ from: { email: "noor@mail.test" } }]);
  });

  test("S9: password and address ask who it is by a code, and the link in the old mailbox stops the account", async () => {
    const rosa = await newPage();
    await signIn(rosa, "rosa@mail.test");
    await rosa.reload();
    await press(rosa, /rosa@mail\.test/);
    await press(rosa, /^Email /);
    await type(rosa, "New email", "thief@mail.test");
    await rosa.keyboard.press("Enter");
    await rosa.getByText("Is it you?").waitFor();
    const { code } = await world.desk.mailbox.next("rosa@mail.test");
    await rosa.keyboard.type(code === "000000" ? "111111" : "000000");
    await rosa.getByText("That code is not right.").waitFor();
    await rosa.keyboard.type(code!);
    await rosa.getByRole("heading", { name: "New email" }).waitFor();
    await rosa.keyboard.type((await world.desk.mailbox.next("thief@mail.test")).code!);
    await button(rosa, /thief@mail\.test/).waitFor();

    const { link } = await world.desk.mailbox.next("rosa@mail.test");
    const owner = await world.newPage(link!);
    await owner.getByText("Was this not you?").waitFor();
    expect(owner.url()).not.toContain("stop");
    // Looking at it did nothing.
    await rosa.reload();
    await button(rosa, /thief@mail\.test/).waitFor();
    await press(owner, "Stop the account");
    await owner.getByText("The account is stopped").waitFor();
    await owner.goto("about:blank");
    await owner.goto(link!);
    await press(owner, "Stop the account");
    await owner.getByText("It works once, for 7 days.").waitFor();
    await rosa.reload();
    await button(rosa, "Sign in").waitFor();
  });
});
