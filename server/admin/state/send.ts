import type { BodyCharacters, NewStaffMessage, StaffTicket, TicketStatus } from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { asProblem } from "../problem.ts";
import { problemText } from "../ui/problem-text.ts";
import { clearDraft, isEmpty, type Draft } from "./drafts.ts";
import { readyIds, whyNotYet } from "./files.ts";
import { keyFor } from "./sending-key.ts";
import { notifyProblem, say } from "./notices.ts";
import { putTicket } from "./queue.ts";
import { arrival, putChanged, putNewHead, putOwnMessage } from "./ticket.ts";

/** Messages that did not reach the desk, each with what sends it again under the same key. */
const waiting = new Map<Draft, () => Promise<void>>();
const againAfter = 20_000;
export const longestBody: BodyCharacters = 20_000;

/** To be called when the desk can be reached again. */
export async function sendWaiting(): Promise<void> {
  for (const again of waiting.values()) await again();
}

/** @param then a status to set once the message is there */
export async function sendMessage(ticket: StaffTicket, draft: Draft, then?: TicketStatus): Promise<void> {
  if (draft.isSending.peek() || isEmpty(draft)) return;
  const notYet = whyNotYet(draft.files.peek()) ?? (/\S/.test(draft.text.peek()) ? null : text.composer.noWords);
  if (notYet) {
    draft.problem.value = notYet;
    return;
  }
  const body = bodyOf(draft);
  const { key } = (draft.key.value = keyFor(draft.key.peek(), body));
  draft.isSending.value = true;
  draft.problem.value = null;
  waiting.delete(draft);
  try {
    const answer = await api.createMessage(ticket.id, body, key);
    clearDraft(draft);
    arrival.value = null;
    putOwnMessage(answer.ticket, answer.message, answer.after);
    putNewHead(answer.ticket);
    putTicket(answer.ticket, !body.internal);
    say(body.internal ? text.composer.noteAdded : text.composer.sent);
    if (then) await setStatus(answer.ticket, then);
  } catch (thrown) {
    const problem = asProblem(thrown);
    const isWaiting = problem.code === "unreachable" || problem.code === "key_in_flight";
    draft.problem.value = (isWaiting ? text.composer.waits : text.composer.kept)(problemText(problem));
    if (isWaiting) keepTrying(ticket, draft, key, then);
  } finally {
    draft.isSending.value = false;
  }
}

/** Nobody has to press the button twice; a text that was changed meanwhile is another message and waits for a hand. */
function keepTrying(ticket: StaffTicket, draft: Draft, key: string, then?: TicketStatus): void {
  const again = async (): Promise<void> => {
    if (waiting.get(draft) !== again) return;
    if (keyFor(draft.key.peek(), bodyOf(draft)).key === key) await sendMessage(ticket, draft, then);
  };
  waiting.set(draft, again);
  setTimeout(() => void again(), againAfter);
}

function bodyOf(draft: Draft): NewStaffMessage {
  const attachments = readyIds(draft.files.peek());
  const internal = draft.internal.peek();
  return {
    body: draft.text.peek(),
    ...(internal && { internal }),
    ...(attachments.length > 0 && { attachments }),
  };
}

async function setStatus(ticket: StaffTicket, status: TicketStatus): Promise<void> {
  if (ticket.status === status) return;
  try {
    putChanged(await api.changeTicket(ticket.id, { status }));
  } catch (problem) {
    notifyProblem(problem, (why) => text.composer.statusNotSet(text.status[status], why));
  }
}
