/**
 * What is being written lies on the desk too, and is there again in another browser. Words that stand here are never
 * replaced unless the desk has had them: two that differ are both kept, and the writer is told.
 */
import { batch, effect, signal } from "@preact/signals";
import type { StaffDraft } from "../../contract/index.ts";
import { draftsApi } from "../api-drafts.ts";
import { asProblem } from "../problem.ts";
import type { Draft, SavedDraft } from "./drafts.ts";
import { type FileItem, readyIds } from "./files.ts";

/** How long somebody stops typing before it is saved. */
const pause = 1000;
const againAfter = 20;

interface Version {
  text: string;
  internal: boolean;
  files: readonly FileItem[];
  /** Of one that the desk has. */
  saved?: SavedDraft;
}

interface Elsewhere {
  /** When it was written, ISO 8601. */
  at: string;
  /** It does not stand in the field, but can be shown there. */
  other?: Version;
  /** Both have been looked at, so the one that is in the field may replace what the desk has. */
  isSeen?: true;
}

/** A draft of the open ticket that was written in another tab or browser. */
export const elsewhere = signal<Elsewhere | null>(null);

/** As the desk gets it; empty where there is nothing to keep. */
function contentOf({ text: body, internal, files }: Version): string {
  const attachments = readyIds(files);
  return body.trim() === "" && attachments.length === 0 ? "" : JSON.stringify({ body, internal, attachments });
}

const versionOf = (draft: Draft): Version => ({
  text: draft.text.value,
  internal: draft.internal.value,
  files: draft.files.value,
});

function onDesk({ body, internal, attachments, revision }: StaffDraft): Version & { saved: SavedDraft } {
  const files = attachments.map(
    ({ id, name, size }) => ({ id, local: id, name, size, state: "ready", share: 1 }) as const,
  );
  const version = { text: body, internal, files };
  return { ...version, saved: { revision, content: contentOf(version) } };
}

function put(draft: Draft, { text, internal, files, saved }: Version): void {
  draft.text.value = text;
  draft.internal.value = internal;
  draft.files.value = files;
  if (saved) draft.saved.value = saved;
}

/** Shows the one in place of the other; pressed again, the other way round. */
export function showOther(draft: Draft): void {
  const other = elsewhere.peek()?.other;
  if (!other) return;
  batch(() => {
    elsewhere.value = { at: new Date().toISOString(), other: versionOf(draft), isSeen: true };
    put(draft, other);
  });
}

/** While the ticket is open. @returns what ends it, with a last save */
export function keepOnDesk(ticket: string, draft: Draft): () => void {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest save on its way: the next one is written from it. */
  let sent: SavedDraft | null = null;
  let isReading = false;

  const save = async (): Promise<void> => {
    clearTimeout(timer);
    const news = elsewhere.peek();
    const content = contentOf(versionOf(draft));
    const before = sent ?? draft.saved.peek();
    if (draft.isSending.peek() || (news?.other && !news.isSeen) || content === (before?.content ?? "")) return;
    const mine = (sent = { revision: crypto.randomUUID(), content });
    try {
      await draftsApi.save(ticket, {
        ...(content ? (JSON.parse(content) as Pick<StaffDraft, "body">) : { body: "" }),
        revision: mine.revision,
        replaces: before?.content ? before.revision : null,
      });
      draft.saved.value = content ? mine : null;
    } catch (thrown) {
      const { code, retryAfter } = asProblem(thrown);
      if (code === "draft_changed") void read();
      else if (code === "unreachable" || code === "unauthenticated" || retryAfter)
        timer = setTimeout(() => void save(), (retryAfter ?? againAfter) * 1000);
    } finally {
      if (sent === mine) sent = null;
    }
  };

  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    const before = draft.saved.peek();
    try {
      const { draft: found } = await draftsApi.read(ticket);
      // What was saved meanwhile may be newer than what was read.
      if (over.signal.aborted || sent || draft.saved.peek() !== before || draft.isSending.peek()) return;
      meet(found);
      void save();
    } catch (problem) {
      // What stands here is kept here, and saving it says whether the desk can be reached.
      asProblem(problem);
    } finally {
      isReading = false;
    }
  };

  const meet = (found: StaffDraft | null): void => {
    const here = contentOf(versionOf(draft));
    const known = draft.saved.peek();
    const isKnown = here === (known?.content ?? "");
    if (!found) {
      // Sent or emptied elsewhere. What stands here stays, and is saved again once somebody writes on.
      if (!isKnown) draft.saved.value = null;
      return;
    }
    if (found.revision === known?.revision) return;
    const there = onDesk(found);
    if (here === there.saved.content) draft.saved.value = there.saved;
    else if (here === "" || isKnown)
      batch(() => {
        put(draft, there);
        elsewhere.value = { at: found.updatedAt };
      });
    else elsewhere.value = { at: found.updatedAt, other: there };
  };

  elsewhere.value = null;
  const unwatch = effect(() => {
    const here = contentOf(versionOf(draft));
    // Of a message that could not be sent the words are a draft again.
    if (draft.isSending.value) return;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pause);
    const isChanged = !elsewhere.peek()?.other && here !== draft.saved.peek()?.content;
    if (here === "" || isChanged) elsewhere.value = null;
  });
  const { signal: stop } = over;
  document.addEventListener("visibilitychange", () => void (document.hidden ? save() : read()), { signal: stop });
  addEventListener("pagehide", () => void save(), { signal: stop });
  // Two windows beside each other are in sight all the time.
  addEventListener("focus", () => void read(), { signal: stop });
  void read();
  return () => {
    over.abort();
    unwatch();
    void save();
  };
}
