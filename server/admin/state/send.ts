import type { BodyCharacters, NewStaffMessage, StaffTicket, TicketStatus } from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { asProblem } from "../problem.ts";
import { problemText } from "../ui/problem-text.ts";
import { clearDraft, isEmpty, type Draft, untilSaved } from "./drafts.ts";
import { readyIds, whyNotYet } from "./files.ts";
import { keyFor } from "./sending-key.ts";
import { say } from "./notices.ts";
import { putTicket } from "./queue.ts";
import { arrival, putNewHead, putOwnMessage } from "./ticket.ts";
import { undone, undoPart } from "./undoable.ts";

/** Messages that did not reach the desk, each with what sends it again under the same key. */
const waiting = new Map<Draft, () => Promise<void>>();
const againAfter = 20_000;
export const longestBody: BodyCharacters = 20_000;

/** To be called when the desk can be reached again. */
export async function sendWaiting(): Promise<void> {
  // Those that wait now: one that fails waits again, and would be asked again without a pause.
  const now = [...waiting.values()];
  for (const again of now) await again();
}

/** @param then a status to set with it */
export async function sendMessage(ticket: StaffTicket, draft: Draft, then?: TicketStatus): Promise<void> {
  if (draft.isSending.peek() || isEmpty(draft)) return;
  const notYet = whyNotYet(draft.files.peek()) ?? (/\S/.test(draft.text.peek()) ? null : text.composer.noWords);
  if (notYet) {
    draft.problem.value = notYet;
    return;
  }
  const words = bodyOf(draft);
  const body = { ...words, ...(then && { status: then }) };
  // Of the words alone: the same ones with another status are the same message, which may have arrived.
  const { key } = (draft.key.value = keyFor(draft.key.peek(), words));
  draft.isSending.value = true;
  draft.problem.value = null;
  waiting.delete(draft);
  try {
    if (draft.saving) await untilSaved(draft);
    const saved = draft.saved.peek();
    const answer = await api.createMessage(ticket.id, { ...body, ...(saved && { draft: saved.revision }) }, key);
    // It went with the message.
    draft.saved.value = null;
    if (answer.message.undoneAt ?? undone.has(answer.message.id)) {
      // Taken back before this was answered, here or in another tab: what stands in the field has not been sent.
      draft.key.value = null;
      draft.problem.value = text.composer.kept(`${text.undo.undone}.`);
      return;
    }
    clearDraft(draft);
    if (draft.isUnsure || draft.saving) void undoPart().then((part) => part.readDraft(ticket.id, draft));
    arrival.value = null;
    putOwnMessage(answer.ticket, answer.message, answer.after);
    putNewHead(answer.ticket);
    putTicket(answer.ticket, !body.internal);
    const { effectiveAt } = answer.message;
    say(body.internal ? text.composer.noteAdded : effectiveAt ? text.undo.spoken : text.composer.sent);
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
