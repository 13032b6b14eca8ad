/** Puts words that were set aside into their field, where that loses, doubles and mixes nothing. */
import { batch, effect, untracked } from "@preact/signals";
import { type Aside, asideOf, asides, dropAside, keepAside } from "./aside.ts";
import { saveDraft } from "./draft-saving.ts";
import { clearDraft, type Draft, draftOf, isEmpty, storedOf } from "./drafts.ts";
import { readyFile, whyNotYet } from "./files.ts";

/** Taken back in this tab: they go into the field by themselves as soon as it is free. */
const awaited = new Set<string>();

/** What was just taken back. A note that is being written, or an answer that may have been sent, stays in the field. */
export function putBack(aside: Aside): void {
  const draft = draftOf(aside.ticket);
  if (!draft.isSending.peek() && (isEmpty(draft) || isJoinable(aside, draft))) return putIntoField(aside);
  awaited.add(aside.id);
  // Anew, since they are awaited from now on.
  keepAside(aside);
}

/** By a press on what lies aside: what is in the field makes room, where the two cannot be joined. */
export const putIntoField = (aside: Aside): void => batch(() => exchange(aside));

function exchange(aside: Aside): void {
  const draft = draftOf(aside.ticket);
  if (draft.isSending.peek() || !asideOf(aside.id)) return;
  if (!isEmpty(draft) && !isJoinable(aside, draft)) {
    // A file on its way would be left behind.
    draft.problem.value = whyNotYet(draft.files.peek());
    if (draft.problem.peek()) return;
    const versionOf = aside.versionOf && new Date().toISOString();
    const words = { ...storedOf(draft), ...(versionOf && { versionOf }) };
    keepAside({ id: crypto.randomUUID(), ticket: aside.ticket, isAsked: false, ...words });
    clearDraft(draft);
  }
  write(aside, draft);
  awaited.delete(aside.id);
  dropAside(aside.id);
  void saveDraft(aside.ticket, draft);
}

/** Above what has been written since. */
function write({ text, internal, key, files }: Aside, draft: Draft): void {
  const since = isEmpty(draft) ? "" : draft.text.peek();
  const ready = files.map(readyFile);
  const others = draft.files.peek().filter(({ id }) => !ready.some((file) => file.id === id));
  // Where its arrival was never heard of it stands there still.
  draft.text.value = since === "" || since === text ? text : `${text}\n\n${since}`;
  draft.internal.value = internal;
  draft.files.value = [...ready, ...others];
  draft.key.value = key;
  draft.problem.value = null;
}

/** Two of one kind, and neither may have been sent: under its key the desk knows it again, and joined it has none. */
const isJoinable = (aside: Aside, draft: Draft): boolean =>
  draft.internal.value === aside.internal &&
  draft.key.value === null &&
  aside.key === null &&
  aside.versionOf === undefined;

/** Nobody is writing there: a note would turn into an answer under their hands. */
function isFree(aside: Aside, draft: Draft): boolean {
  if (aside.isAsked || draft.isSending.value || draft.internal.value) return false;
  if (isEmpty(draft)) return awaited.has(aside.id);
  return isJoinable(aside, draft) && draft.text.value === aside.text;
}

effect(() => {
  const free = asides.value.find((aside) => isFree(aside, draftOf(aside.ticket)));
  if (free) untracked(() => putIntoField(free));
});
