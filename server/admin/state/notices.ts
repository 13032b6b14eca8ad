import { signal } from "@preact/signals";
import { asProblem } from "../problem.ts";
import { problemText } from "../ui/problem-text.ts";

export interface Notice {
  id: number;
  text: string;
  kind: "done" | "failed";
}

export const notices = signal<readonly Notice[]>([]);
/** Read aloud by screen readers, shown to nobody. */
export const spoken = signal("");

let last = 0;
const stay = { done: 5_000, failed: 12_000 };

export function notify(kind: Notice["kind"], text: string): void {
  const notice = { id: (last += 1), text, kind };
  notices.value = [...notices.value.filter((other) => other.text !== text), notice];
  setTimeout(() => dismiss(notice.id), stay[kind]);
}

/** Says why something was not done; anything but an answer of the desk's is thrown on. */
export function notifyProblem(thrown: unknown, sentence: (why: string) => string = (why) => why): void {
  notify("failed", sentence(problemText(asProblem(thrown))));
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

const untilRead = 50;

/** Emptied first: the same sentence twice in a row would be read out once. */
export function say(text: string): void {
  spoken.value = "";
  setTimeout(() => {
    spoken.value = text;
  }, untilRead);
}
