/** Customers, companies and tickets, as staff write them. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type {
  BlockedSender,
  Company,
  Customer,
  CustomerProfile,
  Page as Items,
  StaffTicket,
  StaffTicketWithMessages,
} from "../../../server/contract/index.ts";
import { call } from "../call.ts";
import { form, sendByTab, sendFrom, sendTyped, type Table } from "./typed.ts";

const views = "server/admin/views";

export function peopleForms(table: Table): void {
  const visit = (hash: string): Promise<unknown> => table.hanna.page.goto(`https://desk.test/admin#${hash}`);
  const press = (name: string): Promise<void> =>
    table.hanna.page.getByRole("button", { name, exact: true }).first().click();
  const field = (name: string): Locator => table.hanna.page.locator("main").getByLabel(name, { exact: true });
  const dialog = (): Locator => table.hanna.page.getByRole("dialog");
  const listOf = async <Item>(path: string): Promise<Item[]> =>
    (await table.hanna.call<Items<Item>>("GET", path)).items;
  const named = async <Item extends { name: string }>(path: string, name: string): Promise<Item | undefined> =>
    (await listOf<Item>(path)).find((one) => one.name === name);
  const profile = async (id: string): Promise<CustomerProfile> =>
    (await table.hanna.call<{ customer: CustomerProfile }>("GET", `/customers/${id}`)).customer;
  const choose = async (name: string, item: string): Promise<void> => {
    await table.hanna.page.getByRole("button", { name: `Actions for ${name}` }).click();
    await table.hanna.page.getByRole("menuitem", { name: item }).click();
  };
  let mia: Customer;
  let claes: Company;

  form(`${views}/people/companies-page.tsx`, "U-B1: a company", async () => {
    await visit(`companies?project=${table.project.id}`);
    await press("Add company");
    await sendTyped(dialog(), ["Claes & Daughters"]);
    await expect.poll(() => named("/companies", "Claes & Daughters")).toBeTruthy();
    claes = (await named("/companies", "Claes & Daughters"))!;
  });

  form(`${views}/people/add-customer.tsx`, "U-B1: a customer", async () => {
    await visit(`customers?project=${table.project.id}`);
    await press("Add customer");
    await sendTyped(dialog(), ["Mia Claes", "mia@example.com"]);
    await expect.poll(() => named("/customers", "Mia Claes")).toMatchObject({ email: "mia@example.com" });
    mia = (await named("/customers", "Mia Claes"))!;
  });

  form(`${views}/people/customer-form.tsx`, "all about a customer", async () => {
    await visit(`customers/${mia.id}`);
    const { keyboard } = table.hanna.page;
    await field("Name").click();
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    // A company is chosen by its letters, and Enter chooses it before Enter sends.
    await keyboard.type("claes");
    await table.hanna.page.getByRole("option", { name: "Claes & Daughters" }).waitFor();
    await keyboard.press("Enter");
    await sendFrom(field("Name"), ["Mia van Claes", "mia@claes.example", "", "", "c-1", "de"]);
    await expect
      .poll(() => profile(mia.id))
      .toMatchObject({
        name: "Mia van Claes",
        email: "mia@claes.example",
        externalId: "c-1",
        locale: "de",
        company: { id: claes.id },
      });
  });

  form("server/admin/ui/search-box.tsx", "customers are searched for", async () => {
    await visit("customers");
    await table.hanna.page.getByRole("search").waitFor();
    await table.hanna.page.keyboard.press("/");
    const asked = table.hanna.page.waitForRequest((request) => new URL(request.url()).searchParams.has("q"));
    await sendTyped(table.hanna.page.getByRole("search"), ["van claes"]);
    expect(new URL((await asked).url()).searchParams.get("q")).toBe("van claes");
    await table.hanna.page.getByRole("link", { name: /Mia van Claes/ }).waitFor();
  });

  form(`${views}/people/merging.tsx#1`, "two customers become one", async () => {
    const add = async (name: string): Promise<string> => {
      const added = { project: table.project.id, name, email: `${name.toLowerCase()}@example.com` };
      return (await table.hanna.call<{ customer: Customer }>("POST", "/customers", added)).customer.id;
    };
    const [gone, stays] = [await add("Benno"), await add("Ben")];
    await visit(`customers/${gone}`);
    await choose("Benno", "Merge with another customer");
    const { keyboard } = table.hanna.page;
    const who = dialog().getByRole("combobox");
    await table.hanna.page.locator("dialog:is(:focus, :has(:focus))").waitFor();
    while (!(await who.evaluate((element) => element.matches(":focus")))) await keyboard.press("Tab");
    await keyboard.type("Ben");
    await table.hanna.page.getByRole("option", { name: "Ben ben@example.com" }).waitFor();
    await keyboard.press("Enter");
    await sendByTab(dialog());
    await expect.poll(async () => (await profile(stays)).merges).toMatchObject([{ name: "Benno" }]);
  });

  form(`${views}/people/merging.tsx#2`, "and is deleted", async () => {
    await visit(`customers/${mia.id}`);
    await choose("Mia van Claes", "Delete customer");
    await sendByTab(dialog());
    await expect.poll(() => named("/customers", "Mia van Claes")).toBeUndefined();
  });

  form(`${views}/people/company-page.tsx#1`, "a company is renamed", async () => {
    await visit(`companies/${claes.id}`);
    await sendFrom(field("Name"), ["Claes & Sons", "co-1"]);
    await expect.poll(() => named("/companies", "Claes & Sons")).toMatchObject({ externalId: "co-1" });
  });

  form(`${views}/people/company-page.tsx#2`, "and deleted", async () => {
    await choose("Claes & Sons", "Delete company");
    await sendByTab(dialog());
    await expect.poll(() => named("/companies", "Claes & Sons")).toBeUndefined();
  });

  const called = async (subject: string): Promise<StaffTicketWithMessages> => {
    const [found] = (await listOf<StaffTicket>("/tickets?limit=100")).filter((ticket) => ticket.subject === subject);
    return (await table.hanna.call<{ ticket: StaffTicketWithMessages }>("GET", `/tickets/${found!.id}`)).ticket;
  };

  form(`${views}/ticket/new-ticket.tsx`, "U-B1: a ticket", async () => {
    const { page } = table.hanna;
    await visit(`tickets?project=${table.project.id}`);
    await page.reload();
    await page.getByRole("navigation", { name: "Desk" }).waitFor();
    await page.keyboard.press("c");
    const texts = ["ada@example.com", "A broken bell", "It does not ring any more."];
    await sendTyped(page.locator(".new-ticket form"), texts, "ControlOrMeta+Enter");
    await page.getByRole("heading", { name: "A broken bell" }).waitFor();
    expect(await called("A broken bell")).toMatchObject({
      from: { email: "ada@example.com" },
      messages: [{ body: "It does not ring any more." }],
    });
  });

  form(`${views}/ticket/composer.tsx`, "an answer", async () => {
    const { page } = table.hanna;
    await page.keyboard.press("r");
    await sendTyped(page.locator("form.composer"), ["We send you another."], "ControlOrMeta+Enter");
    await expect
      .poll(async () => (await called("A broken bell")).messages.map(({ body }) => body))
      .toContain("We send you another.");
  });

  form(`${views}/ticket/block-sender.tsx`, "a sender is blocked", async () => {
    const { page } = table.hanna;
    const portal = `/api/portal/${table.project.portal.key}`;
    const { token } = await call<{ token: string }>(page, "POST", `${portal}/visitors`);
    const sent = { subject: "Watches", body: "Cheap ones.", email: "watches@example.com" };
    const { ticket } = await call<{ ticket: { id: string } }>(page, "POST", `${portal}/tickets`, sent, token);
    await visit(`tickets/${ticket.id}`);
    await press("Block this sender");
    await sendByTab(dialog());
    await expect
      .poll(async () => (await listOf<BlockedSender>("/blocks")).map(({ value }) => value))
      .toContain("watches@example.com");
  });
}
