/** Somebody on the shop's page. Finds everything in the widget by its role and name, through the shadow root. */
import { deskOf } from "./world.ts";
import type { FrameLocator, Locator, Page } from "playwright-core";

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
  fill: (form: NewTicketForm) => Promise<void>;
  /** Lets as much time pass on the desk as a person needs for a form at least. */
  typing: () => Promise<void>;
  send: () => Promise<void>;

  /** Waits for the word that it has arrived. */
  thanks: () => Promise<void>;
  seeTicket: () => Promise<void>;
  reply: (text: string) => Promise<void>;
}

/** What is sent sooner than this after the form was read is taken for a program's, and held. */
const typingMs = 2000;

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
  const typing = (): Promise<void> => deskOf(page).pass(typingMs);
  return {
    page,
    launcher,
    panel,
    field,
    async open() {
      await launcher.click();
      await panel.waitFor();
    },
    startTicket: () => press("New ticket"),
    async fill({ subject, body, name, email, files }) {
      await field("Subject").fill(subject);
      await field("Your message").fill(body);
      if (name !== undefined) await field("Your name").fill(name);
      if (email !== undefined) await field("Your mail address").fill(email);
      if (files) await widget.locator("input[type=file]").setInputFiles(files);
    },
    typing,
    async send() {
      await typing();
      await press("Send");
    },
    thanks: () => panel.getByText(/thank you/i).waitFor(),
    seeTicket: () => press("Open the ticket"),
    async reply(text) {
      await field("Your reply").fill(text);
      await press("Send");
    },
  };
}
