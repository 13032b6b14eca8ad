/** From an invitation to a ticket: by a real mail server, over two sites, against a clock that the test turns. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Customer, CustomerProfile, ProjectItem, StaffTicket } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { sharedShop } from "./shared.ts";
import { sharedSink } from "./shared-sink.ts";
import { visit } from "./visitor.ts";

const day = 24 * 3_600_000;
const second = 1000;

describe.each(["sqlite", "postgres"] as const)("an invitation (%s)", (engine) => {
  const sink = sharedSink();
  const { world, hanna } = sharedShop(engine, () => ({ SMTP_URL: sink.url, MAIL_FROM: "help@desk.test" }));
  let project: ProjectItem;
  beforeAll(async () => {
    project = (await hanna.call<{ items: ProjectItem[] }>("GET", "/projects")).items[0]!;
    const portal = { loginRequired: true, selfRegistration: false, passwordInWidget: true };
    await hanna.call("PATCH", `/projects/${project.id}`, { portal });
  });

  const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

  async function invite(name: string, email: string): Promise<Customer> {
    const body = { project: project.id, name, email };
    const { customer } = await hanna.call<{ customer: Customer }>("POST", "/customers", body);
    await hanna.call("POST", `/customers/${customer.id}/invitation`);
    return customer;
  }

  /** The link of the newest mail to somebody. */
  async function linkTo(email: string, count = 1): Promise<string> {
    const mails = () => sink.mails.filter(({ to }) => to.includes(email));
    await expect.poll(() => mails().length, { timeout: 15_000 }).toBe(count);
    return /https:\/\/desk\.test\/p\/\S+/.exec(mails().at(-1)!.mail.text!)![0];
  }

  async function open(link: string): Promise<Page> {
    const page = await world.newPage(link);
    return page;
  }

  test("leads by mail to a password, to the widget on another site, and to a ticket in the person's name", async () => {
    const { id } = await invite("Pia Lind", "pia@example.com");
    const page = await open(await linkTo("pia@example.com"));
    await write(page.getByLabel("Password"), "a kettle of green tea");
    expect((await hanna.call<{ customer: CustomerProfile }>("GET", `/customers/${id}`)).customer.invitation).toBe(
      "opened",
    );
    await button(page, "Continue").click();
    await page.getByRole("button", { name: "Pia Lind pia@example.com" }).waitFor();
    await page.context().close();

    const shop = await world.newPage();
    const pia = await visit(shop, "https://shop.test/shop.html");
    await write(pia.field("Email"), "pia@example.com");
    await button(shop, "Send me a code").click();
    await button(shop, "Use a password instead").click();
    await write(shop.getByLabel("Password", { exact: true }), "a kettle of green tea");
    await button(shop, "Sign in").click();
    await pia.write({ subject: "From the inside", body: "I was let in." });
    await pia.sendAfterTyping();
    await pia.thanks();
    const { items } = await hanna.call<{ items: StaffTicket[] }>("GET", "/tickets");
    expect(items[0]).toMatchObject({
      subject: "From the inside",
      from: { name: "Pia Lind", email: "pia@example.com", emailProven: true, customerId: id },
    });
    await shop.context().close();
  });

  test("is good a second before 24 hours are over, and a second after offers a new one that is good again", async () => {
    const sent = world.desk.now();
    await world.desk.stopAt(sent);
    await invite("Otto Ek", "otto@example.com");
    await invite("Ada Berg", "ada@example.com");
    const [ottos, adas] = [await linkTo("otto@example.com"), await linkTo("ada@example.com")];
    await world.desk.stopAt(sent + day - second);
    const early = await open(ottos);
    await button(early, "Continue").click();
    await early.getByRole("button", { name: "Otto Ek otto@example.com" }).waitFor();
    await early.context().close();

    await world.desk.pass(sent + day + second - world.desk.now());
    const late = await open(adas);
    await write(late.getByLabel("Email"), "ada@example.com");
    await button(late, "Send me a new one").click();
    const fresh = await linkTo("ada@example.com", 2);
    expect(fresh).not.toBe(adas);
    await late.context().close();
    const again = await open(fresh);
    await button(again, "Continue").click();
    await again.getByRole("button", { name: "Ada Berg ada@example.com" }).waitFor();
    await again.context().close();
  });
});
