/** What is open on the page besides its contents. */
import { signal } from "@preact/signals";

/** Below 1280 px the views lie behind a button. */
export const isMenuOpen = signal(false);
export const isFilterOpen = signal(false);
/** Beside the thread there is room for them only on wide panes. */
export const areDetailsOpen = signal(false);
export const areKeysShown = signal(false);
export const areHintsShown = signal(false);
/** The thread is scrolled to where the next message will stand. */
export const isEndInSight = signal(true);
/** Before the title of the page: how many tickets have news that nobody here has seen. */
export const unseenMark = signal("");
