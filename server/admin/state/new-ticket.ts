/** The form of a ticket that staff write; text and files are the draft "new". */
import { signal } from "@preact/signals";
import type { NewStaffTicket, TicketPriority } from "../../contract/index.ts";
import { ApiProblem, api } from "../api.ts";
import { text } from "../locales/text.ts";
import { problemText } from "../ui/problem-text.ts";
import { clearDraft, draftOf } from "./drafts.ts";
import { isUploading, readyIds } from "./files.ts";
import { say } from "./notices.ts";
import { filter, goTo } from "./place.ts";
import { putTicket } from "./queue.ts";
import { keyFor } from "./sending-key.ts";

export interface NewTicketForm {
  project: string;
  inbox: string;
  name: string;
  email: string;
  subject: string;
  priority: TicketPriority;
  type: string;
}

const empty: NewTicketForm = { project: "", inbox: "", name: "", email: "", subject: "", priority: "normal", type: "" };
export const form = signal<NewTicketForm>(empty);
export const formProblem = signal<ApiProblem | null>(null);

export function fillIn(part: Partial<NewTicketForm>): void {
  form.value = { ...form.peek(), ...part };
}

/** @param project the one shown as chosen, which may be the only one there is */
export async function createTicket(project: string): Promise<void> {
  const draft = draftOf("new");
  if (draft.isSending.peek()) return;
  if (isUploading(draft.files.peek())) {
    draft.problem.value = text.files.wait;
    return;
  }
  const body = asked(project, draft.text.peek(), readyIds(draft.files.peek()));
  draft.key.value = keyFor(draft.key.peek(), body);
  draft.isSending.value = true;
  draft.problem.value = null;
  formProblem.value = null;
  try {
    const { ticket } = await api.createTicket(body, draft.key.peek()?.key ?? "");
    clearDraft(draft);
    form.value = empty;
    putTicket(ticket, true);
    say(text.newTicket.created(ticket.number));
    goTo({ page: "tickets", filter: filter.peek(), ticket: ticket.id });
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    formProblem.value = problem;
    draft.problem.value = text.newTicket.notCreated(problemText(problem));
  } finally {
    draft.isSending.value = false;
  }
}

function asked(project: string, body: string, attachments: string[]): NewStaffTicket {
  const { inbox, name, email, subject, priority, type } = form.peek();
  return {
    project,
    subject,
    body,
    priority,
    ...(inbox && { inbox }),
    ...(type && { type }),
    ...(name && { name }),
    ...(email && { email }),
    ...(attachments.length > 0 && { attachments }),
  };
}
