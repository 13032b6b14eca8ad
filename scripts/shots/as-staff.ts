/** What staff do in the middle of a picture: turn a portal's switches, answer a ticket. */
import type { Page as Items, PortalSettings, Project, ProjectItem, StaffTicket } from "../../server/contract/index.ts";
import type { Page } from "playwright-core";
import { call } from "../e2e/call.ts";
import type { Session } from "./camera.ts";

export async function asStaff<T>({ demo, context }: Session, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await context.newPage();
  await page.goto(`${demo.desk}/admin`);
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

export async function projectCalled(page: Page, name: string): Promise<Project> {
  const { items } = await call<{ items: ProjectItem[] }>(page, "GET", "/api/staff/projects");
  const { id } = items.find((project) => project.name === name)!;
  return (await call<{ project: Project }>(page, "GET", `/api/staff/projects/${id}`)).project;
}

/** Turns a portal's switches for the length of a picture. */
export const withPortal = (
  session: Session,
  name: string,
  portal: Partial<PortalSettings>,
  take: () => Promise<void>,
): Promise<void> =>
  asStaff(session, async (page) => {
    const project = await projectCalled(page, name);
    const set = (values: object): Promise<unknown> =>
      call(page, "PATCH", `/api/staff/projects/${project.id}`, { portal: values });
    const before = Object.keys(portal).map((key) => [key, project.portal[key as keyof PortalSettings]]);
    await set(portal);
    try {
      await take();
    } finally {
      await set(Object.fromEntries(before));
    }
  });

/** What the project says of itself in the language of the pictures. */
export const greetCustomers = (session: Session, name: string, greeting: string): Promise<unknown> =>
  asStaff(session, async (page) => {
    const { id, portal } = await projectCalled(page, name);
    const values = { portal: { branding: { ...portal.branding, greeting } } };
    return call(page, "PATCH", `/api/staff/projects/${id}`, values);
  });

/** Answers the newest ticket with this subject. */
export const answerTicket = (session: Session, subject: string, body: string): Promise<void> =>
  asStaff(session, async (page) => {
    const { items } = await call<Items<StaffTicket>>(page, "GET", "/api/staff/tickets");
    const { id } = items.find((ticket) => ticket.subject === subject)!;
    // The picture is of what customers see.
    await call(page, "PATCH", "/api/staff/session", { undoSeconds: 0 });
    await call(page, "POST", `/api/staff/tickets/${id}/messages`, { body });
  });
