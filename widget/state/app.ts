/** One widget: everything its views read and call. Two portals on one page have two of these. */
import { ApiError, createApi } from "../api.ts";
import type { WidgetConfig } from "../config.ts";
import type { Emit, Loader } from "../context.ts";
import { en } from "../locales/en.ts";
import type { Observed } from "../observed.ts";
import { openStore } from "../outbox/store.ts";
import { openStorage } from "../storage.ts";
import type { Base } from "./base.ts";
import { type Chunks, createChunks } from "./chunks.ts";
import { createDrafts } from "./drafts.ts";
import { addLanguage, type Language } from "./language.ts";
import { addNavigation, type Navigation } from "./navigation.ts";
import { addPortal, type PortalState } from "./portal.ts";
import type { Route } from "./route.ts";
import { createSession } from "./session.ts";
import { createTickets, type Tickets } from "./tickets.ts";
import { addWhoIsHere, type WhoIsHere } from "./who-is-here.ts";
import { addWriting, type Writing } from "./writing.ts";

export interface App extends Base, Language, PortalState, Navigation, Writing, WhoIsHere {
  isOpen: boolean;
  /** What a screen reader should say now. */
  announced?: string;
  chunks: Chunks;
  tickets: Tickets;
  /** With those of colleagues, for whom may see them. */
  companyTickets: Tickets;
  /** The list shows those, not only one's own. */
  listsCompany?: boolean;
  /** To be called after each drawing. */
  settle(): void;
  dispose(): void;
}

/** @param dress puts styles of a part to those of the widget */
export function createApp(
  loader: Loader,
  config: WidgetConfig,
  emit: Emit,
  observed: Observed,
  dress: (css: string) => void,
): App {
  const { host, button, api: page } = loader;
  const api = createApi(`${new URL(import.meta.url).origin}/api/portal/${config.portal}`);
  const name = `deskbell:${config.portal}`;
  const storage = openStorage(config.portal);
  const store = openStore(name);
  const session = createSession(api, storage, store);
  const writer = session.person()?.id ?? "";
  const drafts = createDrafts(observed, openStorage(`${config.portal}:drafts`), writer);
  const trail: Route[] = [];
  const app: App = observed({
    config,
    observed,
    emit,
    api,
    session,
    t: en,
    locale: "en",
    asked: "",
    isOpen: false,
    route: { name: "home" },
  } as unknown as App);

  app.chunks = createChunks(app, dress);
  app.tickets = createTickets(app, "mine");
  app.companyTickets = createTickets(app, "company");
  addWriting(app, storage, store, drafts);
  const lookLeft = (): void => {
    if (storage.read().queued) app.sendLeft();
  };
  const move = addNavigation(app, trail);
  const speak = addLanguage(app);
  const readPortal = addPortal(app, host, speak);
  const [leave, hear] = addWhoIsHere(app, writer, drafts, trail, move, lookLeft);
  const close = (): void => {
    app.closed = true;
    emit("unreached");
    if (config.target || app.unsent()) return;
    // What the page calls is answered still, and may find it open again.
    button.remove();
    void page.close();
  };
  app.refused = (error) => {
    if (!(error instanceof ApiError)) throw error;
    const { code, status, message, token } = error;
    if (code === "portal_unavailable") close();
    else if (code === "login_required") void readPortal();
    else if (code === "unauthenticated") {
      // A visitor's, or of somebody who has gone already: no news for the page.
      if (!session.drop(token)) return;
      // At the first question of a page nobody has written anything yet: what is kept may be somebody else's.
      if (app.portal) app.ended = true;
      else leave("");
      emit("signed-out");
      void app.load();
    }
    // Without an answer there is nothing that the page could do, unless the site has something to mend (`around/`).
    emit(status ? "error" : "unreached", { code, message });
  };

  let live: ((listens: unknown) => void) | undefined;
  app.settle = () => {
    drafts.saveSoon();
    const isInSight = app.isOpen && !document.hidden;
    if (isInSight) app.thread.markRead();
    // Only a visible tab with an open panel listens: browsers allow six connections to a server in all.
    const listens = isInSight && app.portal;
    if (listens) live ??= app.chunks.need("live")?.followPortal(app, close, loader);
    live?.(listens);
  };
  const end = new AbortController();
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.hidden) drafts.save();
      app.settle();
    },
    end,
  );
  addEventListener("pagehide", drafts.save, end);
  addEventListener(
    "storage",
    ({ key, newValue }) => {
      if (key === `${name}:drafts`) {
        const field = document.hasFocus() && host.shadowRoot!.activeElement;
        drafts.save(field && field.getAttribute("name"));
      } else if (!key || key === name) hear(newValue);
    },
    end,
  );
  addEventListener("online", lookLeft, end);
  app.dispose = () => {
    drafts.save();
    app.outbox.drop();
    end.abort();
    live?.(false);
  };
  void speak();
  lookLeft();
  return app;
}
