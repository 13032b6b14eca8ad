/** What is being written lies on the desk too, and is there again in another browser: when it is saved, and when read. */
import { effect } from "@preact/signals";
import { elsewhere, readDraft, saveDraft } from "./draft-saving.ts";
import { contentOf, type Draft } from "./drafts.ts";
import { isInThread } from "./ticket.ts";

/** How long somebody stops typing before it is saved, and how long somebody types who never stops. */
const pause = 1000;
const longest = 10_000;

/** While the ticket is open. @returns what ends it, with a last save */
export function keepOnDesk(ticket: string, draft: Draft): () => void {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begun: number | undefined;
  const save = (isClosing = false): void => {
    clearTimeout(timer);
    begun = undefined;
    void saveDraft(ticket, draft, isClosing);
  };
  const read = (): void => void readDraft(ticket, draft);

  const unwatch = effect(() => {
    const here = contentOf(draft);
    const isSaved = here === draft.saved.peek()?.content;
    if (!isSaved && elsewhere.peek()?.draft === draft) elsewhere.value = null;
    // Of a message that could not be sent the words are a draft again.
    if (draft.isSending.value) return;
    clearTimeout(timer);
    begun ??= performance.now();
    timer = setTimeout(save, Math.min(pause, begun + longest - performance.now()));
  });
  // Sent from another device: the desk says whether they are a draft there still.
  const unwatchThread = effect(() => {
    if (isInThread(ticket, draft.text.value, draft.internal.value) && contentOf(draft) === draft.saved.peek()?.content)
      read();
  });
  const { signal: stop } = over;
  document.addEventListener("visibilitychange", () => (document.hidden ? save(true) : read()), { signal: stop });
  addEventListener("pagehide", () => save(true), { signal: stop });
  // Two windows beside each other are in sight all the time.
  addEventListener("focus", read, { signal: stop });
  read();
  return () => {
    over.abort();
    unwatch();
    unwatchThread();
    save();
  };
}
