/** Somebody at the desk, with hands and eyes only: everything goes through the page. */
import type { Locator, Page } from "playwright-core";
import type {
  NewStaffTicket,
  PortalSettings,
  Project,
  ProjectItem,
  StaffTicket,
  StaffTicketWithMessages,
} from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { call } from "./call.ts";
import type { World } from "./world.ts";

export interface Staff {
  page: Page;
  /** Creates a project with its portal on; answers its key. */
  createProject: (name: string) => Promise<string>;
  /** The same by the API, for tests that are about something else. */
  quickProject: (name: string) => Promise<string>;
  /** A ticket in the first project, by the API. */
  newTicket: (ticket: Partial<NewStaffTicket> & { subject: string }) => Promise<StaffTicket>;
  /** One that stands open in the queue. */
  openNew: (subject: string) => Promise<StaffTicket>;
  /** A ticket with its messages, by the API. */
  readTicket: (ticket: StaffTicket) => Promise<StaffTicketWithMessages>;
  /** All of this subject, by the API. */
  ticketsCalled: (subject: string) => Promise<StaffTicket[]>;
  /** Opens a project's settings at the tab of its portal. */
  openPortalSettings: (name: string) => Promise<void>;
  /** One part of the open settings of a portal. */
  openPortalPart: (part: "Install" | "Access" | "Look" | "Mail") => Promise<void>;
  setPortal: (on: boolean) => Promise<void>;
  portalLink: () => Promise<string>;
  openQueue: () => Promise<void>;
  openTicket: (subject: string) => Promise<void>;
  reply: (text: string) => Promise<void>;
  /** A message in the open ticket; the queue beside it shows the last one too. */
  message: (text: string) => Locator;
  /** Sets some of a portal's settings, by the API. */
  setSwitches: (key: string, portal: Partial<PortalSettings>) => Promise<void>;
  /** A call of the staff API as the page itself would make it. */
  call: <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;
}

export const person = { name: "Hanna Peeters", email: "hanna@willow.example", password: "a kettle of green tea" };

/** The first administrator, who comes by the link that the first start printed. */
export async function firstAdministrator(world: World): Promise<Staff> {
  const page = await world.newPage(`https://desk.test${world.desk.setupPath}`);
  await write(page.getByLabel("Your name"), person.name);
  await write(page.getByLabel("Email"), person.email);
  await write(page.getByLabel("Password", { exact: true }), person.password);
  await page.getByRole("button", { name: "Set up the desk" }).click();
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
  await wantNoUndo(page);
  return staffAt(page);
}

export const colleague = { name: "Bo Claes", email: "bo@willow.example", password: "a pot of oolong at noon" };

/** An agent, who comes by the link that the command line printed. */
export async function agent(world: World): Promise<Staff> {
  const page = await world.newPage(`https://desk.test${await world.desk.addAgent(colleague.email)}`);
  await write(page.getByLabel("Your name"), colleague.name);
  await write(page.getByLabel("Password", { exact: true }), colleague.password);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
  await wantNoUndo(page);
  return staffAt(page);
}

/** Tests wait for what customers see: nothing of theirs waits to be taken back, unless a test is about that. */
const wantNoUndo = (page: Page): Promise<unknown> => call(page, "PATCH", "/api/staff/session", { undoSeconds: 0 });

/** A view in the page's side, wherever it lies there. */
export async function openView(page: Page, name: string): Promise<void> {
  const side = page.getByRole("navigation", { name: "Desk" });
  const more = side.getByRole("button", { name: "More" });
  if ((await more.getAttribute("aria-expanded")) === "false") await more.click();
  await side.getByRole("link", { name }).click();
}

/** One of the settings of the whole desk. */
export async function openSetting(page: Page, name: "Staff" | "Audit trail" | "Mail"): Promise<void> {
  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
}

/** Behind one's name at the foot of the page's side. */
export async function pressInAccountMenu(page: Page, item: "My account" | "Sign out"): Promise<void> {
  await page.getByRole("button", { name: "(My account)" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

export function staffAt(page: Page): Staff {
  const portalSwitch = page.getByRole("switch", { name: "Customer portal" });
  const setPortal = async (on: boolean): Promise<void> => {
    const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await portalSwitch.setChecked(on);
    await saved;
  };
  const portalLink = (): Promise<string> => page.getByLabel("Portal link").inputValue();
  const newTicket: Staff["newTicket"] = async (ticket) => {
    const { items } = await call<{ items: ProjectItem[] }>(page, "GET", "/api/staff/projects");
    const asked = { project: items[0]!.id, body: "Hello", ...ticket };
    return (await call<{ ticket: StaffTicket }>(page, "POST", "/api/staff/tickets", asked)).ticket;
  };
  const openSettings = (): Promise<void> =>
    page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Settings" }).click();
  const openQueue = (): Promise<void> => openView(page, "All tickets");
  const openTicket = async (subject: string): Promise<void> => {
    await page.getByRole("link", { name: subject }).click();
    await page.getByRole("heading", { name: subject }).waitFor();
  };
  return {
    page,
    setPortal,
    portalLink,
    async createProject(name) {
      await openSettings();
      await page.getByRole("button", { name: "New project" }).click();
      await write(page.getByLabel("Name of the project"), name);
      await page.getByRole("button", { name: "Create project" }).click();
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await page.getByRole("link", { name: "Customer portal" }).click();
      await setPortal(true);
      return (await portalLink()).split("/").at(-1)!;
    },
    async quickProject(name) {
      const { project } = await call<{ project: Project }>(page, "POST", "/api/staff/projects", { name });
      await call(page, "PATCH", `/api/staff/projects/${project.id}`, { portal: { enabled: true } });
      return project.portal.key;
    },
    newTicket,
    openQueue,
    openTicket,
    async openNew(subject) {
      const ticket = await newTicket({ subject });
      await openQueue();
      await openTicket(subject);
      return ticket;
    },
    readTicket: async ({ id }) =>
      (await call<{ ticket: StaffTicketWithMessages }>(page, "GET", `/api/staff/tickets/${id}`)).ticket,
    async ticketsCalled(subject) {
      const { items } = await call<{ items: StaffTicket[] }>(page, "GET", "/api/staff/tickets?limit=100");
      return items.filter((ticket) => ticket.subject === subject);
    },
    async openPortalSettings(name) {
      await openSettings();
      await page.getByRole("button", { name: "New project" }).waitFor();
      await page.getByRole("link", { name }).click();
      await page.getByRole("link", { name: "Customer portal" }).click();
    },
    async openPortalPart(part) {
      await page.getByRole("navigation", { name: "Customer portal" }).getByRole("link", { name: part }).click();
    },
    async reply(text) {
      await write(page.getByRole("textbox", { name: "Reply" }), text);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("Reply sent").waitFor();
    },
    async setSwitches(key, portal) {
      const { items } = await call<{ items: ProjectItem[] }>(page, "GET", "/api/staff/projects");
      for (const { id } of items) {
        const { project } = await call<{ project: Project }>(page, "GET", `/api/staff/projects/${id}`);
        if (project.portal.key === key) await call(page, "PATCH", `/api/staff/projects/${id}`, { portal });
      }
    },
    message: (text) => page.getByRole("region", { name: "Messages" }).getByText(text),
    call: (method, path, body) => call(page, method, `/api/staff${path}`, body),
  };
}
