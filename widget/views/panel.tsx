/** The frame around every view: header, the view of the route, and what screen readers are told. */
import { Component, type ComponentType } from "preact";
import type { App } from "../state/app.ts";
import { firstField } from "../ui/focus.ts";
import { Icon } from "../ui/icon.tsx";
import { Later, LoadProblem } from "../ui/later.tsx";
import { Problem } from "../ui/problem.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Home } from "./home.tsx";
import { NewTicket } from "./new-ticket.tsx";
import { Thread } from "./thread.tsx";

interface PanelProps {
  app: App;
  /** On the hosted portal: its head, and tickets: what is written, and list and thread together. */
  page: Record<"Beside" | "Head", ComponentType<{ app: App }>> | undefined;
  close: () => void;
}

export class Panel extends Component<PanelProps> {
  #panel: HTMLDialogElement | null = null;
  #at = "";
  #field: HTMLElement | null = null;

  override componentDidUpdate(): void {
    const { isOpen, route, config } = this.props.app;
    const panel = this.#panel!;
    // A part of a page never takes focus.
    if (config.target) return;
    if (isOpen !== panel.open) {
      if (!isOpen) panel.close();
      // On a phone the panel covers the page, which then cannot be reached.
      else if (getComputedStyle(panel).position === "fixed") panel.showModal();
      else panel.show();
    }
    const at = isOpen ? route.name : "";
    const field = firstField(panel.parentNode!);
    // A view that brings no focus of its own is announced by the panel's name; a form may come after the view.
    if (at && (at !== this.#at || (field && !this.#field))) (field ?? panel).focus();
    this.#at = at;
    this.#field = field;
  }

  render() {
    const { app, page, close } = this.props;
    const { t, route, portal, config } = app;
    const floating = !config.target;
    // Modal or not, the browser keeps the focus inside, closes at Escape and gives the focus back.
    const Frame = (floating ? "dialog" : "div") as "dialog";
    const titles: Partial<Record<string, string>> = {
      new: t.newTicket,
      tickets: t.yourTickets,
      ticket: app.thread.ticket?.subject,
    };
    // The head of a page stays as it is; there titles stand above what they name.
    const title = (!page && titles[route.name]) || portal?.name;
    return (
      <Frame
        ref={(element) => void (this.#panel = element)}
        tabIndex={-1}
        aria-label={floating ? (title ?? t.launcher) : undefined}
        class={`panel ${page ? "page" : floating ? "floating" : "inline"} at-${route.name}`}
        lang={app.locale}
        dir={t.dir as "ltr"}
        onClose={close}
        onKeyDown={(event) => {
          // Escape; that of an input method, which is its own, has another code.
          if (event.keyCode === 27) close();
        }}
      >
        {/* No header: outside of an article it would be a banner of the page, which has its own. */}
        <div class="bar">
          {route.name !== "home" && (
            <button type="button" class="round" aria-label={t.back} onClick={app.back}>
              <Icon name="back" />
            </button>
          )}
          <h1 dir="auto">{title}</h1>
          {page && <page.Head app={app} />}
          {floating && (
            <button type="button" class="round" aria-label={t.close} onClick={close}>
              <Icon name="close" />
            </button>
          )}
        </div>
        {((app.closed && isWriting(app)) || app.ended) && (
          <Problem app={app} code={app.closed ? "portal_unavailable" : "unauthenticated"} />
        )}
        <div class="view">
          {page && portal && /^(new|tick)/.test(route.name) && !isShut(app) && !app.needsSignIn() ? (
            <page.Beside app={app} />
          ) : (
            <View app={app} />
          )}
        </div>
        <div class="unseen" role="status">
          {app.announced}
        </div>
      </Frame>
    );
  }
}

/** Somebody who is writing keeps the text in sight, whatever happened to the portal meanwhile. */
const isWriting = ({ route, form, draft, sendings }: App): boolean =>
  route.name === "new"
    ? form.dirty()
    : route.name === "ticket" && !!(draft(route.id).fields.body || sendings(route.id).length);

const isShut = (app: App): boolean | undefined => app.closed && !isWriting(app);

function View({ app }: { app: App }) {
  const { route, portal } = app;
  const later = (chunk: "account" | "help" | "problems" | "signIn" | "tickets") => (
    <Later app={app} chunk={chunk}>
      {({ View: Found }) => <Found app={app} />}
    </Later>
  );
  if (isShut(app)) {
    return later("problems");
  }
  if (!portal) {
    if (!app.loadProblem) return <Skeleton rows={3} />;
    return (
      <section class="empty">
        <LoadProblem app={app} retry={() => void app.load()} />
      </section>
    );
  }
  const isOpenToAll = route.name === "link" || route.name === "help" || (route.name === "new" && app.form.dirty());
  switch (app.needsSignIn() && !isOpenToAll ? "sign-in" : route.name) {
    case "new":
      return <NewTicket app={app} />;
    case "ticket":
      return <Thread app={app} id={(route as { id: string }).id} />;
    case "tickets":
    case "help":
      return later(route.name as "tickets" | "help");
    case "sign-in":
    case "link":
      return later(app.session.person() && route.name !== "link" ? "account" : "signIn");
    default:
      return <Home app={app} />;
  }
}
