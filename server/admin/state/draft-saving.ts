/**
 * What is being written lies on the desk too, one save after the other for each draft. What another tab or browser has
 * saved is never replaced unless it is kept here as well: it is laid aside, beside the field.
 */
import { batch, signal } from "@preact/signals";
import type { StaffDraft } from "../../contract/index.ts";
import { draftsApi } from "../api-drafts.ts";
import { asProblem } from "../problem.ts";
import { type Aside, asides, keepAside } from "./aside.ts";
import { meetingOf } from "./draft-meeting.ts";
import { clearDraft, type Content, type Draft, contentOf, type SavedDraft, savedOf, sendingKeyOf } from "./drafts.ts";
import { markGone, readyFile } from "./files.ts";
import { me } from "./session.ts";
import { isInThread } from "./ticket.ts";

const againAfter = 20;
/** In this browser somebody else may sign in: what was written here stays theirs. */
const writer = me.peek()?.id ?? "";

/** A draft that was written in another tab or browser and stands in the field now, with when that was, ISO 8601. */
export const elsewhere = signal<{ draft: Draft; at: string } | null>(null);

/** Revisions made by this page. */
const made = new Set<string>();
/** The newest save of each draft that is on its way. */
const onItsWay = new Map<Draft, SavedDraft>();
const retries = new Map<Draft, ReturnType<typeof setTimeout>>();

/** @param isClosing nothing is waited for: the page may be gone before the save before it is answered */
export function saveDraft(ticket: string, draft: Draft, isClosing = false): Promise<void> {
  if (!isClosing) return next(draft, () => save(ticket, draft));
  const saved = save(ticket, draft);
  return next(draft, () => saved);
}

/** Asks what the desk has of it: of an own save of which no answer came as well, after its words were sent. */
export const readDraft = (ticket: string, draft: Draft): Promise<void> =>
  next(draft, async () => {
    await read(ticket, draft);
    await save(ticket, draft);
  });

function next(draft: Draft, task: () => Promise<void>): Promise<void> {
  const mine = (draft.saving ?? Promise.resolve()).then(task).finally(() => {
    if (draft.saving === mine) draft.saving = null;
  });
  return (draft.saving = mine);
}

async function save(ticket: string, draft: Draft, isSecond = false): Promise<void> {
  clearTimeout(retries.get(draft));
  const content = contentOf(draft);
  const before = onItsWay.get(draft) ?? draft.saved.peek();
  if (content === (before?.content ?? "")) return;
  // Null is for an emptying that is on its way: the desk has none by then.
  const replaces = before && (before.content || !onItsWay.has(draft)) ? before.revision : null;
  const mine = { revision: crypto.randomUUID(), content };
  made.add(mine.revision);
  onItsWay.set(draft, mine);
  const isNewest = (): boolean => onItsWay.get(draft) === mine;
  let isChanged = false;
  try {
    const key = sendingKeyOf(draft, content);
    const { draft: kept } = await draftsApi.save(ticket, {
      ...(content ? (JSON.parse(content) as Content) : { body: "" }),
      revision: mine.revision,
      replaces,
      staff: writer,
      ...(key !== undefined && { key }),
    });
    // What has arrived as an answer is no draft: then it is another one that the desk has.
    const isKept = kept?.revision === mine.revision;
    if (isNewest()) draft.saved.value = isKept ? mine : null;
    if (isKept) markGone(draft.files, content, kept!.attachments);
  } catch (thrown) {
    const { code, retryAfter } = asProblem(thrown);
    isChanged = code === "draft_changed";
    const isLost = code === "unreachable";
    draft.isUnsure ||= isLost;
    if (isLost || code === "unauthenticated" || retryAfter || (isChanged && isSecond))
      retries.set(
        draft,
        setTimeout(() => void saveDraft(ticket, draft), (retryAfter ?? againAfter) * 1000),
      );
  } finally {
    if (isNewest()) onItsWay.delete(draft);
  }
  if (!isChanged || isSecond) return;
  await read(ticket, draft);
  await save(ticket, draft, true);
}

async function read(ticket: string, draft: Draft): Promise<void> {
  const before = draft.saved.peek();
  let found: StaffDraft | null;
  try {
    ({ draft: found } = await draftsApi.read(ticket, writer));
    draft.isUnsure = false;
  } catch (problem) {
    // What stands here is kept here, and saving it says whether the desk can be reached.
    asProblem(problem);
    return;
  }
  // What was saved or sent meanwhile is newer than what was read.
  if (onItsWay.has(draft) || draft.saved.peek() !== before || draft.isSending.peek()) return;
  batch(() => meet(ticket, draft, found));
}

function meet(ticket: string, draft: Draft, found: StaffDraft | null): void {
  const there = found && savedOf(found);
  const sides = {
    here: contentOf(draft),
    known: draft.saved.peek(),
    found: there,
    isOwn: found !== null && made.has(found.revision),
    isHeld: draft.key.peek() !== null || draft.files.peek().some(({ state }) => state !== "ready"),
    isSent: isInThread(ticket, draft.text.peek(), draft.internal.peek()),
  };
  const meeting = meetingOf(sides);
  if (meeting === "stay") return;
  if (meeting === "sent") clearDraft(draft);
  if (meeting === "aside") layAside(ticket, found!);
  if (meeting === "take") put(draft, found!);
  draft.saved.value = there;
}

function put(draft: Draft, { body, internal, attachments, updatedAt }: StaffDraft): void {
  draft.text.value = body;
  draft.internal.value = internal;
  draft.files.value = attachments.map(readyFile);
  elsewhere.value = { draft, at: updatedAt };
}

function layAside(ticket: string, { body, internal, attachments, updatedAt }: StaffDraft): void {
  // Of one that is being written on elsewhere the newest is enough, where it holds all of the one before.
  const isEarlier = (one: Aside): boolean =>
    one.versionOf !== undefined &&
    one.ticket === ticket &&
    one.internal === internal &&
    one.files.length === 0 &&
    body.startsWith(one.text);
  const id = asides.peek().find(isEarlier)?.id ?? crypto.randomUUID();
  const words = { text: body, internal, files: attachments, key: null };
  keepAside({ id, ticket, isAsked: false, versionOf: updatedAt, ...words });
}
