/** One widget: everything its views read and call. Two portals on one page have two of these. */
import type { Portal, PortalEvent, Ticket } from "../../server/contract/index.ts";
import { type Api, ApiError, createApi } from "../api.ts";
import type { WidgetConfig } from "../config.ts";
import type { Loader } from "../context.ts";
import type { Live } from "../live.ts";
import { en, type Messages } from "../locales/en.ts";
import { pickLocale } from "../locales/pick.ts";
import type { Observed } from "../observed.ts";
import { createOutbox } from "../outbox.ts";
import { openStorage } from "../storage.ts";
import { type Chunks, createChunks } from "./chunks.ts";
import { createDrafts, type Draft } from "./drafts.ts";
import { createForm, type Form } from "./form.ts";
import type { Route } from "./route.ts";
import { createSession, type Session } from "./session.ts";
import { createThread, type Thread } from "./thread.ts";
import { createTickets, type Tickets } from "./tickets.ts";

/** Where the widget stands and what it may do there. */
export interface Place extends Loader {
  config: WidgetConfig;
  observed: Observed;
  /** The portal's own colour, where the tag names none. */
  paint(color: string): void;
  /** Adds to the widget's style sheets. */
  style(css: string): void;
}

export interface App {
  config: WidgetConfig;
  observed: Observed;
  t: Messages;
  /** BCP 47, for dates and numbers. */
  locale: string;
  isOpen: boolean;
  route: Route;
  portal: Portal | undefined;
  /** The portal could not be read: a reason to try again. */
  loadProblem: ApiError | undefined;
  closed: boolean;
  /** What a screen reader should say now. */
  announced: string;
  api: Api;
  chunks: Chunks;
  session: Session;
  tickets: Tickets;
  thread: Thread;
  form: Form;
  draft(ticketId: string): Draft;
  /** The portal asks for an account, and nobody is signed in. */
  needsSignIn(): boolean;
  go(route: Route): void;
  back(): void;
  /** Reads portal and tickets, once or anew. */
  load(): Promise<void>;
  submit(): Promise<void>;
  track(secret: string): Promise<void>;
  forget(): Promise<void>;
  setLocale(tag: string): void;
  /** What an answer that is an error means for the widget as a whole. */
  refused(error: unknown): void;
  /** To be called after each drawing. */
  settle(): void;
  dispose(): void;
}

export function createApp({ config, observed, emit, setUnread, destroy, paint, style }: Place): App {
  const api = createApi(`${new URL(import.meta.url).origin}/api/portal/${config.portal}`);
  const storage = openStorage(config.portal);
  const session = createSession(api, storage);
  const outbox = createOutbox(api, observed);
  const drafts = createDrafts(observed);
  const trail: Route[] = [];
  let live: Live | undefined;

  const refused = (error: unknown): void => {
    if (!(error instanceof ApiError)) throw error;
    const { code, status, message } = error;
    if (code === "portal_unavailable") close();
    else if (code === "login_required") void readPortal();
    else if (code === "unauthenticated") session.drop(session.token(ticketId()));
    if (status) emit("error", { code, message });
  };
  const ticketId = (): string | undefined => (app.route.name === "ticket" ? app.route.id : undefined);
  const close = (): void => {
    app.closed = true;
    if (!config.target && !form.dirty() && !drafts.any() && !thread.pending.length) destroy();
  };

  const tickets = createTickets(api, observed, session, refused);
  const news = (ticket: Ticket): void => {
    tickets.put(ticket);
    // The portal was off while this was written, and what was read of it before may be old.
    if (app.closed) void app.load();
  };
  const followedUp = (id: string): void => app.go({ name: "ticket", id });
  const thread = createThread({ api, observed, session, outbox, news, followedUp, refused });
  const form = createForm(observed, outbox, session, storage);

  const readPortal = async (): Promise<void> => {
    try {
      const portal = await api.ask<Portal>("");
      app.portal = portal;
      app.loadProblem = undefined;
      app.closed = false;
      if (!config.color && portal.branding.color) paint(portal.branding.color);
      if (!config.locale && portal.locale) app.setLocale(portal.locale);
    } catch (error) {
      app.loadProblem = error as ApiError;
      refused(error);
    }
  };

  const hear = (event: PortalEvent): void => {
    if (event.type === "portal.off") return close();
    if (event.type === "access.changed") return void app.load();
    const { ticket } = event;
    const { t } = app;
    const before = tickets.items.find(({ id }) => id === ticket.id);
    thread.hear(ticket, event.type === "message.created" ? event.message : undefined);
    if (event.type === "message.created" && event.message.author.kind === "staff") {
      app.announced = t.newAnswer(event.message.author.name || t.team);
      emit("reply", { id: ticket.id });
    }
    if (before && before.status !== ticket.status) {
      app.announced = t.changedTo(t.statuses[ticket.status]);
      emit("status", { id: ticket.id, status: ticket.status });
    }
  };

  const move = (route: Route): void => {
    if (route.name !== "new") form.sent = undefined;
    app.route = route;
    if (route.name === "ticket") void thread.load(route.id);
    else thread.clear();
  };

  const settle = (): void => {
    // What the page heard before of unread tickets stays until they are read.
    if (tickets.loaded) setUnread(tickets.items.filter((ticket) => ticket.unread).length);
    const seen = app.isOpen && !document.hidden;
    if (seen) thread.markRead();
    // Only a visible tab with an open panel listens: browsers allow six connections to a server in all.
    const token = seen && !app.closed && app.portal && !app.needsSignIn() ? session.token(ticketId()) : undefined;
    if (token) {
      live ??= app.chunks.need("live")?.createLive({
        url: `${api.base}/events`,
        hear: ({ type, data }) => hear({ type, ...(data as object) } as PortalEvent),
        refused: (status) => (status === 404 ? close() : void app.load()),
      });
    }
    live?.listen(token);
  };
  document.addEventListener("visibilitychange", settle);

  const app: App = observed({
    config,
    observed,
    t: en as Messages,
    locale: pickLocale(config.locale),
    isOpen: false,
    route: { name: "home" } as Route,
    portal: undefined as Portal | undefined,
    loadProblem: undefined as ApiError | undefined,
    closed: false,
    announced: "",
    api,
    chunks: createChunks(observed, style),
    session,
    tickets,
    thread,
    form,
    draft: drafts.of,
    needsSignIn: () => !!app.portal?.loginRequired && !app.portal.permissions,
    go(route) {
      trail.push(app.route);
      move(route);
    },
    back: () => move(trail.pop() ?? { name: "home" }),
    async load() {
      await readPortal();
      if (app.closed || !app.portal || app.needsSignIn()) return;
      await tickets.load();
      const id = ticketId();
      if (id) await thread.load(id);
    },
    async submit() {
      try {
        const ticket = await form.submit(app.locale);
        if (!ticket) return;
        news(ticket);
        emit("submitted", { id: ticket.id, number: ticket.number });
      } catch (error) {
        refused(error);
      }
    },
    async track(secret) {
      try {
        app.go({ name: "ticket", id: await session.track(secret) });
      } catch (error) {
        if ((error as ApiError).code === "link_expired") app.go({ name: "notice", text: "linkExpired" });
        else refused(error);
      }
    },
    async forget() {
      await session.forget();
      form.fields.name = form.fields.email = "";
      tickets.clear();
      trail.length = 0;
      move({ name: "home" });
      emit("signed-out");
    },
    setLocale(tag) {
      app.locale = pickLocale(tag);
    },
    refused,
    settle,
    dispose() {
      document.removeEventListener("visibilitychange", settle);
      live?.listen(undefined);
    },
  });
  return app;
}
