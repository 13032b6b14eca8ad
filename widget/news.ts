/**
 * Is there an answer? Fetched for somebody who sent a ticket from this browser: when a page has time, or once the panel is
 * closed. While a ticket waits and the page is in sight, one small request now and then; the open panel listens by itself.
 */
import type { Ticket } from "../server/contract/index.ts";
import type { Loader } from "./context.ts";
import type { Kept } from "./storage.ts";

/** Seconds from one look to the next; the last one for as long as it takes. */
const pauses = [10, 20, 40, 60];
/** An answer that came while one page made way for another is still shown on the next. */
const freshMs = 300_000;
/** Whoever goes to and fro between tabs does not ask each time. */
const restMs = 5_000;

const followed = new WeakSet<Loader>();

const waits = ({ status }: Ticket): boolean => status === "new" || status === "open" || status === "on-hold";
const isFresh = ({ unread, updatedAt }: Ticket): boolean => unread && Date.now() - Date.parse(updatedAt) < freshMs;
const newsOf = (ticket: Ticket | undefined): string => `${ticket?.id} ${ticket?.updatedAt}`;

export async function news(loader: Loader): Promise<void> {
  const { host, button, api } = loader;
  // Gone again while this was fetched.
  if (!host.isConnected || followed.has(loader)) return;
  followed.add(loader);
  const { portal } = host.dataset;
  const name = `deskbell:${portal}`;
  const { origin } = new URL(import.meta.url);
  const end = new AbortController();
  host.addEventListener("destroy", () => {
    end.abort();
    clearTimeout(next);
  });
  const kept = (): Kept => JSON.parse(localStorage.getItem(name) ?? "{}") as Kept;
  const token = (): string | undefined => kept().customer ?? kept().visitor;
  /** @returns undefined for somebody whom the desk does not know, or does not let in: nothing is waited for */
  const ask = async (query = ""): Promise<readonly Ticket[] | undefined> => {
    const asking = token();
    if (!asking) return undefined;
    const answer = await fetch(`${origin}/api/portal/${portal}/tickets${query}`, {
      credentials: "omit",
      headers: { Authorization: `Bearer ${asking}` },
      signal: end.signal,
    });
    // Not where somebody else answers, as what stands before a desk does while that starts anew.
    const { items } = (await answer.json()) as { items?: Ticket[] };
    // Closed: what the page calls is answered still.
    if (answer.status === 404) button.remove();
    // Whoever signed in or out meanwhile is somebody else, for whom there is another look.
    if (asking !== token()) known = undefined;
    else if (items || [401, 403, 404].includes(answer.status)) return items;
    throw new Error("The desk has no answer now.");
  };

  let known: readonly Ticket[] | undefined;
  let previewed = "";
  let step = 0;
  let lookedAt = -restMs;
  let next: ReturnType<typeof setTimeout> | undefined;
  /** Another tab has read something, or signed out, while this one was out of sight. */
  let isBehind = false;

  const isNews = (ticket: Ticket): boolean => isFresh(ticket) && newsOf(ticket) !== previewed;
  const take = async (items: readonly Ticket[] = []): Promise<void> => {
    known = items;
    const unread = items.filter((ticket) => ticket.unread).length;
    // The widget counts by itself.
    if (loader.app || unread === api.unread) return;
    api.unread = unread;
    host.dispatchEvent(new CustomEvent("unread", { detail: { count: unread } }));
    (await import("./badge.ts")).badge(loader);
  };
  const readAll = async (): Promise<void> => {
    const { app } = loader;
    if (app) await app.tickets.load();
    await take(app ? app.tickets.items : await ask());
  };
  const plan = (): void => {
    clearTimeout(next);
    next = undefined;
    // What could not be read yet may wait.
    if ((known && !known.some((ticket) => waits(ticket) || isNews(ticket))) || end.signal.aborted) return;
    next = setTimeout(look, pauses[Math.min(step++, pauses.length - 1)]! * 1000);
  };
  const look = async (): Promise<void> => {
    // In sight again, it looks at once; taken out of the page, never.
    if (document.hidden || loader.app?.isOpen || !host.isConnected) return;
    lookedAt = performance.now();
    try {
      const reader = token();
      // What has news is the first of the list.
      const found = await ask("?limit=1");
      const newest = found?.[0];
      const before = known;
      const isChanged = newsOf(newest) !== newsOf(before?.[0]);
      if (!newest?.unread || newsOf(newest) !== previewed) loader.preview?.remove();
      if (!found) await take();
      else if (isChanged) await readAll();
      // As told from one look to the next; what a page begins with, by its time.
      if (newest?.unread && newsOf(newest) !== previewed && ((before && isChanged) || isFresh(newest))) {
        const { preview } = await import("./preview.ts");
        if (reader !== token() || loader.app?.isOpen) return;
        previewed = newsOf(newest);
        preview(loader, newest, kept());
      }
    } catch {
      // The next look may find a way to the desk.
    }
    plan();
  };
  const catchUp = (): void => {
    if (document.hidden || loader.app?.isOpen || !host.isConnected) return;
    if (isBehind) void readAll().then(plan, plan);
    else if (next && performance.now() - lookedAt > restMs) void look();
    isBehind = false;
  };
  addEventListener(
    "storage",
    ({ key }) => {
      if (key && key !== name) return;
      // Read in another tab, or somebody else's by now.
      loader.preview?.remove();
      // The widget hears the rest by itself.
      if (loader.app) return;
      isBehind = true;
      catchUp();
    },
    end,
  );
  addEventListener("visibilitychange", catchUp, end);
  api.on("close", () => {
    step = 0;
    void take(loader.app!.tickets.items).then(plan, plan);
  });
  // In the open panel it is read, and of somebody else it must not be.
  for (const event of ["open", "signed-in", "signed-out"]) api.on(event, () => loader.preview?.remove());

  try {
    // What an earlier visit could not send, the widget sends.
    if (kept().queued) await loader.load();
    const { app } = loader;
    if (app?.tickets.loaded) await take(app.tickets.items);
    else await readAll();
  } catch {
    // No way to the desk yet.
  }
  plan();
}
