import type { NewStaffMessage, StaffTicket, TicketStatus } from "../../contract/index.ts";
import { ApiProblem, api } from "../api.ts";
import { text } from "../locales/text.ts";
import { problemText } from "../ui/problem-text.ts";
import { clearDraft, isEmpty, type Draft } from "./drafts.ts";
import { isUploading, readyIds } from "./files.ts";
import { keyFor } from "./sending-key.ts";
import { notify, say } from "./notices.ts";
import { putTicket } from "./queue.ts";
import { arrival, putMessage, putNewHead } from "./ticket.ts";

/** @param then a status to set once the message is there */
export async function sendMessage(ticket: StaffTicket, draft: Draft, then?: TicketStatus): Promise<void> {
  if (draft.isSending.peek() || isEmpty(draft)) return;
  if (isUploading(draft.files.peek())) {
    draft.problem.value = text.files.wait;
    return;
  }
  const attachments = readyIds(draft.files.peek());
  const internal = draft.internal.peek();
  const body: NewStaffMessage = {
    body: draft.text.peek(),
    ...(internal && { internal }),
    ...(attachments.length > 0 && { attachments }),
  };
  draft.key.value = keyFor(draft.key.peek(), body);
  draft.isSending.value = true;
  draft.problem.value = null;
  try {
    const answer = await api.createMessage(ticket.id, body, draft.key.peek()?.key ?? "");
    clearDraft(draft);
    arrival.value = null;
    putMessage(answer.ticket, answer.message);
    putNewHead(answer.ticket);
    putTicket(answer.ticket, !internal);
    say(internal ? text.composer.noteAdded : text.composer.sent);
    if (then) await setStatus(answer.ticket, then);
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    draft.problem.value = text.composer.kept(problemText(problem));
  } finally {
    draft.isSending.value = false;
  }
}

async function setStatus(ticket: StaffTicket, status: TicketStatus): Promise<void> {
  if (ticket.status === status) return;
  try {
    const changed = (await api.changeTicket(ticket.id, { status })).ticket;
    putNewHead(changed);
    putTicket(changed, false);
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    notify("failed", text.composer.statusNotSet(text.status[status], problemText(problem)));
  }
}
