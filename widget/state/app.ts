/** One widget: everything its views read and call. Two portals on one page have two of these. */
import type { MessageReply, Portal, PortalCustomer, Ticket, TicketWithMessages } from "../../server/contract/index.ts";
import { type Api, ApiError, createApi } from "../api.ts";
import type { WidgetConfig } from "../config.ts";
import type { Emit, Loader } from "../context.ts";
import { en } from "../locales/en.ts";
import { pickLocale } from "../locales/pick.ts";
import type { Spoken } from "../locales/words.ts";
import type { Observed } from "../observed.ts";
import type { Outbox, Sending } from "../outbox/outbox.ts";
import { openStore } from "../outbox/store.ts";
import { openStorage } from "../storage.ts";
import { type Chunks, createChunks } from "./chunks.ts";
import { createDrafts, type Draft, type KeptDrafts, newTicket } from "./drafts.ts";
import { createForm, type Form } from "./form.ts";
import { createPost, placeOf } from "./post.ts";
import type { Route } from "./route.ts";
import { createSession, type Session } from "./session.ts";
import { createThread, type Thread } from "./thread.ts";
import { createTickets, type Tickets } from "./tickets.ts";

/** Where the widget stands and what it may do there. */
export interface Place extends Loader {
  config: WidgetConfig;
  observed: Observed;
  emit: Emit;
  /** The portal's own colour, where the tag names none. */
  paint(color: string): void;
  /** Puts styles of a part to those of the widget. */
  dress(css: string): void;
}

export interface App {
  config: WidgetConfig;
  observed: Observed;
  t: Spoken;
  /** BCP 47, of these texts, and for dates and numbers. */
  locale: string;
  isOpen: boolean;
  route: Route;
  portal?: Portal | undefined;
  /** The portal could not be read: a reason to try again. */
  loadProblem?: ApiError | undefined;
  closed?: boolean;
  /** Somebody was signed in here, and the server has ended that. */
  ended?: boolean;
  /** What a screen reader should say now. */
  announced: string;
  emit: Emit;
  api: Api;
  chunks: Chunks;
  session: Session;
  tickets: Tickets;
  /** With those of colleagues, for whom may see them. */
  companyTickets: Tickets;
  /** The list shows those, not only one's own. */
  listsCompany?: boolean;
  thread: Thread;
  form: Form;
  draft(ticketId: string): Draft;
  outbox: Outbox;
  /** Replies to this ticket that wait to be sent. */
  sendings(ticketId: string): Sending[];
  /** New tickets that wait to be sent, but for the one in the form. */
  leftTickets(): Sending[];
  /** The portal asks for an account, and nobody is signed in. */
  needsSignIn(): boolean;
  /** The company whose tickets this person may see. */
  company(): PortalCustomer["company"] | undefined;
  /** Something was typed and not sent. */
  unsent(): boolean;
  go(route: Route): void;
  back(): void;
  /** Reads portal and tickets, once or anew. */
  load(): Promise<void>;
  submit(): void;
  /** From now on this is who is here: what is being written goes along with them, or out of sight. */
  become(id: string): void;
  /** Sends what waits in the outbox for whoever is here. */
  sendLeft(): void;
  /**
   * Signs out, and forgets what this device knows.
   * @param all every other device too
   * @param another somebody else is here: then what was written stays, out of sight, for who wrote it
   */
  forget(all?: boolean, another?: boolean): Promise<void>;
  /** Speaks another language from now on, once its texts are there. */
  setLocale(tag: string): Promise<void>;
  /** What an answer that is an error means for the widget as a whole. */
  refused(error: unknown): void;
  /** To be called after each drawing. */
  settle(): void;
  dispose(): void;
}

export function createApp({ config, observed, host, emit, api: page, paint, dress }: Place): App {
  const api = createApi(`${new URL(import.meta.url).origin}/api/portal/${config.portal}`);
  const storage = openStorage(config.portal);
  const name = `deskbell:${config.portal}`;
  const store = openStore(name);
  const session = createSession(api, storage, store);
  const trail: Route[] = [];
  let live: ((listens: unknown) => void) | undefined;
  const me = (): string => session.person()?.id ?? "";
  /** Whose texts are in memory; nobody's name where nobody is signed in. */
  let owner = me();
  /** Who was signed in when that was last looked at: somebody else from now on is news. */
  let seen = owner;
  const draftStorage = openStorage<KeptDrafts>(`${config.portal}:drafts`);
  const drafts = createDrafts(observed, draftStorage, owner);

  const refused = (error: unknown): void => {
    if (!(error instanceof ApiError)) throw error;
    const { code, status, message, token } = error;
    if (code === "portal_unavailable") close();
    else if (code === "login_required") void readPortal();
    else if (code === "unauthenticated" && session.drop(token)) {
      // At the first question of a page nobody has written anything yet: what is kept may be somebody else's.
      if (app.portal) app.ended = true;
      else leave("");
      emit("signed-out");
      void app.load();
    }
    if (status) emit("error", { code, message });
  };
  const close = (): void => {
    app.closed = true;
    if (!config.target && !app.unsent()) page.destroy();
  };

  const tickets = createTickets(api, observed, session, refused);
  const companyTickets = createTickets(api, observed, session, refused, "company");
  const news = (ticket: Ticket): void => {
    if (ticket.mine !== false) tickets.put(ticket);
    if (companyTickets.loaded && ticket.company) companyTickets.put(ticket);
    // The portal was off while this was written, and what was read of it before may be old.
    if (app.closed) void app.load();
  };
  const followedUp = (id: string): void => app.go({ name: "ticket", id });
  const { post, outbox } = createPost({
    api,
    observed,
    session,
    storage,
    store,
    drafts,
    arrived(place, answer, isHere) {
      if (place !== newTicket) return thread.arrived(place, answer as MessageReply);
      const { ticket } = answer as { ticket: TicketWithMessages };
      if (isHere) form.arrived(ticket);
      news(ticket);
      emit("submitted", { id: ticket.id, number: ticket.number });
    },
    refused(place, error) {
      if (error.code === "not_found" && thread.ticket?.id === place) void thread.load(place);
      refused(error);
    },
  });
  const thread = createThread({ api, observed, session, post, news, followedUp, refused });
  const form = createForm(drafts.of(newTicket), post, session, storage);
  /** Messages of an earlier visit, or of another tab that may be closed before they are sent. */
  const sendLeft = (): void =>
    void import("../outbox/left.tsx").then(
      (left) => left.sendLeft(app),
      () => {},
    );
  const lookLeft = (): void => {
    if (storage.read().queued) sendLeft();
  };

  let wanted: string;
  const speak = async (portalLocale = app.portal?.locale): Promise<void> => {
    const [locale, language] = pickLocale(config.locale, session.person()?.locale, portalLocale);
    wanted = locale;
    try {
      const { words: t } = await language();
      if (wanted === locale) Object.assign(app, { locale, t });
    } catch {
      // What cannot be fetched leaves the language as it is.
    }
  };

  const readPortal = async (): Promise<void> => {
    const person = session.person();
    try {
      const portal = await api.ask<Portal>("", { token: session.token() });
      await speak(portal.locale);
      if (person?.id !== session.person()?.id) return;
      // The form has been on the screen since it was first described.
      app.portal = { ...portal, form: app.portal?.form ?? portal.form } as Portal;
      app.loadProblem = undefined;
      app.closed = false;
      if (!config.color && portal.branding.color) paint(portal.branding.color);
    } catch (error) {
      const problem = error as ApiError;
      if (problem.code === "unauthenticated") {
        // Of a visitor or a customer who is not known any more: as somebody new, then.
        refused(problem);
        return readPortal();
      }
      app.loadProblem = problem;
      refused(problem);
    }
  };

  /** What one person wrote and read is not left for the next. */
  const leave = (next: string): void => {
    outbox.drop();
    drafts.hide(next);
    form.sent = undefined;
    tickets.clear();
    companyTickets.clear();
    trail.length = 0;
    owner = seen = next;
  };

  const onTheWay = (): boolean => app.route.name === "sign-in" || app.route.name === "link";

  const move = (route: Route): void => {
    if (route.name !== "new") form.sent = undefined;
    app.route = route;
    if (route.name === "ticket") void thread.load(route.id);
    else thread.clear();
  };

  const settle = (): void => {
    drafts.saveSoon();
    const seen = app.isOpen && !document.hidden;
    if (seen) thread.markRead();
    // Only a visible tab with an open panel listens: browsers allow six connections to a server in all.
    const listens = seen && !app.closed && app.portal;
    if (listens) live ??= app.chunks.need("live")?.followPortal(app, emit, close);
    live?.(listens);
  };
  /** Somebody signed in or out, wrote or sent in another tab of this site. */
  const hearTabs = ({ key, newValue }: StorageEvent): void => {
    if (key === `${name}:drafts`) {
      const field = document.hasFocus() && host.shadowRoot!.activeElement;
      return drafts.save(field && field.getAttribute("name"));
    }
    if (key && key !== name) return;
    const id = me();
    if (!newValue) {
      // Forgotten, not only ended: then nothing stays.
      leave(id);
      move({ name: "home" });
    } else if (id === seen) return lookLeft();
    else if (id) become(id);
    seen = id;
    void app.load();
  };
  /** What is being written goes along with who signs in, and stays hidden where that is somebody else. */
  const become = (id: string): void => {
    if (owner ? owner !== id : storage.read().before) {
      drafts.save();
      leave(id);
    } else if (!owner) drafts.giveTo(id);
    owner = seen = id;
  };
  const turnTab = (): void => {
    if (document.hidden) drafts.save();
    settle();
  };
  const end = new AbortController();
  document.addEventListener("visibilitychange", turnTab, end);
  addEventListener("pagehide", drafts.save, end);
  addEventListener("storage", hearTabs, end);
  addEventListener("online", lookLeft, end);

  const app: App = observed<App>({
    config,
    observed,
    t: en as Spoken,
    locale: "en",
    isOpen: false,
    route: { name: "home" },
    announced: "",
    emit,
    api,
    chunks: createChunks(observed, dress),
    session,
    tickets,
    companyTickets,
    thread,
    form,
    draft: drafts.of,
    outbox,
    sendings: (id) => outbox.items.filter(({ kept, entry }) => kept && placeOf(entry) === id),
    leftTickets: () => app.sendings(newTicket).filter((sending) => sending !== form.sending),
    needsSignIn: () => !!app.portal?.loginRequired && !app.portal.permissions,
    company: () => (app.portal?.permissions?.viewCompanyTickets ? session.person()?.company : undefined),
    unsent: () => drafts.any() || outbox.items.length > 0,
    go(route) {
      if (!onTheWay()) trail.push(app.route);
      app.ended = false;
      move(route);
    },
    back: () => move(trail.pop() ?? { name: "home" }),
    async load() {
      await readPortal();
      if (app.closed || !app.portal || app.needsSignIn()) return;
      await Promise.all([
        session.refresh().catch(refused),
        tickets.load(),
        companyTickets.loaded && (app.company() ? companyTickets.load() : companyTickets.clear()),
        app.route.name === "ticket" && thread.load(app.route.id),
      ]);
    },
    submit() {
      app.chunks.need("sent");
      form.submit(app.locale, app.portal!);
    },
    become,
    sendLeft,
    async forget(all, another = !!storage.read().before) {
      if (another) drafts.save();
      else draftStorage.forget();
      const forgotten = session.forget(all);
      if (!another) store.forget();
      leave("");
      move({ name: "home" });
      emit("signed-out");
      await Promise.all([forgotten, app.load()]);
    },
    setLocale(tag) {
      config.locale = tag;
      return speak();
    },
    refused,
    settle,
    dispose() {
      drafts.save();
      outbox.drop();
      end.abort();
      live?.(false);
    },
  });
  void speak();
  lookLeft();
  return app;
}
