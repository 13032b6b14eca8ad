/** The ways in, and what customers see of their account, tickets and colleagues. */
import type { Locator } from "playwright-core";
import type {
  CodeChallenge,
  Company,
  Customer,
  Page as Items,
  Project,
  ProjectItem,
  SignedIn,
} from "../../server/contract/index.ts";
import { call } from "../e2e/call.ts";
import { asStaff, withPortal } from "./as-staff.ts";
import type { Session } from "./camera.ts";

const stories = {
  light: { path: "/", launcher: "Ask us", project: "Willow Tea" },
  dark: { path: "/bikes.html", launcher: "Help", project: "Harbour Bikes" },
};
const mia = { name: "Mia Claes", email: "mia@claes.example" };

export async function customerScreens(session: Session): Promise<void> {
  const { demo, context, look, shoot } = session;
  const { path, launcher, project } = stories[look.theme];
  const page = await context.newPage();
  await page.goto(demo.shop + path);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const widget = page.locator("deskbell-widget");
  const button = (name: string | RegExp): Locator =>
    widget.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  const field = (name: string): Locator => widget.getByRole("textbox", { name });
  await button(launcher).click();
  const signIn = button("Sign in");
  await signIn.waitFor();
  await shoot(page, "sign-in-home");
  await signIn.click();
  await field("Your mail address").waitFor();
  await shoot(page, "sign-in");
  await button("New here? Register").click();
  await button("Send me a code").click();
  await widget.getByText("Please fill this in.").first().waitFor();
  await shoot(page, "sign-in-register");
  await field("Your name").fill(mia.name);
  await field("Your mail address").fill(mia.email);
  await button("Send me a code").click();
  await field("The six digits").waitFor();
  await shoot(page, "sign-in-code");
  const { code, link } = await demo.mailbox.next(mia.email);
  await field("The six digits").fill(code === "000000" ? "000001" : "000000");
  await widget.getByText("These digits are not right.").waitFor();
  await shoot(page, "sign-in-code-wrong");

  const phone = await context.newPage();
  await phone.goto(link!);
  await phone.getByRole("button", { name: "Go in" }).waitFor();
  await shoot(phone, "activate");

  await field("The six digits").fill(code!);
  await button(new RegExp(mia.email)).waitFor();
  await shoot(page, "signed-in-home");
  await phone.goto("about:blank");
  await phone.goto(link!);
  await phone.getByText("This link is over").waitFor();
  await shoot(phone, "activate-over");
  await phone.getByRole("textbox", { name: "Your mail address" }).fill(mia.email);
  await phone.getByRole("button", { name: "Send me a new one" }).click();
  await phone.getByText("If there is an account").waitFor();
  await shoot(phone, "activate-sent");
  await phone.goto("about:blank");
  await phone.goto(`${new URL(link!).origin}${new URL(link!).pathname}#sign-in`);
  await phone.getByRole("button", { name: "Use a password instead" }).click();
  await shoot(phone, "sign-in-password");
  await phone.close();

  await button(new RegExp(mia.email)).click();
  await button("Sign out").waitFor();
  await shoot(page, "account");
  await button(/^Your mail address /).click();
  await shoot(page, "account-address");
  await button("Cancel").click();
  await button(/^Password /).click();
  await shoot(page, "account-password");
  await button("Cancel").click();
  await button("Back").click();

  await withColleagues(session, project);
  await button("New ticket").click();
  await field("Subject").fill("The code for bay 12 does not work");
  await shoot(page, "signed-in-new");
  await field("Your message").fill("Hello,\n\nit says *try again* since this morning.");
  await button("Send").click();
  await button("Open the ticket").click();
  await button("Close ticket").waitFor();
  await field("Add a tag").fill("bay 12");
  await page.keyboard.press("Enter");
  await button("Remove bay 12").waitFor();
  await shoot(page, "details");
  await button("Close ticket").click();
  await shoot(page, "details-close");
  await button("Back").click();
  await page.evaluate(() => (Reflect.get(window, "Deskbell") as { open: (view: string) => void }).open("tickets"));
  await widget.getByRole("group", { name: "Whose tickets" }).waitFor();
  await button("Harbour School").click();
  await widget.getByText("Tom Berg").first().waitFor();
  await shoot(page, "company-tickets");
  await button(/Can we come with thirty children/).click();
  await widget.getByText("We would like to visit in May.").waitFor();
  await shoot(page, "company-ticket");
  await page.close();

  await withPortal(session, project, { loginRequired: true }, async () => {
    const late = await context.newPage();
    await late.goto(demo.shop + path);
    await late.evaluate(() => localStorage.clear());
    await late.reload();
    await late.locator("deskbell-widget").getByRole("button", { name: launcher }).click();
    await late.getByText("opens its portal to people with an account.").waitFor();
    await shoot(late, "sign-in-required");
    await late.close();
  });
}

/** Mia's company, a colleague's ticket, and every permission there is. */
const withColleagues = (session: Session, name: string): Promise<void> =>
  asStaff(session, async (page) => {
    const ask = <Answer>(method: string, path: string, body?: unknown): Promise<Answer> =>
      call<Answer>(page, method, `/api/staff${path}`, body);
    const { items } = await ask<Items<ProjectItem>>("GET", "/projects");
    const project = items.find((one) => one.name === name)!.id;
    const permissions = { priority: "edit", type: "edit", tags: "edit", seeAgents: true, closeTickets: true };
    await ask("PATCH", `/projects/${project}`, { portal: { permissions: { ...permissions, viewCompanyTickets: true } } });
    const { company } = await ask<{ company: Company }>("POST", "/companies", { project, name: "Harbour School" });
    const { items: customers } = await ask<Items<Customer>>("GET", `/customers?project=${project}&q=${mia.email}`);
    await ask("PATCH", `/customers/${customers[0]!.id}`, { company: company.id });
    const tom = { project, name: "Tom Berg", email: "tom.berg@example.com", company: company.id };
    await ask("POST", "/customers", tom);
    const portal = `/api/portal/${(await ask<{ project: Project }>("GET", `/projects/${project}`)).project.portal.key}`;
    const { challenge } = await call<CodeChallenge>(page, "POST", `${portal}/session/codes`, { email: tom.email });
    const { code } = await session.demo.mailbox.next(tom.email);
    const { token } = await call<SignedIn>(page, "POST", `${portal}/session/codes/verify`, { challenge, code });
    for (const [subject, body] of [
      ["An invoice for April, please", "Hello, could we have one for the whole class?"],
      ["Can we come with thirty children?", "We would like to visit in May."],
    ])
      await call(page, "POST", `${portal}/tickets`, { subject, body }, token);
  });
