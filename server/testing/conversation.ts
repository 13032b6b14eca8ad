/** A portal with one visitor and one ticket: where most tests of the customer's side begin. */
import type { Project } from "../contract/staff.ts";
import type { TicketWithMessages } from "../contract/tickets.ts";
import { newKey, type PortalApi, type TestDesk } from "./desk.ts";

export interface Conversation {
  project: Project;
  portal: PortalApi;
  token: string;
  ticket: TicketWithMessages;
}

export async function startConversation(desk: TestDesk, portalSettings = {}): Promise<Conversation> {
  const project = await desk.project("Acme", portalSettings);
  const portal = project.api;
  const token = await desk.visitor(project.portal.key);
  const body = { subject: "Lost parcel", body: "It never came." };
  const made = await desk.ask(`${portal}/tickets`, { body, token, key: newKey() });
  return { project, portal, token, ticket: made.body.ticket };
}

export function fileForm(content: string | Uint8Array<ArrayBuffer>, name: string, type = "text/plain"): FormData {
  const form = new FormData();
  form.set("file", new File([content], name, { type }));
  return form;
}
