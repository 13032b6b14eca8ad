/**
 * What a page does to its root element (`transform`, `filter`, `contain`) makes that the window of everything fixed in
 * it: on a short page the panel would stand above the real one. Where the loader finds the widget astray, it goes into
 * the browser's top layer, which knows only the real window. Elsewhere not: above everything, `data-z-index` would mean
 * nothing.
 */
import type { Loader } from "../context.ts";

export function lift({ host }: Loader): void {
  // Not under somebody who is in it: who is moved loses the focus.
  if (host.popover || host.hasAttribute("open") || !host.isConnected) return;
  host.popover = "manual";
  // As a new element, which has not moved on the page.
  host.replaceWith(host);
  host.togglePopover(true);
}
