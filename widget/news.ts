/** Fetched when a page has time, and only for somebody who sent a ticket from this browser before. */
import type { Loader } from "./context.ts";
import type { Kept } from "./storage.ts";

/** The one request that comes unasked: is there an answer? */
export async function news(loader: Loader): Promise<void> {
  const { host, api } = loader;
  const { portal } = host.dataset;
  const { customer, visitor, queued } = JSON.parse(localStorage.getItem(`deskbell:${portal}`)!) as Kept;
  // What an earlier visit could not send, the widget sends.
  if (queued) await loader.load();
  const { origin } = new URL(import.meta.url);
  const headers = { Authorization: `Bearer ${customer ?? visitor}` };
  const answer = await fetch(`${origin}/api/portal/${portal}/tickets`, { credentials: "omit", headers });
  if (answer.status === 404) api.destroy();
  if (!answer.ok) return;
  const { items } = (await answer.json()) as { items: { unread: boolean }[] };
  const count = items.filter((ticket) => ticket.unread).length;
  // Open by now, the widget has counted itself.
  if (!count || loader.app) return;
  api.unread = count;
  host.dispatchEvent(new CustomEvent("unread", { detail: { count } }));
  (await import("./badge.ts")).badge(loader);
}
