/** One widget: everything its views read and call. Two portals on one page have two of these. */
import type { Portal, PortalCustomer, Ticket } from "../../server/contract/index.ts";
import { type Api, ApiError, createApi } from "../api.ts";
import type { WidgetConfig } from "../config.ts";
import type { Emit, Loader } from "../context.ts";
import type { Live } from "../live.ts";
import { en, type Messages } from "../locales/en.ts";
import { pickLocale } from "../locales/pick.ts";
import type { Observed } from "../observed.ts";
import { createOutbox } from "../outbox.ts";
import { openStorage } from "../storage.ts";
import { type Chunks, createChunks, type Luggage } from "./chunks.ts";
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
  emit: Emit;
  /** The portal's own colour, where the tag names none. */
  paint(color: string): void;
  /** Puts styles and texts of a part to those of the widget. */
  unpack(chunk: Luggage): void;
}

export interface App {
  config: WidgetConfig;
  observed: Observed;
  t: Messages;
  /** BCP 47, of these texts, and for dates and numbers. */
  locale: string;
  isOpen: boolean;
  route: Route;
  portal: Portal | undefined;
  /** The portal could not be read: a reason to try again. */
  loadProblem: ApiError | undefined;
  closed: boolean;
  /** Somebody was signed in here, and the server has ended that. */
  ended: boolean;
  /** What a screen reader should say now. */
  announced: string;
  api: Api;
  chunks: Chunks;
  session: Session;
  tickets: Tickets;
  /** With those of colleagues, for whom may see them. */
  companyTickets: Tickets;
  /** The list shows those, not only one's own. */
  listsCompany: boolean;
  thread: Thread;
  form: Form;
  draft(ticketId: string): Draft;
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
  submit(): Promise<void>;
  /** Signs in by whatever this call proves, and goes on where somebody was asked to. */
  enter(path: string, body: object): Promise<PortalCustomer>;
  /** Signs out, and forgets what this device knows. @param all every other device too */
  forget(all?: boolean): Promise<void>;
  /** Speaks another language from now on, once its texts are there. */
  setLocale(tag: string): Promise<void>;
  /** What an answer that is an error means for the widget as a whole. */
  refused(error: unknown): void;
  /** To be called after each drawing. */
  settle(): void;
  dispose(): void;
}

export function createApp({ config, observed, emit, api: page, paint, unpack }: Place): App {
  const api = createApi(`${new URL(import.meta.url).origin}/api/portal/${config.portal}`);
  const storage = openStorage(config.portal);
  const session = createSession(api, storage);
  const outbox = createOutbox(api, observed);
  const drafts = createDrafts(observed);
  const trail: Route[] = [];
  let live: Live | undefined;
  /** Whose texts are in memory. */
  let owner = session.person()?.id;

  const refused = (error: unknown): void => {
    if (!(error instanceof ApiError)) throw error;
    const { code, status, message, token } = error;
    if (code === "portal_unavailable") close();
    else if (code === "login_required") void readPortal();
    else if (code === "unauthenticated" && session.drop(token)) {
      app.ended = true;
      emit("signed-out");
      void app.load();
    }
    if (status) emit("error", { code, message });
  };
  const ticketId = (): string | undefined => (app.route.name === "ticket" ? app.route.id : undefined);
  const close = (): void => {
    app.closed = true;
    if (!config.target && !form.dirty() && !drafts.any() && !thread.pending.length) page.destroy();
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
  const thread = createThread({ api, observed, session, outbox, news, followedUp, refused });
  const form = createForm(observed, outbox, session, storage);

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
  const leave = (): void => {
    form.clear();
    thread.stop();
    drafts.clear();
    tickets.clear();
    companyTickets.clear();
    trail.length = 0;
    owner = undefined;
  };

  const onTheWay = (): boolean => app.route.name === "sign-in" || app.route.name === "link";

  const move = (route: Route): void => {
    if (route.name !== "new") form.sent = undefined;
    app.route = route;
    if (route.name === "ticket") void thread.load(route.id);
    else thread.clear();
  };

  const settle = (): void => {
    const seen = app.isOpen && !document.hidden;
    if (seen) thread.markRead();
    // Only a visible tab with an open panel listens: browsers allow six connections to a server in all.
    const token = seen && !app.closed && app.portal && !app.needsSignIn() ? session.token(ticketId()) : undefined;
    if (token) {
      live ??= app.chunks.need("live")?.followPortal(app, emit, close);
    }
    live?.listen(token);
  };
  /** Somebody signed in or out in another tab of this site. */
  const hearTabs = ({ newValue }: StorageEvent): void => {
    const id = session.person()?.id;
    if (id === owner) return;
    // Signed out, not only ended: then nothing stays.
    if (!newValue) {
      leave();
      move({ name: "home" });
    }
    owner = id;
    void app.load();
  };
  document.addEventListener("visibilitychange", settle);
  addEventListener("storage", hearTabs);

  const app: App = observed({
    config,
    observed,
    t: en as Messages,
    locale: "en",
    isOpen: false,
    route: { name: "home" } as Route,
    portal: undefined as Portal | undefined,
    loadProblem: undefined as ApiError | undefined,
    closed: false,
    ended: false,
    announced: "",
    api,
    chunks: createChunks(observed, unpack),
    session,
    tickets,
    companyTickets,
    listsCompany: false,
    thread,
    form,
    draft: drafts.of,
    needsSignIn: () => !!app.portal?.loginRequired && !app.portal.permissions,
    company: () => (app.portal?.permissions?.viewCompanyTickets ? session.person()?.company : undefined),
    unsent: () => form.dirty() || drafts.any(),
    go(route) {
      if (!onTheWay()) trail.push(app.route);
      app.ended = false;
      move(route);
    },
    back: () => move(trail.pop() ?? { name: "home" }),
    async load() {
      await readPortal();
      if (app.closed || !app.portal || app.needsSignIn()) return;
      const id = ticketId();
      await Promise.all([
        session.refresh().catch(refused),
        tickets.load(),
        companyTickets.loaded && (app.company() ? companyTickets.load() : companyTickets.clear()),
        id && thread.load(id),
      ]);
    },
    async submit() {
      try {
        app.chunks.need("sent");
        const ticket = await form.submit(app.locale, app.portal!);
        if (!ticket) return;
        news(ticket);
        emit("submitted", { id: ticket.id, number: ticket.number });
      } catch (error) {
        refused(error);
      }
    },
    async enter(path, body) {
      const person = await session.enter(path, body);
      if (owner && owner !== person.id) leave();
      owner = person.id;
      app.ended = false;
      emit("signed-in");
      if (onTheWay()) app.route = trail.pop() ?? { name: "home" };
      await app.load();
      return person;
    },
    async forget(all) {
      const forgotten = session.forget(all);
      leave();
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
      document.removeEventListener("visibilitychange", settle);
      removeEventListener("storage", hearTabs);
      live?.listen(undefined);
    },
  });
  void speak();
  return app;
}
