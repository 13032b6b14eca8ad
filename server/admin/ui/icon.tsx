/** One set: 20 px, strokes of 1.5 px. An icon never stands for a meaning alone; the word is beside it or is its label. */
import type { VNode } from "preact";

const shapes = {
  bell: "M6 8.5a4 4 0 0 1 8 0c0 3.5 1.5 4.5 1.5 5h-11c0-.5 1.5-1.5 1.5-5ZM8.5 16a1.6 1.6 0 0 0 3 0",
  plus: "M10 4.5v11M4.5 10h11",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l3.5 3.5",
  filter: "M3.5 6h13M6 10h8M8.5 14h3",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  close: "m5.5 5.5 9 9M14.5 5.5l-9 9",
  back: "M12 4.5 6.5 10l5.5 5.5",
  down: "m5.5 8 4.5 4.5L14.5 8",
  up: "m5.5 12 4.5-4.5L14.5 12",
  right: "M8 5.5 12.5 10 8 14.5",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  mail: "M3.5 5.5h13v9h-13zM3.5 6l6.5 5 6.5-5",
  settings:
    "M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.5 1.5M13.5 13.5 15 15M15 5l-1.5 1.5M6.5 13.5 5 15",
  keyboard: "M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7",
  signOut: "M8 4H4.5v12H8M12.5 6.5 16 10l-3.5 3.5M16 10H8",
  out: "M8 5H4.5v10.5H15V12M11.5 4.5h4v4M15.5 4.5 9.5 10.5",
  lock: "M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  clip: "m15.5 9.5-5.3 5.3a3.3 3.3 0 0 1-4.7-4.7l5.8-5.8a2.2 2.2 0 0 1 3.1 3.1l-5.7 5.7a1.1 1.1 0 0 1-1.6-1.6l5-5",
  file: "M5.5 3.5H11l3.5 3.5v9.5h-9zM11 3.5V7h3.5",
  person: "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4.5 16.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5",
  warning: "M10 4 2.8 16.2h14.4zM10 8.5v3.5M10 14.2h.01",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1-1",
  draft: "M4.5 15.5l.8-3.4 7.9-7.9 2.6 2.6-7.9 7.9ZM11.6 5.8l2.6 2.6",
  reply: "M8.5 5 4 9.5 8.5 14M4 9.5h7c3 0 5 1.5 5 5",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6",
  picture: "M3.5 4.5h13v11h-13zM3.5 13.5l3.8-4 3.2 3.2 2-1.7 4 3.5M13 8h.01",
  offline: "M3 8.5c4-3.6 10-3.6 14 0M5.5 11.5c2.6-2.2 6.4-2.2 9 0M10 15h.01M4 3.5l12 13",
  new: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 7.2v5.6M7.2 10h5.6",
  open: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  waiting: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 6.5V10l2.5 1.8",
  "on-hold": "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8.3 8v4M11.7 8v4",
  solved: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM7.2 10.2l2 2 3.7-4.2",
  closed: "M3.5 5h13v3h-13zM4.8 8v7.5h10.4V8M8.3 11h3.4",
  urgent: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 6.5v4.2M10 13.3h.01",
  high: "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
  low: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  team: "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.5 15.5c.4-2.6 2.2-3.9 5-3.9s4.6 1.3 5 3.9M14.5 5v5M12 7.5h5",
  block: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM5.4 5.4l9.2 9.2",
  more: "M4.6 10a.4.4 0 1 0 .8 0 .4.4 0 0 0-.8 0M9.6 10a.4.4 0 1 0 .8 0 .4.4 0 0 0-.8 0M14.6 10a.4.4 0 1 0 .8 0 .4.4 0 0 0-.8 0",
  people:
    "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.5 15.5c.4-2.6 2.2-3.9 5-3.9s4.6 1.3 5 3.9M12.5 4.3a2.7 2.7 0 0 1 0 5M14.5 11.8c1.7.5 2.7 1.7 3 3.7",
  upload: "M10 13V4.5M6.5 8 10 4.5 13.5 8M4 13v3h12v-3",
  download: "M10 4v8.5M6.5 9 10 12.5 13.5 9M4 13v3h12v-3",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  dash: "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM7.2 10h5.6",
  held: "M7 9V5.8a1.2 1.2 0 0 1 2.4 0V9V4.7a1.2 1.2 0 0 1 2.4 0V9 6a1.2 1.2 0 0 1 2.4 0v5.5c0 3-1.7 5-4.4 5-2 0-3.2-.9-4.2-2.7L4 11.2c-.6-1.1.9-2 1.7-1.1L7 11.5Z",
} as const;

export type IconName = keyof typeof shapes;

/** They point along the line, whichever way it runs. */
const turning = new Set<IconName>(["back", "right", "reply", "signOut"]);

export function Icon({ name, label, size = 20 }: { name: IconName; label?: string; size?: number }): VNode {
  return (
    <svg
      class={turning.has(name) ? "icon turns" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" })}
    >
      <path d={shapes[name]} />
    </svg>
  );
}
