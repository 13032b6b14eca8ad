/** One widget: everything its views read and call. Two portals on one page have two of these. */
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Portal, PortalEvent, TicketWithMessages } from "../../server/contract/index.ts";
import { type Api, ApiError, createApi } from "../api.ts";
import type { WidgetConfig } from "../config.ts";
import type { Loader } from "../context.ts";
import { createLive } from "../live.ts";
import { en, type Messages } from "../locales/en.ts";
import { pickLocale } from "../locales/pick.ts";
import { createOutbox } from "../outbox.ts";
import { openStorage } from "../storage.ts";
import { createFiles } from "./files.ts";
import { createForm, type Form } from "./form.ts";
import { readRoute, type Route } from "./route.ts";
import { createSession, type Session } from "./session.ts";
import { createThread, type Thread } from "./thread.ts";
import { createTickets, type Tickets } from "./tickets.ts";

/** Where the widget stands and what it may do there. */
interface Place extends Loader {
  config: WidgetConfig;
  paint(color: string): void;
}

export interface App {
  config: WidgetConfig;
  api: Api;
  t: Signal<Messages>;
  /** BCP 47, for dates and numbers. */
  locale: Signal<string>;
  isOpen: Signal<boolean>;
  route: ReadonlySignal<Route>;
  portal: ReadonlySignal<Portal | undefined>;
  /** The portal could not be read: a reason to try again. */
  loadProblem: ReadonlySignal<ApiError | undefined>;
  closed: ReadonlySignal<boolean>;
  /** What a screen reader should say now. */
  announced: Signal<string>;
  session: Session;
  tickets: Tickets;
  thread: Thread;
  form: Form;
  /** Answers that are being written, by ticket: they outlive the view. */
  replies: Map<string, string>;
  go(route: Route): void;
  back(): void;
  /** Reads portal and tickets, once or anew. */
  load(): Promise<void>;
  submit(): Promise<void>;
  track(secret: string): Promise<void>;
  forget(): Promise<void>;
  setLocale(tag: string): Promise<void>;
  dispose(): void;
}

export function createApp({ config, emit, setUnread, destroy, paint }: Place): App {
  const api = createApi(`${new URL(import.meta.url).origin}/api/portal/${config.portal}`);
  const storage = openStorage(config.portal);
  const session = createSession(api, storage);
  const outbox = createOutbox(api);
  const t = signal<Messages>(en);
  const locale = signal(pickLocale(config.locale));
  const isOpen = signal(false);
  const route = signal<Route>({ name: "home" });
  const portal = signal<Portal | undefined>();
  const loadProblem = signal<ApiError | undefined>();
  const closed = signal(false);
  const announced = signal("");
  const trail: Route[] = [];

  const refused = (error: unknown): void => {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "portal_unavailable") close();
    else if (error.code === "login_required") void readPortal();
    else if (error.code === "unauthenticated") session.drop(session.token(ticketId()));
    if (error.status) emit("error", { code: error.code, message: error.message });
  };
  const ticketId = (): string | undefined => (route.value.name === "ticket" ? route.value.id : undefined);
  const close = (): void => {
    closed.value = true;
    live.listen(false);
    const floating = !config.target;
    if (floating && !form.dirty) destroy();
  };

  const tickets = createTickets(api, session, refused);
  const thread = createThread(api, session, outbox, tickets.put, refused);
  const files = createFiles(`${api.base}/attachments`, session.visitor, refused);
  const form = createForm(outbox, session, storage, files);

  const readPortal = async (): Promise<void> => {
    try {
      const found = await api.ask<Portal>("");
      portal.value = found;
      loadProblem.value = undefined;
      closed.value = false;
      if (!config.color && found.branding.color) paint(found.branding.color);
      if (!config.locale && found.locale) locale.value = pickLocale(found.locale);
    } catch (error) {
      loadProblem.value = error as ApiError;
      refused(error);
    }
  };

  const hear = (event: PortalEvent): void => {
    if (event.type === "portal.off") return close();
    if (event.type === "access.changed") return void load();
    const { ticket } = event;
    const before = tickets.items.value.find(({ id }) => id === ticket.id);
    thread.hear(ticket, event.type === "message.created" ? event.message : undefined);
    if (event.type === "message.created" && event.message.author.kind === "staff") {
      const { name } = event.message.author;
      announced.value = t.value.newAnswer(name || t.value.team);
      emit("reply", { id: ticket.id });
    }
    if (before && before.status !== ticket.status) {
      announced.value = t.value.changedTo(t.value.statuses[ticket.status]);
      emit("status", { id: ticket.id, status: ticket.status });
    }
  };
  const live = createLive({
    url: `${api.base}/events`,
    token: () => session.token(ticketId()),
    hear: ({ type, data }) => hear({ type, ...(data as object) } as PortalEvent),
    refused: (status) => (status === 404 ? close() : void load()),
  });

  const load = async (): Promise<void> => {
    await readPortal();
    if (closed.value || !portal.value || needsSignIn()) return;
    await tickets.load();
    const id = ticketId();
    if (id) await thread.load(id);
    follow();
  };
  const needsSignIn = (): boolean => portal.value?.loginRequired === true && !portal.value.permissions;
  const follow = (): void => live.listen(isOpen.value && !document.hidden && !closed.value && !needsSignIn());

  const go = (next: Route, remember = true): void => {
    if (remember) trail.push(route.value);
    if (next.name !== "new") form.sent.value = undefined;
    route.value = next;
    if (next.name === "ticket") {
      void thread.load(next.id);
      follow();
    } else thread.clear();
  };

  document.addEventListener("visibilitychange", follow);
  const stops = [
    effect(() => setUnread(tickets.unread.value)),
    effect(() => {
      const ticket = thread.ticket.value;
      if (isOpen.value && !document.hidden && ticket?.unread) thread.markRead();
    }),
    effect(follow),
    () => document.removeEventListener("visibilitychange", follow),
    () => live.listen(false),
  ];

  return {
    config,
    api,
    t,
    locale,
    isOpen,
    route,
    portal,
    loadProblem,
    closed,
    announced,
    session,
    tickets,
    thread,
    form,
    replies: new Map(),
    go,
    back: () => go(trail.pop() ?? { name: "home" }, false),
    load,
    async submit() {
      try {
        await form.submit(locale.value);
        const { ticket } = form.sent.value!;
        tickets.put(ticket as TicketWithMessages);
        emit("submitted", { id: ticket.id, number: ticket.number });
        // The portal may have been off while this was written, and what was read of it before may be old.
        if (closed.value) void load();
        else follow();
      } catch (error) {
        refused(error);
      }
    },
    async track(secret) {
      try {
        go({ name: "ticket", id: await session.track(secret) });
      } catch (error) {
        const { code } = error as ApiError;
        if (code === "link_expired") go({ name: "notice", text: "linkExpired" });
        else refused(error);
      }
    },
    async forget() {
      live.listen(false);
      await session.forget();
      form.fields.name.value = form.fields.email.value = "";
      tickets.clear();
      trail.length = 0;
      go({ name: "home" }, false);
      emit("signed-out");
    },
    async setLocale(tag) {
      locale.value = pickLocale(tag);
    },
    dispose: () => stops.forEach((stop) => stop()),
  };
}

export const openView = (app: App, view: string | undefined): void => {
  if (view !== undefined) app.go(readRoute(view));
};
