/** The form of a ticket that staff write; text and files are the draft "new". */
import { effect, signal } from "@preact/signals";
import type { NewStaffTicket, ProjectItem, TicketPriority } from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { ApiProblem, asProblem, missing } from "../problem.ts";
import type { Pick } from "../ui/picker.tsx";
import { problemText } from "../ui/problem-text.ts";
import { chosenProject } from "./desk.ts";
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
  /** On behalf of a known customer; else a name or an address stands for somebody new. */
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
/** Who it is for, while it is neither somebody chosen nor a whole address. */
export const typedTo = signal<string | null>(null);

/** Somebody is named. */
export const isFor = ({ customer, name, email }: NewTicketForm): boolean => !!(customer ?? (name || email));

export function fillIn(part: Partial<NewTicketForm>): void {
  form.value = { ...form.peek(), ...part };
}

interface StoredForm extends NewTicketForm {
  typed: string | null;
}

/** The fields survive a reload as the text does. */
export function keepForm(): void {
  const name = `deskbell:new-ticket:${me.peek()?.id ?? ""}`;
  try {
    const { typed = null, ...stored } = JSON.parse(sessionStorage.getItem(name) ?? "{}") as Partial<StoredForm>;
    form.value = { ...empty, ...stored };
    typedTo.value = typed;
  } catch {
    // Forbidden or unreadable: the form starts empty.
  }
  effect(() => {
    const written = JSON.stringify({ ...form.value, typed: typedTo.value } satisfies StoredForm);
    try {
      sessionStorage.setItem(name, written);
    } catch {
      // A full or forbidden storage costs the survival of a reload, never what stands on the page.
    }
  });
}

/** The one that the form shows as chosen. */
export const projectOfForm = (): ProjectItem | undefined => chosenProject(form.value.project || filter.value.project);

export async function createTicket(): Promise<void> {
  const draft = draftOf("new");
  const project = projectOfForm()?.id;
  if (draft.isSending.peek()) return;
  if (typedTo.peek()?.trim()) {
    formProblem.value = new ApiProblem("fields_invalid", "", { fields: { customer: "invalid_email" } });
    return;
  }
  if (!project) {
    formProblem.value = missing("project");
    return;
  }
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
