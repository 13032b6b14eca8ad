/** The form of a ticket that staff write; text and files are the draft "new". */
import { effect, signal } from "@preact/signals";
import type { NewStaffTicket, TicketPriority } from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import type { Pick } from "../ui/picker.tsx";
import { problemText } from "../ui/problem-text.ts";
import { clearDraft, draftOf } from "./drafts.ts";
import { readyIds, whyNotYet } from "./files.ts";
import { say } from "./notices.ts";
import { filter, goTo } from "./place.ts";
import { putTicket } from "./queue.ts";
import { me } from "./session.ts";
import { keyFor } from "./sending-key.ts";

export interface NewTicketForm {
  project: string;
  inbox: string;
  /** On behalf of a known customer; else name and address stand for somebody new. */
  customer: Pick | null;
  name: string;
  email: string;
  subject: string;
  priority: TicketPriority;
  type: string;
}

const empty: NewTicketForm = {
  project: "",
  inbox: "",
  customer: null,
  name: "",
  email: "",
  subject: "",
  priority: "normal",
  type: "",
};
export const form = signal<NewTicketForm>(empty);
export const formProblem = signal<ApiProblem | null>(null);

export function fillIn(part: Partial<NewTicketForm>): void {
  form.value = { ...form.peek(), ...part };
}

/** The fields survive a reload as the text does. */
export function keepForm(): void {
  const name = `deskbell:new-ticket:${me.peek()?.id ?? ""}`;
  try {
    form.value = { ...empty, ...(JSON.parse(sessionStorage.getItem(name) ?? "{}") as Partial<NewTicketForm>) };
  } catch {
    // Forbidden or unreadable: the form starts empty.
  }
  effect(() => {
    const written = JSON.stringify(form.value);
    try {
      sessionStorage.setItem(name, written);
    } catch {
      // A full or forbidden storage costs the survival of a reload, never what stands on the page.
    }
  });
}

/** @param project the one shown as chosen, which may be the only one there is */
export async function createTicket(project: string): Promise<void> {
  const draft = draftOf("new");
  if (draft.isSending.peek()) return;
  const notYet = whyNotYet(draft.files.peek());
  if (notYet) {
    draft.problem.value = notYet;
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
  } catch (thrown) {
    const problem = asProblem(thrown);
    formProblem.value = problem;
    draft.problem.value = text.newTicket.notCreated(problemText(problem));
  } finally {
    draft.isSending.value = false;
  }
}

function asked(project: string, body: string, attachments: string[]): NewStaffTicket {
  const { inbox, customer, name, email, subject, priority, type } = form.peek();
  return {
    project,
    subject,
    body,
    priority,
    ...(inbox && { inbox }),
    ...(type && { type }),
    ...(customer ? { customer: customer.id } : { ...(name && { name }), ...(email && { email }) }),
    ...(attachments.length > 0 && { attachments }),
  };
}
