/**
 * What is typed and not sent yet, one for each ticket. It survives switching tickets and reloading the page; a closed tab,
 * by `desk-draft.ts`, which the ticket fetches.
 */
import { effect, signal, type Signal } from "@preact/signals";
import type { StaffDraft } from "../../contract/index.ts";
import { draftsApi } from "../api-drafts.ts";
import { asProblem } from "../problem.ts";
import { type FileItem, readyFile, readyIds } from "./files.ts";
import type { SendingKey } from "./sending-key.ts";
import { me } from "./session.ts";

export interface Draft {
  text: Signal<string>;
  internal: Signal<boolean>;
  files: Signal<readonly FileItem[]>;
  isSending: Signal<boolean>;
  problem: Signal<string | null>;
  key: Signal<SendingKey | null>;
  /** What the desk was last known to have of it. */
  saved: Signal<SavedDraft | null>;
  /** What is asked of the desk about it, one thing after the other. */
  saving: Promise<void> | null;
  /** No answer came to a save: the desk may have more of it than is known. */
  isUnsure: boolean;
}

export interface SavedDraft {
  revision: string;
  /** As it was sent there. */
  content: string;
}

export interface StoredDraft {
  text: string;
  internal: boolean;
  files: { id: string; name: string; size: number }[];
  key: SendingKey | null;
}

const drafts = new Map<string, Draft>();
const nameOf = (place: string): string => `deskbell:draft:${me.peek()?.id ?? ""}:${place}`;

/** Where something is written and not sent. */
const begun = signal<ReadonlySet<string>>(new Set());
export const hasDraft = (place: string): boolean => begun.value.has(place);

/** Once somebody is in: those that a reload left behind, and those of another browser. */
export async function findDrafts(): Promise<void> {
  try {
    const start = nameOf("");
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(start));
    begun.value = new Set(names.map((name) => name.slice(start.length)));
  } catch {
    // A forbidden storage has none.
  }
  try {
    const { tickets } = await draftsApi.list();
    // Of one that was opened meanwhile more is known.
    for (const id of tickets) if (!drafts.has(id)) mark(id, true);
  } catch (problem) {
    // A mark in the list is a convenience; the draft itself is read when its ticket is opened.
    asProblem(problem);
  }
}

function mark(place: string, isBegun: boolean): void {
  if (begun.peek().has(place) === isBegun) return;
  const next = new Set(begun.peek());
  if (isBegun) next.add(place);
  else next.delete(place);
  begun.value = next;
}

/** @param place a ticket's id, or "new" */
export function draftOf(place: string): Draft {
  const known = drafts.get(place);
  if (known) return known;
  const name = nameOf(place);
  const stored = readStored(name);
  const draft: Draft = {
    text: signal(stored.text),
    internal: signal(stored.internal),
    files: signal(stored.files.map(readyFile)),
    isSending: signal(false),
    problem: signal(null),
    key: signal(stored.key),
    saved: signal(stored.saved),
    saving: null,
    isUnsure: false,
  };
  drafts.set(place, draft);
  effect(() => {
    write(name, draft);
    mark(place, !isEmpty(draft));
  });
  return draft;
}

export function clearDraft(draft: Draft): void {
  for (const { preview } of draft.files.peek()) if (preview) URL.revokeObjectURL(preview);
  draft.text.value = "";
  draft.files.value = [];
  draft.problem.value = null;
  draft.key.value = null;
}

export interface Content {
  body: string;
  internal: boolean;
  attachments: string[];
}

/** As the desk gets it; empty where there is nothing to keep. */
const written = ({ body, internal, attachments }: Content): string =>
  body.trim() === "" && attachments.length === 0 ? "" : JSON.stringify({ body, internal, attachments });

export const contentOf = ({ text, internal, files }: Draft): string =>
  written({ body: text.value, internal: internal.value, attachments: readyIds(files.value) });

export const savedOf = ({ attachments, ...draft }: StaffDraft): SavedDraft => ({
  revision: draft.revision,
  content: written({ ...draft, attachments: attachments.map(({ id }) => id) }),
});

/** The one under which these very words are, or were, on their way to the customer. */
export function sendingKeyOf({ key }: Draft, content: string): string | undefined {
  const sending = key.peek();
  if (!sending || content === "") return undefined;
  const { body, internal = false, attachments = [] } = JSON.parse(sending.content) as Content;
  return written({ body, internal, attachments }) === content ? sending.key : undefined;
}

const patience = 3000;

/** An answer goes after the saves of what it was written from, and takes the last of them along. */
export async function untilSaved(draft: Draft): Promise<void> {
  const isLate = new Promise<true>((resolve) => setTimeout(resolve, patience, true));
  if (await Promise.race([draft.saving, isLate])) draft.isUnsure = true;
}

export const isEmpty = (draft: Draft): boolean => draft.text.value.trim() === "" && draft.files.value.length === 0;

type Kept = StoredDraft & { saved: SavedDraft | null };

function readStored(name: string): Kept {
  const empty: Kept = { text: "", internal: false, files: [], key: null, saved: null };
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(name) ?? "{}") as Partial<Kept>) };
  } catch {
    return empty;
  }
}

export function storedOf({ text, internal, files, key }: Draft): StoredDraft {
  const ready = files.value.flatMap(({ id, name, size }) => (id ? [{ id, name, size }] : []));
  return { text: text.value, internal: internal.value, files: ready, key: key.value };
}

function write(name: string, draft: Draft): void {
  const stored = JSON.stringify({ ...storedOf(draft), saved: draft.saved.value });
  try {
    if (isEmpty(draft)) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, stored);
  } catch {
    // A full or forbidden storage costs the survival of a reload, never the text on the page.
  }
}
