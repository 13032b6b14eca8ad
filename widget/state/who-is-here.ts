/** Who is here: signing in and out, in this tab or another, and what one person leaves for the next. */
import type { App } from "./app.ts";
import type { Drafts } from "./drafts.ts";
import type { Route } from "./route.ts";

export interface WhoIsHere {
  /** Somebody was signed in here, and the server has ended that. */
  ended?: boolean;
  /** From now on this is who is here: what is being written goes along with them, or out of sight. */
  become(id: string): void;
  /**
   * Signs out, and forgets what this device knows.
   * @param all every other device too
   */
  forget(all?: boolean): Promise<void>;
}

/**
 * @param writer whose texts are in memory; nobody's name where nobody is signed in
 * @returns leaves nothing of what one person wrote and read for the next; and what to do when another tab of this site
 * has changed what is kept, or has taken it away
 */
export function addWhoIsHere(
  app: App,
  writer: string,
  drafts: Drafts,
  trail: Route[],
  move: (route: Route) => void,
  lookLeft: () => void,
): [leave: (next: string) => void, hear: (isKept: unknown) => void] {
  const { session } = app;
  /** Who was signed in when that was last looked at: somebody else from now on is news. */
  let lastHere = writer;
  let lastRead = session.kept.read().read;
  const leave = (next: string): void => {
    app.outbox.drop();
    drafts.hide(next);
    app.form.sent = undefined;
    app.tickets.clear();
    app.companyTickets.clear();
    trail.length = 0;
    writer = lastHere = next;
  };
  app.become = (id) => {
    if (writer ? writer !== id : session.kept.read().before) {
      drafts.save();
      leave(id);
    } else if (!writer) drafts.giveTo(id);
    writer = lastHere = id;
  };
  app.forget = async (all) => {
    // Somebody else is here: then what was written stays, out of sight, for who wrote it.
    const another = !!session.kept.read().before;
    if (another) drafts.save();
    else drafts.forget();
    const forgotten = session.forget(all);
    if (!another) app.outbox.store.forget();
    leave("");
    move({ name: "home" });
    app.emit("signed-out");
    await Promise.all([forgotten, app.load()]);
  };
  const hear = (isKept: unknown): void => {
    const id = session.person()?.id ?? "";
    if (!isKept) {
      // Forgotten, not only ended: then nothing stays.
      leave(id);
      move({ name: "home" });
    } else if (id === lastHere) {
      lookLeft();
      const { read } = session.kept.read();
      // Another tab has read an answer: what is unread is counted anew.
      if (read !== lastRead && app.tickets.loaded) void app.tickets.load();
      lastRead = read;
      return;
    } else if (id) app.become(id);
    lastHere = id;
    void app.load();
  };
  return [leave, hear];
}
