/**
 * Words that stand in no field now: those of an answer while the desk is asked to undo it, and whatever else a field has no
 * room for, since words of two kinds, or of which one may have been sent, are never joined. They lie in this browser until
 * they are in a field again, so a lost answer, a reload or a closed tab loses none, and every tab shows them.
 */
import { signal } from "@preact/signals";
import type { StoredDraft } from "./drafts.ts";
import { me } from "./session.ts";

export interface Aside extends StoredDraft {
  /** Of the message that was taken back; of its own where something else had to make room. */
  id: string;
  ticket: string;
  /** The desk has not said yet whether it was taken back in time. */
  isAsked: boolean;
  /** When it was written, ISO 8601: another version of what is in the field, never joined with it. */
  versionOf?: string;
}

export const asides = signal<readonly Aside[]>([]);
const name = `deskbell:undo:${me.peek()?.id ?? ""}`;
let isForgetful = false;

/** As all tabs left them. */
function known(): readonly Aside[] {
  if (isForgetful) return asides.peek();
  try {
    return JSON.parse(localStorage.getItem(name) ?? "[]") as Aside[];
  } catch {
    return asides.peek();
  }
}

function write(next: readonly Aside[]): void {
  try {
    if (next.length > 0) localStorage.setItem(name, JSON.stringify(next));
    else localStorage.removeItem(name);
  } catch {
    // A full or forbidden storage costs the survival of a reload, never the words on the page.
    isForgetful = true;
  }
  // Last: whoever hears of it may change it at once.
  asides.value = next;
}

asides.value = known();
addEventListener("storage", ({ key }) => {
  if (key === name) asides.value = known();
});

const without = (id: string): readonly Aside[] => known().filter((other) => other.id !== id);

export const keepAside = (aside: Aside): void => write([...without(aside.id), aside]);
export const dropAside = (id: string): void => write(without(id));
/** Undefined where another tab has taken it. */
export const asideOf = (id: string): Aside | undefined => known().find((aside) => aside.id === id);
