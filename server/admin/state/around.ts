/** How a page of a thread that was read anew fits into what is shown of it. */
import type { StaffMessage } from "../../contract/index.ts";

type Shown = Pick<StaffMessage, "id" | "createdAt">;

/**
 * @param read the newest page, which may be older than what the stream has brought since it was asked for
 * @param shown in the order they were said, what came by the stream included
 * @returns what stays above that page, and what below it. Where something between was missed, nothing stays above: it
 *   is read again from there.
 */
export function around<Message extends Shown>(
  read: readonly Message[],
  shown: readonly Message[],
): { above: readonly Message[]; below: readonly Message[] } {
  const ids = new Set(read.map(({ id }) => id));
  const first = shown.findIndex(({ id }) => id === read[0]?.id);
  const last = shown.findLastIndex(({ id }) => ids.has(id));
  const newest = read.at(-1)?.createdAt ?? "";
  const isBelow = ({ id, createdAt }: Message, at: number): boolean =>
    !ids.has(id) && (last < 0 ? createdAt > newest : at > last);
  return { above: shown.slice(0, Math.max(first, 0)), below: shown.filter(isBelow) };
}
