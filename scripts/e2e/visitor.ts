/** Somebody on the shop's page. Finds everything in the widget by its role and name, through the shadow root. */
import type { FrameLocator, Locator, Page } from "playwright-core";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { deskOf } from "./world.ts";

export interface NewTicketForm {
  subject: string;
  body: string;
  name?: string;
  email?: string;
  files?: { name: string; mimeType: string; buffer: Buffer }[];
}

export interface Visitor {
  page: Page;
  launcher: Locator;
  panel: Locator;
  field: (name: string) => Locator;
  open: () => Promise<void>;
  startTicket: () => Promise<void>;
  fillIn: (form: NewTicketForm) => Promise<void>;
  /** A new ticket with all of this in it, which is not sent yet. */
  write: (form: NewTicketForm) => Promise<void>;
  /** Lets as much time pass on the desk as a person needs for a form at least. */
  passTypingTime: () => Promise<void>;
  /** Lets that time pass, and sends. */
  sendAfterTyping: () => Promise<void>;
  /** Waits for the word that it has arrived. */
  thanks: () => Promise<void>;
  seeTicket: () => Promise<void>;
  reply: (text: string) => Promise<void>;
}

/** What is sent sooner than this after the form was read is taken for a program's, and held. */
export const typingMs = 2000;

/**
 * @param label what the round button is called
 * @param within the frame of the page that the widget is in
 */
export function visitorOn(page: Page, label = "Ask us", within: Page | FrameLocator | Locator = page): Visitor {
  const widget = within.locator("deskbell-widget");
  const launcher = widget.getByRole("button", { name: label });
  const panel = widget.getByRole("dialog");
  const field = (name: string): Locator => widget.getByRole("textbox", { name });
  const press = (name: string): Promise<void> => widget.getByRole("button", { name, exact: true }).click();
  const startTicket = (): Promise<void> => press("Write to us");
  const fillIn = async ({ subject, body, name, email, files }: NewTicketForm): Promise<void> => {
    await write(field("Subject"), subject);
    await write(field("Your message"), body);
    if (name !== undefined) await write(field("Your name"), name);
    if (email !== undefined) await write(field("Email"), email);
    if (files) await widget.locator("input[type=file]").setInputFiles(files);
  };
  const passTypingTime = (): Promise<void> => deskOf(page).pass(typingMs);
  return {
    page,
    launcher,
    panel,
    field,
    async open() {
      await launcher.click();
      await panel.waitFor();
    },
    startTicket,
    fillIn,
    async write(form) {
      await startTicket();
      await fillIn(form);
    },
    passTypingTime,
    async sendAfterTyping() {
      await passTypingTime();
      await press("Send");
    },
    thanks: () => panel.getByText(/thank you/i).waitFor(),
    seeTicket: () => press("Open the ticket"),
    async reply(text) {
      await write(field("Your reply"), text);
      await press("Send");
    },
  };
}

/** Somebody goes to a page, of the shop where none is named, and opens the widget there. */
export async function visit(page: Page, address = "https://shop.test/"): Promise<Visitor> {
  await page.goto(address);
  const visitor = visitorOn(page);
  await visitor.open();
  return visitor;
}

/** By a code, as the widget asks for it; with a name, as somebody who was not here before. */
export async function signIn({ page, field }: Visitor, email: string, name?: string): Promise<void> {
  const press = (label: string): Promise<void> => page.getByRole("button", { name: label, exact: true }).click();
  await page.evaluate(() => window.Deskbell!.open("sign-in"));
  await field("Email").waitFor();
  if (name) {
    await press("New here? Register");
    await write(field("Your name"), name);
  }
  await write(field("Email"), email);
  await press("Send me a code");
  await write(field("6-digit code"), (await deskOf(page).mailbox.next(email)).code!);
  await field("6-digit code").waitFor({ state: "detached" });
}
