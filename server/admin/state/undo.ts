/** Takes back what was sent. The words of an answer are kept before the desk is asked, until they are in a field again. */
import type { StaffMessage, StaffMessageReply } from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { asProblem, type ProblemCode } from "../problem.ts";
import { asideOf, asides, dropAside, keepAside } from "./aside.ts";
import type { StoredDraft } from "./drafts.ts";
import { notifyProblem, say } from "./notices.ts";
import { openTicketId } from "./place.ts";
import { putBack } from "./put-back.ts";
import { sendWaiting } from "./send.ts";
import { messages, putChanged } from "./ticket.ts";
import { dropUndoable, type Undoable, undoable, undone } from "./undoable.ts";

const running = new Set<string>();
const firstWait = 1_000;
const longestWait = 20_000;

/** In the order in which they were made. */
export const undoableInOrder = (): Undoable[] =>
  undoable.value.toSorted((one, other) => one.message.createdAt.localeCompare(other.message.createdAt));

export function undoLast(): void {
  const last = undoableInOrder().at(-1);
  if (last) void undo(last);
}

export async function undo({ ticket, message }: Undoable): Promise<void> {
  if (running.has(message.id)) return;
  const { id, author } = message;
  if (author.kind === "staff") keepAside({ id, ticket: ticket.id, isAsked: true, ...wordsOf(message) });
  if (await isTakenBack(ticket.id, id)) showField(ticket.id);
}

/** Under its key the desk sends nothing any more: sent again it is another message. */
const wordsOf = ({ body, attachments }: StaffMessage): StoredDraft => ({
  text: body,
  internal: false,
  files: attachments.map(({ id, name, size }) => ({ id, name, size })),
  key: null,
});

/** @returns whether words of it are here again */
async function isTakenBack(ticket: string, id: string): Promise<boolean> {
  running.add(id);
  try {
    const changed = await answerOf(ticket, id);
    undone.add(id);
    dropUndoable(id);
    messages.value = messages.peek()?.filter((message) => message.id !== id) ?? null;
    putChanged({ ticket: changed.ticket });
    say(text.undo.undone);
    // After a day the desk has no words of it any more: those that were kept here are all there are.
    return giveBack(id, changed.message.body === "" ? undefined : wordsOf(changed.message));
  } catch (thrown) {
    const problem = asProblem(thrown);
    notifyProblem(problem);
    // Somebody else has signed in here: whoever sent it asks again when they are back.
    if (problem.code === "not_permitted") return false;
    dropUndoable(id);
    // Neither waiting nor seen, as after a restore: the words are here and nowhere else.
    if (problem.code === "not_found") return giveBack(id);
    dropAside(id);
    return false;
  } finally {
    running.delete(id);
  }
}

/** What the desk says of it. */
const answers: ReadonlySet<ProblemCode> = new Set(["in_effect", "not_permitted", "not_found"]);

/** Asks until it says something: an answer that was lost may have been a yes. @throws ApiProblem */
async function answerOf(ticket: string, id: string): Promise<StaffMessageReply> {
  for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
    try {
      return await api.undo(ticket, id);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (answers.has(problem.code)) throw problem;
      if (wait === firstWait) notifyProblem(problem);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function giveBack(id: string, words?: StoredDraft): boolean {
  const aside = asideOf(id);
  // A status, or another tab has them.
  if (!aside) return false;
  putBack({ ...aside, ...words, isAsked: false });
  // What may have been sent stands in their place until that is known.
  void sendWaiting();
  return true;
}

function showField(ticket: string): void {
  if (openTicketId.peek() === ticket) document.querySelector<HTMLElement>(".composer textarea")?.focus();
  else location.hash = `tickets/${ticket}`;
}

// What a reload or a closed tab has left in the middle.
for (const { id, ticket, isAsked } of asides.peek()) if (isAsked) void isTakenBack(ticket, id);
