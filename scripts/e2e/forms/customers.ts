/** What customers write, on the hosted portal and once on a shop's page, where a password is not typed. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type {
  Customer,
  CustomerProfile,
  Page as Items,
  PortalSession,
  StaffTicket,
  StaffTicketWithMessages,
} from "../../../server/contract/index.ts";
import { call } from "../call.ts";
import { hostPage } from "../host-page.ts";
import { signIn, typingMs, visit } from "../visitor.ts";
import { form, sendByTab, sendFrom, sendTyped, type Table } from "./typed.ts";

export function customerForms(table: Table): void {
  const portal = (hash = ""): string => `https://desk.test/p/${table.project.portal.key}${hash}`;
  let page: Page;
  const shown = (): Locator => page.locator("deskbell-widget form");
  const field = (name: string): Locator => page.getByRole("textbox", { name, exact: true });
  const press = (name: string | RegExp): Promise<void> => page.getByRole("button", { name, exact: true }).click();
  const go = (hash: string): Promise<unknown> => page.goto(portal(hash));
  const mails = (address: string) => table.world.desk.mailbox.next(address);
  /** Who the server says is signed in on this page. */
  const who = async (): Promise<PortalSession["customer"]> => {
    const api = `/api/portal/${table.project.portal.key}`;
    const token = await page.evaluate(
      (key) => (JSON.parse(localStorage.getItem(`deskbell:${key}`) ?? "{}") as { customer?: string }).customer,
      table.project.portal.key,
    );
    return token === undefined
      ? undefined
      : (await call<PortalSession>(page, "GET", `${api}/session`, undefined, token)).customer;
  };
  const ticket = async (subject: string): Promise<StaffTicketWithMessages> => {
    const { items } = await table.hanna.call<Items<StaffTicket>>("GET", "/tickets?limit=100");
    const { id } = items.find((one) => one.subject === subject)!;
    return (await table.hanna.call<{ ticket: StaffTicketWithMessages }>("GET", `/tickets/${id}`)).ticket;
  };

  form("widget/views/new-ticket.tsx", "a ticket", async () => {
    const { hanna, project, world } = table;
    const permissions = { tags: "edit" } as const;
    await hanna.setSwitches(project.portal.key, {
      selfRegistration: true,
      permissions: { ...project.portal.permissions, ...permissions },
    });
    page = await world.newPage(portal("#new"));
    await field("Your message").waitFor();
    await world.desk.pass(typingMs);
    await sendFrom(field("Your message"), ["The lid is gone.", "", "A lost lid", "Ada Berg", "ada@berg.example"]);
    await page.getByText(/thank you/i).waitFor();
    expect(await ticket("A lost lid")).toMatchObject({
      from: { name: "Ada Berg", email: "ada@berg.example" },
      messages: [{ body: "The lid is gone." }],
    });
  });

  form("widget/views/composer.tsx", "a reply", async () => {
    const { id } = await ticket("A lost lid");
    await go(`#tickets/${id}`);
    await sendFrom(field("Your reply"), ["It was blue."], "ControlOrMeta+Enter");
    await expect
      .poll(async () => (await ticket("A lost lid")).messages.map(({ body }) => body))
      .toContain("It was blue.");
  });

  form("widget/sign-in/address-step.tsx", "registering", async () => {
    await go("#sign-in");
    await press("New here? Register");
    await sendFrom(field("Your name"), ["Ada Berg", "ada@berg.example"]);
    await field("6-digit code").and(page.locator(":focus")).waitFor();
  });

  form("widget/sign-in/code-step.tsx", "the code that was mailed", async () => {
    const code = await newestCode("ada@berg.example");
    // The last digit sends.
    await page.keyboard.type(code);
    await expect.poll(who).toMatchObject({ name: "Ada Berg", email: "ada@berg.example" });
  });

  form("widget/views/details.tsx", "a tag", async () => {
    await go(`#tickets/${(await ticket("A lost lid")).id}`);
    await sendFrom(field("Add a tag"), ["lids"]);
    await expect.poll(async () => (await ticket("A lost lid")).tags).toEqual(["lids"]);
  });

  /** A row of the account. */
  const open = async (row: string): Promise<void> => {
    await go("#sign-in");
    await press(new RegExp(`^${row} .*Change$`));
  };
  const account = "widget/account/account.tsx";

  form(`${account}#4`, "one's name", async () => {
    await open("Your name");
    await sendTyped(shown(), ["Ada van Berg"]);
    await expect.poll(who).toMatchObject({ name: "Ada van Berg" });
  });

  form(`${account}#5`, "U-M13: one's language, which begins with the one that is spoken", async () => {
    await open("Language");
    const language = shown().getByRole("combobox");
    await language.and(page.locator(":focus")).waitFor();
    expect(await language.inputValue()).toBe("en");
    await page.keyboard.type("Deu");
    // Enter opens the choices.
    await sendByTab(shown());
    await page.getByText("Sprache").waitFor();
    expect((await customer("ada@berg.example")).locale).toBe("de");
    await page.getByRole("button", { name: /^Sprache / }).click();
    await language.and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Eng");
    await sendByTab(shown());
    await page.getByText("Language").waitFor();
  });

  const password = "a kettle of green tea";

  form(`${account}#8`, "a password", async () => {
    await open("Password");
    await sendTyped(shown(), [password]);
    await field("6-digit code").and(page.locator(":focus")).waitFor();
  });

  form(`${account}#2`, "the code that shows whose account it is", async () => {
    await page.keyboard.type(await newestCode("ada@berg.example"));
    await expect.poll(who).toMatchObject({ hasPassword: true });
  });

  form(`${account}#6`, "another address", async () => {
    await open("Email");
    await sendTyped(shown(), ["ada@claes.example", password]);
    await field("6-digit code").and(page.locator(":focus")).waitFor();
  });

  form(`${account}#1`, "the code that was mailed there", async () => {
    await page.keyboard.type(await newestCode("ada@claes.example"));
    await expect.poll(who).toMatchObject({ email: "ada@claes.example" });
    await go("#sign-in");
    await press("Sign out");
    await expect.poll(who).toBeUndefined();
  });

  form("widget/sign-in/password-step.tsx#1", "signing in by a password", async () => {
    await go("#sign-in");
    await press("Use a password instead");
    await sendTyped(shown(), ["ada@claes.example", password]);
    await expect.poll(who).toMatchObject({ name: "Ada van Berg" });
  });

  form(`${account}#7`, "a link to a password, on a shop's page", async () => {
    const { sites, newPage } = table.world;
    const { key } = table.project.portal;
    sites.addPage("/typed.html", hostPage({ attributes: { "data-portal": key, "data-label": "Ask us" } }));
    page = await newPage();
    await signIn(await visit(page, "https://shop.test/typed.html"), "ada@claes.example");
    await press(/ada@claes\.example/);
    await press(/^Password .*Change$/);
    await shown().locator(":focus").waitFor();
    await sendByTab(shown());
    await page.getByText("Check your email").waitFor();
  });

  let link: string;

  form(`${account}#3`, "and another one", async () => {
    link = await newestLink("ada@claes.example");
    await shown().locator(":focus").waitFor();
    await sendByTab(shown());
    const newer = await newestLink("ada@claes.example");
    expect(newer).not.toBe(link);
    link = newer;
    await page.context().close();
    page = await table.world.newPage();
  });

  form("widget/sign-in/activation.tsx#1", "a link that could not be looked at is tried again", async () => {
    const check = `/api/portal/${table.project.portal.key}/activations/check`;
    const letThrough = table.world.sites.obstruct(check, (_, response) => response.writeHead(503).end());
    await page.goto(link);
    await shown().waitFor();
    letThrough();
    await sendByTab(shown());
    await page.getByText("Choose a password").waitFor();
  });

  form("widget/sign-in/activation.tsx#2", "a password chosen by a link", async () => {
    await sendFrom(shown().locator("input"), ["a pot of sencha at dawn"]);
    await expect.poll(who).toMatchObject({ email: "ada@claes.example" });
  });

  form("widget/sign-in/activation.tsx#3", "a link that is over", async () => {
    await page.context().close();
    page = await table.world.newPage(link);
    await sendFrom(field("Email"), ["ada@claes.example"]);
    expect(await newestLink("ada@claes.example")).not.toBe(link);
  });

  form("widget/sign-in/password-step.tsx#2", "and one more", async () => {
    await page.getByText("Check your email").waitFor();
    await sendByTab(shown());
    expect(await newestLink("ada@claes.example")).toContain("#activate=");
  });

  form("widget/sign-in/activation.tsx#4", "a link to a ticket that is over", async () => {
    await go("#ticket=over");
    await page.getByText("This link has expired").waitFor();
    await sendByTab(shown());
    await field("Email").waitFor();
  });

  form("widget/account/stop.tsx#2", "an account is stopped", async () => {
    await page.goto(await newestLink("ada@berg.example"));
    await page.getByText("Was this not you?").waitFor();
    await sendByTab(shown());
    await page.getByText("The account is stopped").waitFor();
    expect((await customer("ada@")).stoppedAt).toEqual(expect.any(String));
  });

  form("widget/account/stop.tsx#1", "and whoever did it may write at once", async () => {
    await sendByTab(shown());
    await shown().locator("textarea:focus").waitFor();
  });

  async function customer(email: string): Promise<Customer> {
    const { items } = await table.hanna.call<Items<Customer>>("GET", `/customers?q=${encodeURIComponent(email)}`);
    return (await table.hanna.call<{ customer: CustomerProfile }>("GET", `/customers/${items[0]!.id}`)).customer;
  }

  async function newestCode(address: string): Promise<string> {
    for (;;) {
      const { code } = await mails(address);
      if (code) return code;
    }
  }

  async function newestLink(address: string): Promise<string> {
    for (;;) {
      const { link: found } = await mails(address);
      if (found) return found;
    }
  }
}
