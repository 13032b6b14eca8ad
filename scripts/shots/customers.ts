/** The ways in, and what customers see of their account, tickets and colleagues. */
import type { Page } from "playwright-core";
import type { CodeChallenge, Company, Customer, Page as Items, SignedIn } from "../../server/contract/index.ts";
import { call } from "../e2e/call.ts";
import { write } from "../testing/hands.ts";
import { asStaff, projectCalled, withPortal } from "./as-staff.ts";
import type { Session } from "./camera.ts";
import { type InShop, openPortal, openShop } from "./hands.ts";

export async function customerScreens(session: Session): Promise<void> {
  const { story, t, shoot } = session;
  await asStaff(session, (page) => writeUnproven(session, page));
  const shop = await openShop(session);
  await register(session, shop);
  await changeAccount(session, shop);
  await asStaff(session, (page) => makeColleagues(session, page));
  await useTickets(session, shop);
  await shop.page.close();

  await withPortal(session, story.project, { loginRequired: true }, async () => {
    const { page, part, launcher } = await openShop(session);
    await launcher.click();
    await part.getByText(t.whyRequired(story.project)).waitFor();
    await shoot(page, "sign-in-required");
    await page.close();
  });
}

async function register(session: Session, { page, part, launcher, button, field }: InShop): Promise<void> {
  const { demo, story, t, shoot } = session;
  const { me } = story;
  await launcher.click();
  await button(t.signIn).waitFor();
  await shoot(page, "sign-in-home");
  await button(t.signIn).click();
  await field(t.email).waitFor();
  await shoot(page, "sign-in");
  await button(t.newHere).click();
  await button(t.sendCode).click();
  await part.getByText(t.fields.required).first().waitFor();
  await shoot(page, "sign-in-register");
  await write(field(t.name), me.name);
  await write(field(t.email), me.email);
  await button(t.sendCode).click();
  await field(t.code).waitFor();
  await shoot(page, "sign-in-code");
  const { code, link } = await demo.mailbox.next(me.email);
  await write(field(t.code), code === "000000" ? "000001" : "000000");
  await part.getByText(t.refusals.code_wrong).waitFor();
  await shoot(page, "sign-in-code-wrong");
  const phone = await openPortal(session, link!);
  await phone.button(t.goIn).waitFor();
  await shoot(phone.page, "activate");

  await write(field(t.code), code!);
  await button(new RegExp(me.email)).waitFor();
  await part.getByText(t.claimTitle).waitFor();
  await shoot(page, "signed-in-claims");
  await button(t.claimYes).click();
  await part.getByText(t.claimTitle).waitFor({ state: "detached" });
  await shoot(page, "signed-in-home");

  await phone.page.goto("about:blank");
  await phone.page.goto(link!);
  await phone.part.getByText(t.linkOver).waitFor();
  await shoot(phone.page, "activate-over");
  await write(phone.field(t.email), me.email);
  await phone.button(t.sendNewLink).click();
  await phone.part.getByText(t.lookInSpam).waitFor();
  await shoot(phone.page, "activate-sent");
  await phone.page.close();
}

async function changeAccount({ story, t, shoot }: Session, { page, button }: InShop): Promise<void> {
  await button(new RegExp(story.me.email)).click();
  await button(t.signOut).waitFor();
  await shoot(page, "account");
  for (const [part, name] of [
    ["name", t.name],
    ["address", t.email],
    ["password", t.password],
    ["language", t.language],
  ] as const) {
    await button(new RegExp(`^${name} `)).click();
    await button(t.cancel).waitFor();
    await shoot(page, `account-${part}`);
    await button(t.cancel).click();
  }
  await button(t.back).click();
}

async function useTickets({ story, t, shoot }: Session, { page, part, button, field, show }: InShop): Promise<void> {
  const { signedIn, company, colleague, colleagues } = story;
  await button(t.newTicket).click();
  await write(field(t.subject), signedIn.subject);
  await shoot(page, "signed-in-new");
  await write(field(t.body), signedIn.body);
  await button(t.send).click();
  await button(t.openTicket).click();
  await button(t.closeTicket).waitFor();
  await write(field(t.addTag), signedIn.tag);
  await page.keyboard.press("Enter");
  await button(t.removeTag(signedIn.tag)).waitFor();
  await shoot(page, "details");
  await button(t.closeTicket).click();
  await part.getByText(t.closeQuestion).waitFor();
  await shoot(page, "details-close");
  await show("tickets");
  await button(company).click();
  await part.getByText(colleague.name).first().waitFor();
  await shoot(page, "company-tickets");
  const opened = colleagues[1];
  await button(new RegExp(opened.subject.slice(0, 12))).click();
  await part.getByText(opened.body).waitFor();
  await shoot(page, "company-ticket");
}

const keyOf = async (session: Session, page: Page): Promise<string> =>
  `/api/portal/${(await projectCalled(page, session.story.project)).portal.key}`;

/** By somebody who named my address, and may have been me. */
async function writeUnproven(session: Session, page: Page): Promise<void> {
  const { claimed, me } = session.story;
  const portal = await keyOf(session, page);
  const { token } = await call<{ token: string }>(page, "POST", `${portal}/visitors`);
  await call(page, "POST", `${portal}/tickets`, { ...claimed, ...me }, token);
  // The receipt with its link is no code.
  await session.demo.mailbox.next(me.email);
}

/** My company, a colleague's tickets, and every permission there is. */
async function makeColleagues(session: Session, page: Page): Promise<void> {
  const { me, colleague, company: name, colleagues, project: projectName } = session.story;
  const ask = <Answer>(method: string, path: string, body?: unknown): Promise<Answer> =>
    call<Answer>(page, method, `/api/staff${path}`, body);
  const { id: project } = await projectCalled(page, projectName);
  const permissions = { priority: "edit", type: "edit", tags: "edit", seeAgents: true, closeTickets: true };
  await ask("PATCH", `/projects/${project}`, { portal: { permissions: { ...permissions, viewCompanyTickets: true } } });
  const { company } = await ask<{ company: Company }>("POST", "/companies", { project, name });
  const { items } = await ask<Items<Customer>>("GET", `/customers?project=${project}&q=${me.email}`);
  await ask("PATCH", `/customers/${items[0]!.id}`, { company: company.id });
  await ask("POST", "/customers", { project, ...colleague, company: company.id });
  const portal = await keyOf(session, page);
  const { email } = colleague;
  const { challenge } = await call<CodeChallenge>(page, "POST", `${portal}/session/codes`, { email });
  const { code } = await session.demo.mailbox.next(email);
  const { token } = await call<SignedIn>(page, "POST", `${portal}/session/codes/verify`, { challenge, code });
  for (const letter of colleagues) await call(page, "POST", `${portal}/tickets`, letter, token);
}
