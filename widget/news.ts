/** Fetched when a page has time, and only for somebody who sent a ticket from this browser before. */
import type { Loader } from "./context.ts";
import type { Kept } from "./storage.ts";

/** The one request that comes unasked: is there an answer? */
export async function lookForNews(portal: string, { setUnread, destroy }: Loader): Promise<void> {
  const { customer, visitor } = JSON.parse(localStorage.getItem(`deskbell:${portal}`)!) as Kept;
  const { origin } = new URL(import.meta.url);
  const headers = { Authorization: `Bearer ${customer ?? visitor}` };
  const answer = await fetch(`${origin}/api/portal/${portal}/tickets`, { credentials: "omit", headers });
  if (answer.status === 404) destroy();
  if (!answer.ok) return;
  const { items } = (await answer.json()) as { items: { unread: boolean }[] };
  setUnread(items.filter((ticket) => ticket.unread).length);
}
