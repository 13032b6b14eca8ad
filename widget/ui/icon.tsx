/** One set: 20 px, 1.5 px stroke. Decoration only; the words beside them carry the meaning. */
const paths = {
  back: "M12 4l-6 6 6 6",
  close: "M5 5l10 10M15 5L5 15",
  next: "M8 5l5 5-5 5",
  attach: "M10 4v12M4 10h12",
  new: "M3 6l7 5 7-5M3 5h14v10H3z",
  open: "M10 3a7 7 0 107 7M10 6v4l3 2",
  waiting: "M4 4h12v9H9l-3 3v-3H4z",
  "on-hold": "M7 5v10M13 5v10",
  solved: "M4 10l4 4 8-8",
  closed: "M5 9h10v8H5zM7 9V6a3 3 0 016 0v3",
  problem: "M10 4v8M10 16v0",
} as const;

export type IconName = keyof typeof paths;

/** @param path of an icon that only a part of the widget shows, and brings along */
export const Icon = ({ name, path }: { name: IconName; path?: undefined } | { name?: undefined; path: string }) => (
  <svg viewBox="0 0 20 20" aria-hidden="true" class={`icon ${name === "back" || name === "next" ? "turns" : ""}`}>
    <path d={path ?? paths[name]} />
  </svg>
);
