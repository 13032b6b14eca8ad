/** Which tickets this browser has had open since their customer last wrote: in the list only the others are bold. */
import { effect, signal } from "@preact/signals";
import type { StaffTicket } from "../../contract/index.ts";
import { me } from "./session.ts";
import { head } from "./ticket.ts";

/** Tickets; the one that was opened longest ago makes room. */
const most = 500;

/** Each ticket with a mark of the last words that somebody saw in it. A tag or another assignee is no news. */
const opened = signal<readonly string[]>([]);
const place = (): string => `deskbell:opened:${me.peek()?.id ?? ""}`;

type Sight = Pick<StaffTicket, "id" | "excerpt">;
/** Not the words themselves: they are no business of a browser that somebody has left. */
const sightOf = ({ id, excerpt }: Sight): string => `${id} ${markOf(excerpt).toString(36)}`;
const markOf = (words: string): number =>
  [...words].reduce((mark, sign) => (Math.imul(mark, 31) + sign.codePointAt(0)!) | 0, 0);

export const isNews = (ticket: Sight & Pick<StaffTicket, "unanswered">): boolean =>
  ticket.unanswered && !opened.value.includes(sightOf(ticket));

export function watchOpened(): () => void {
  opened.value = read();
  const note = (): void => {
    const ticket = head.peek();
    // In a tab behind others nobody has read what came.
    if (!ticket || document.hidden) return;
    // Read anew: another tab may have added to it. What was opened last stands last.
    const others = read().filter((one) => !one.startsWith(`${ticket.id} `));
    opened.value = [...others, sightOf(ticket)].slice(-most);
    try {
      localStorage[place()] = JSON.stringify(opened.peek());
    } catch {
      // A full or forbidden storage costs no more than a subject that is bold again.
    }
  };
  addEventListener("visibilitychange", note);
  return effect(() => {
    void head.value;
    note();
  });
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage[place()] ?? "[]");
    return Array.isArray(kept) ? (kept as string[]) : [];
  } catch {
    return opened.peek();
  }
}
