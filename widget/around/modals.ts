/**
 * Fetched when the page has a modal dialog of the browser's own: under it nobody reaches anything else. What somebody
 * presses decides which of the two is on top: the panel where it shows through, or the page's dialog beside the panel.
 */
import type { Loader } from "../context.ts";

/** @returns brings the panel to the top if it was opened under such a dialog */
export function standAbove({ host, button, api }: Loader, signal: AbortSignal): () => void {
  const root = host.shadowRoot!;
  const panel = (): HTMLDialogElement | null => root.querySelector("dialog.panel[open]");
  /** Closing tells nobody: to the widget it stays open. */
  const reopen = (dialog: HTMLDialogElement, way: "show" | "showModal"): void => {
    root.addEventListener("close", (event) => event.stopPropagation(), { capture: true, once: true });
    // What is not on the screen is at its beginning.
    const view = dialog.querySelector(".view")!;
    const { scrollTop } = view;
    const { bottom, left } = dialog.getBoundingClientRect();
    dialog.close();
    dialog[way]();
    // On top it stands in the window and not beside its button: where it was all the same.
    dialog.style.cssText = way === "show" ? "" : `position:fixed;inset:auto auto ${innerHeight - bottom}px ${left}px`;
    view.scrollTop = scrollTop;
  };
  const isAt = (element: Element, { clientX, clientY }: PointerEvent): boolean => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return clientX > left && clientX < right && clientY > top && clientY < bottom;
  };
  const press = (event: PointerEvent): void => {
    const [target] = event.composedPath() as Element[];
    const dialog = panel();
    const isInside = isAt(dialog ?? button, event);
    if (target === dialog && !isInside && dialog.matches(":modal")) return reopen(dialog, "show");
    // Behind a dialog there is nothing but the dialog itself: its backdrop, unless somebody pressed in its own box.
    if (!isInside || !(target instanceof Element) || !target.matches(":modal") || target === dialog) return;
    if (isAt(target, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!dialog) return api.push(["open"]);
    reopen(dialog, "showModal");
    // What was pressed lost the focus to nobody: the browser looked for it before the panel was there.
    setTimeout(() => (root.elementFromPoint(event.clientX, event.clientY) as HTMLElement | null)?.focus());
  };
  api.on("close", () => root.querySelector("dialog.panel")?.removeAttribute("style"));
  addEventListener("pointerdown", press, { capture: true, signal });
  // What happens in the widget ends at the window before it comes here.
  root.addEventListener("pointerdown", press as (event: Event) => void);
  // Escape closes the panel, and not what is under it by then.
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape" && panel()?.matches(":modal")) event.preventDefault();
  });
  return () => {
    const dialog = panel();
    // Opened above all else it would have the focus.
    if (dialog && !root.activeElement) reopen(dialog, "showModal");
  };
}
