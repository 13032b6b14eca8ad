/**
 * What a page does to its root element (`transform`, `filter`, `contain`) makes that the window of everything fixed in
 * it: on a short page the panel would stand above the real one. There the widget goes into the browser's top layer,
 * which knows only the real window. Elsewhere it does not: above everything, `data-z-index` would mean nothing.
 */
export function lift(host: HTMLElement): void {
  const under = innerHeight - host.getBoundingClientRect().bottom;
  // Something fixed stands near the end of its window, with room for a bar of the site's and a scroll bar.
  if (!host.popover && (under < 0 || under > 120)) {
    host.popover = "manual";
    // As a new element, which has not moved on the page.
    host.replaceWith(host);
    host.togglePopover(true);
  }
}
