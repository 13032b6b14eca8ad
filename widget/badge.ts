/** How many tickets have news, on the round button. Fetched when it is not none. */
import type { Loader } from "./context.ts";

export function badge({ button, api: { unread } }: Loader): void {
  button.querySelector("b")?.remove();
  button.ariaDescription = unread ? `${unread}` : null;
  if (!unread) return;
  const number = document.createElement("b");
  number.textContent = `${unread}`;
  number.style.cssText =
    "position: absolute; inset-block-start: -8px; inset-inline-end: -4px; padding: 0 8px; " +
    "border-radius: 16px; background: #c2321f; color: #fff";
  button.append(number);
}
