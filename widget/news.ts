/** Fetched when a page has time, and only for somebody who sent a ticket from this browser before. */
import type { Loader } from "./context.ts";
import type { Kept } from "./storage.ts";

/** The one request that comes unasked: is there an answer? */
export async function news(loader: Loader): Promise<void> {
  const { host, button, api } = loader;
  const { portal } = host.dataset;
  const name = `deskbell:${portal}`;
  // Gone again while this was fetched.
  if (!host.isConnected) return;
  const end = new AbortController();
  host.addEventListener("destroy", () => end.abort());
  const kept = (): Kept => JSON.parse(localStorage.getItem(name) ?? "{}") as Kept;
  // What an earlier visit could not send, the widget sends.
  if (kept().queued) await loader.load();
  const { origin } = new URL(import.meta.url);
  const count = async (): Promise<void> => {
    const { customer, visitor } = kept();
    if (!(customer ?? visitor)) return show(0);
    const headers = { Authorization: `Bearer ${customer ?? visitor}` };
    const answer = await fetch(`${origin}/api/portal/${portal}/tickets`, { credentials: "omit", headers });
    // Closed: what the page calls is answered still.
    if (answer.status === 404) button.remove();
    if (!answer.ok) return;
    const { items } = (await answer.json()) as { items: { unread: boolean }[] };
    await show(items.filter((ticket) => ticket.unread).length);
  };
  const show = async (unread: number): Promise<void> => {
    // Open by now, the widget has counted itself.
    if (unread === api.unread || loader.app) return;
    api.unread = unread;
    host.dispatchEvent(new CustomEvent("unread", { detail: { count: unread } }));
    (await import("./badge.ts")).badge(loader);
  };
  // Another tab has read an answer, or signed out.
  let isBehind = false;
  const catchUp = (): void => {
    // Many tabs hear it; those out of sight ask when they are seen.
    if (document.hidden || !isBehind || loader.app || !host.isConnected) return;
    isBehind = false;
    void count().catch(() => {});
  };
  addEventListener(
    "storage",
    ({ key }) => {
      if (key && key !== name) return;
      isBehind = true;
      catchUp();
    },
    end,
  );
  addEventListener("visibilitychange", catchUp, end);
  await count();
}
