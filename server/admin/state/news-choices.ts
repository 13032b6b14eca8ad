/**
 * How this browser tells of news, kept in it: it is the browser that is asked for permission, and a laptop that may ring
 * at home is silent in the office.
 */
import { computed, signal } from "@preact/signals";
import { newsWords } from "../locales/news.ts";
import { ring, showNote } from "./news-tell.ts";
import { say } from "./notices.ts";

const kept = { sound: "deskbell:news-sound", note: "deskbell:news-note" };
type Way = keyof typeof kept;

const read = (way: Way): boolean => {
  try {
    return localStorage.getItem(kept[way]) !== null;
  } catch {
    return false;
  }
};

export const isSoundOn = signal(read("sound"));
const isNoteWanted = signal(read("note"));

export type Permission = NotificationPermission | "none";
const permissionNow = (): Permission => ("Notification" in globalThis ? Notification.permission : "none");
/** It is set in the browser and not here, so it is looked at again whenever somebody comes back. */
export const permission = signal(permissionNow());
export const isNoteOn = computed(() => isNoteWanted.value && permission.value === "granted");
/** How often the browser was asked: each time the switch has to be drawn anew, whatever came of it. */
export const asked = signal(0);

export function watchChoices(): void {
  const look = (): void => {
    isSoundOn.value = read("sound");
    isNoteWanted.value = read("note");
    permission.value = permissionNow();
  };
  // Chosen in another tab, or in the browser's own settings.
  addEventListener("storage", look);
  addEventListener("focus", look);
}

function keep(way: Way, isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(kept[way], "");
    else localStorage.removeItem(kept[way]);
  } catch {
    // It holds until the page is loaded anew.
  }
}

/** Heard at once: so somebody knows what it is, and that it is not too loud. */
export function wantSound(isOn: boolean): void {
  isSoundOn.value = isOn;
  keep("sound", isOn);
  if (isOn) void ring();
}

/** Why there are none, where somebody wants them. */
const refusals: Record<Permission, () => string> = {
  denied: () => newsWords.blocked,
  default: () => newsWords.notAsked,
  none: () => newsWords.notShown,
  granted: () => "",
};
/** Shown beside the switch; null where there is nothing to say against it. */
export const refusal = computed(() => {
  const isUnasked = permission.value === "default" && asked.value === 0;
  return isUnasked ? null : refusals[permission.value]() || null;
});

/** By the press alone: browsers ask nobody who has not pressed, and some never again. */
export async function wantNotes(isWanted: boolean): Promise<void> {
  if (isWanted && permission.peek() !== "none") permission.value = await Notification.requestPermission();
  // Chrome on Android has it all and shows none of a page.
  if (isWanted && permission.peek() === "granted" && !showNote(newsWords.sample, "", "sample"))
    permission.value = "none";
  isNoteWanted.value = isWanted && permission.peek() === "granted";
  if (isWanted && !isNoteWanted.peek()) say(refusals[permission.peek()]());
  keep("note", isNoteWanted.peek());
  asked.value += 1;
}
