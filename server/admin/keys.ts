/** Single keys, which work only while nobody is typing. */
import { isOfInputMethod } from "./ui/input-method.ts";

export type KeyAction =
  | "next"
  | "previous"
  | "search"
  | "filters"
  | "write"
  | "reply"
  | "note"
  | "assign"
  | "status"
  | "undo"
  | "back"
  | "help";

const actions: Readonly<Record<string, KeyAction>> = {
  j: "next",
  k: "previous",
  "/": "search",
  f: "filters",
  c: "write",
  r: "reply",
  n: "note",
  a: "assign",
  s: "status",
  z: "undo",
  Escape: "back",
  "?": "help",
};

interface Press {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  defaultPrevented: boolean;
  target: EventTarget | null;
}

const fieldSelector = "input, textarea, select, [contenteditable], [role=combobox]";

/** A choice that acts at once: a letter on it is a shortcut as elsewhere. */
const immediateSelector = "[data-immediate]";

const isInField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(fieldSelector) !== null;

/** Escape leaves a text field first, so it is the one key that means something there too. */
export const isTyping = (target: EventTarget | null): boolean =>
  isInField(target) && !(target as Element).matches(immediateSelector);

/** Where a keyboard writes no Latin letters, the place of a key counts, as it is on one that does. */
function latin({ key, code, shiftKey }: Press): string {
  if (!/^[^\0-\x7f]$/u.test(key)) return key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice("Key".length).toLowerCase() : key;
}

export function keyAction(press: Press): KeyAction | null {
  if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (isTyping(press.target)) return null;
  return actions[latin(press)] ?? null;
}

export type KeyHandlers = Record<KeyAction, () => void>;

const hold = 500;

/** @param showHints called with true once Shift is held for a while outside of text */
export function startKeys(handlers: KeyHandlers, showHints: (isShown: boolean) => void): () => void {
  const stop = new AbortController();
  let holding: ReturnType<typeof setTimeout> | undefined;
  const letGo = (): void => {
    clearTimeout(holding);
    showHints(false);
  };
  const onDown = (event: KeyboardEvent): void => {
    if (isOfInputMethod(event)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Shift") {
      if (!event.repeat && !isTyping(event.target)) holding = setTimeout(() => showHints(true), hold);
      return;
    }
    letGo();
    if (event.key === "Escape" && isInField(event.target) && !event.defaultPrevented) {
      (event.target as HTMLElement).blur();
      return;
    }
    const action = keyAction(event);
    // Held for a moment too long, it would take back what was sent before as well.
    if (!action || (action === "undo" && event.repeat)) return;
    event.preventDefault();
    handlers[action]();
  };
  document.addEventListener("keydown", onDown, { signal: stop.signal });
  document.addEventListener("keyup", (event) => event.key === "Shift" && letGo(), { signal: stop.signal });
  addEventListener("blur", letGo, { signal: stop.signal });
  return () => {
    letGo();
    stop.abort();
  };
}
