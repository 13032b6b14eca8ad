import { text } from "../../locales/text.ts";

const gap = 4;
const edge = 8;
const leastRoom = 220;

/**
 * Shows a list in the top layer, where no dialog and no scrolling column cuts it off and nothing moves to make room for
 * it. CSS has no anchors in every browser yet, so its place is measured; the sheet says what becomes of it.
 * @returns what hides it again
 */
export function showBeside(list: HTMLElement, anchor: HTMLElement): () => void {
  list.showPopover();
  const place = (): void => placeBeside(list, anchor);
  place();
  // The anchor may move: its column is scrolled, or a phone's keyboard comes up.
  addEventListener("scroll", place, true);
  addEventListener("resize", place);
  return () => {
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    list.hidePopover();
  };
}

function placeBeside(list: HTMLElement, anchor: HTMLElement): void {
  const { top, bottom, left, right, width } = anchor.getBoundingClientRect();
  const below = innerHeight - bottom;
  const isAbove = below < leastRoom && top > below;
  const set = (name: string, value: number | "auto"): void =>
    list.style.setProperty(`--${name}`, typeof value === "number" ? `${value}px` : value);
  set("anchor", width);
  set("top", isAbove ? "auto" : bottom + gap);
  set("bottom", isAbove ? innerHeight - top + gap : "auto");
  set("room", (isAbove ? top : below) - gap - edge);
  // Along the anchor's beginning, unless there is no room for it.
  const start = text.dir === "rtl" ? right - list.offsetWidth : left;
  set("left", Math.max(edge, Math.min(start, innerWidth - list.offsetWidth - edge)));
}
