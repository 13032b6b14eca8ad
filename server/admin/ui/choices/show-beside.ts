import { text } from "../../locales/text.ts";

const gap = 4;
const edge = 8;
const leastRoom = 220;

/**
 * Shows a list in the top layer, where no dialog and no scrolling column cuts it off and nothing moves to make room for
 * it. CSS has no anchors in every browser yet, so its place is measured; the sheet says what becomes of it.
 * @returns what hides it again
 */
export function showBeside(list: HTMLElement, anchor: HTMLElement, along: "start" | "end" = "start"): () => void {
  list.showPopover();
  const place = (): void => placeBeside(list, anchor, along);
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

function placeBeside(list: HTMLElement, anchor: HTMLElement, along: "start" | "end"): void {
  const { top, bottom, left, right, width } = anchor.getBoundingClientRect();
  const below = innerHeight - bottom;
  const isAbove = below < leastRoom && top > below;
  const set = (name: string, value: number | "auto"): void =>
    list.style.setProperty(`--${name}`, typeof value === "number" ? `${value}px` : value);
  set("anchor", width);
  set("top", isAbove ? "auto" : bottom + gap);
  set("bottom", isAbove ? innerHeight - top + gap : "auto");
  set("room", (isAbove ? top : below) - gap - edge);
  // Along one edge of the anchor, unless there is no room for it.
  const isAtLeft = (text.dir === "rtl") === (along === "end");
  const wanted = isAtLeft ? left : right - list.offsetWidth;
  set("left", Math.max(edge, Math.min(wanted, innerWidth - list.offsetWidth - edge)));
}
