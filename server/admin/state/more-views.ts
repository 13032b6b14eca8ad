/** The views that one works from lie open; the others are one press away, and whoever wants them in sight keeps them so. */
import { effect, signal } from "@preact/signals";
import type { ViewName } from "../router.ts";
import { filter } from "./place.ts";

export const firstViews = ["open", "mine", "unassigned"] as const satisfies ViewName[];
export const moreViews = ["waiting", "on-hold", "solved", "closed", "all"] as const satisfies ViewName[];

const kept = "deskbell:more-views";
export const isMoreOpen = signal(readOpen());

function readOpen(): boolean {
  try {
    return localStorage.getItem(kept) !== null;
  } catch {
    return false;
  }
}

export function openMore(isOpen: boolean): void {
  isMoreOpen.value = isOpen;
  try {
    if (isOpen) localStorage.setItem(kept, "");
    else localStorage.removeItem(kept);
  } catch {
    // It stays so until the page is loaded anew.
  }
}

// Nobody is at a place that the page's side does not show. It stays open when they go on: a list that closes by itself
// is looked for.
effect(() => {
  const { view } = filter.value;
  if (moreViews.some((name) => name === view)) isMoreOpen.value = true;
});
