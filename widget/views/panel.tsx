/** The frame around every view: header, the view of the route, and what screen readers are told. */
import { useEffect, useRef } from "preact/hooks";
import type { App } from "../state/app.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Home } from "./home.tsx";
import { Later } from "./later.tsx";
import { NewTicket } from "./new-ticket.tsx";
import { Thread } from "./thread.tsx";
import { Tickets } from "./tickets.tsx";

const loadHelp = () => import("./help.tsx").then(({ Help }) => Help);
const loadSignIn = () => import("./sign-in.tsx").then(({ SignIn }) => SignIn);

export function Panel({ app, close }: { app: App; close: () => void }) {
  const t = app.t.value;
  const { config } = app;
  const route = app.route.value;
  const portal = app.portal.value;
  const panel = useRef<HTMLDivElement>(null);
  const floating = !config.target;
  const isPage = config.page !== undefined;
  const dialog = floating
    ? ({ role: "dialog", "aria-modal": isSheet(), "aria-label": portal?.name ?? t.launcher } as const)
    : {};

  useEffect(() => {
    // A view that brings no focus of its own is announced by its heading.
    if (app.isOpen.value && floating) panel.current?.focus();
  }, [app.isOpen.value, route.name]);

  return (
    <div
      {...dialog}
      ref={panel}
      tabIndex={-1}
      class={`panel ${isPage ? "page" : floating ? "floating" : "inline"} at-${route.name}`}
      lang={app.locale.value}
      dir={direction(app.locale.value)}
      hidden={!app.isOpen.value}
      onKeyDown={(event) => keys(event, panel.current!, floating, close)}
    >
      <header class="bar">
        {route.name !== "home" && (
          <button type="button" class="round" aria-label={t.back} onClick={app.back}>
            <Icon name="back" />
          </button>
        )}
        <h1>{title(app)}</h1>
        {floating && (
          <button type="button" class="round" aria-label={t.close} onClick={close}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <div class="view">
        {isPage && portal && (route.name === "ticket" || route.name === "tickets") ? (
          <div class="beside">
            <aside aria-label={t.yourTickets}>
              <Tickets app={app} />
            </aside>
            <div>{route.name === "ticket" ? <Thread app={app} /> : <p class="empty quiet">{t.chooseTicket}</p>}</div>
          </div>
        ) : (
          <View app={app} />
        )}
      </div>
      <div class="unseen" role="status" aria-live="polite">
        {app.announced.value}
      </div>
    </div>
  );
}

function View({ app }: { app: App }) {
  const t = app.t.value;
  const route = app.route.value;
  const portal = app.portal.value;
  // Somebody who is writing keeps the text in sight, whatever happened to the portal meanwhile.
  const writing = (route.name === "new" && app.form.dirty) || (route.name === "ticket" && app.thread.ticket.value);
  if (app.closed.value && !(writing && portal)) {
    return (
      <section class="empty">
        <h2>{t.closedTitle}</h2>
        <p>{t.closedText}</p>
      </section>
    );
  }
  if (!portal) {
    if (!app.loadProblem.value) return <Skeleton rows={3} />;
    return (
      <section class="empty">
        <Problem app={app} error={app.loadProblem.value} />
        <button type="button" class="main" onClick={() => void app.load()}>
          {t.tryAgain}
        </button>
      </section>
    );
  }
  if (portal.loginRequired && !portal.permissions) return <Later app={app} load={loadSignIn} />;
  switch (route.name) {
    case "home":
      return <Home app={app} />;
    case "new":
      return <NewTicket app={app} />;
    case "tickets":
      return <Tickets app={app} />;
    case "ticket":
      return <Thread app={app} />;
    case "help":
      return <Later app={app} load={loadHelp} />;
    case "sign-in":
      return <Later app={app} load={loadSignIn} />;
    case "notice":
      return (
        <section class="empty" role="alert">
          <p>{t[route.text]}</p>
          <button type="button" class="main" onClick={() => app.go({ name: "home" })}>
            {t.home}
          </button>
        </section>
      );
  }
}

function title(app: App): string {
  const t = app.t.value;
  switch (app.route.value.name) {
    case "new":
      return t.newTicket;
    case "tickets":
      return t.yourTickets;
    case "help":
      return t.help;
    default:
      return app.portal.value?.name ?? "";
  }
}

const rightToLeft = /^(ar|he|fa|ur|yi|dv|ps|sd|ug)\b/;
const direction = (locale: string): "rtl" | "ltr" => (rightToLeft.test(locale) ? "rtl" : "ltr");

/** On a phone the panel covers the page, which then cannot be reached. */
const isSheet = (): boolean => matchMedia("(max-width: 480px)").matches;

function keys(event: KeyboardEvent, panel: HTMLElement, floating: boolean, close: () => void): void {
  if (!floating) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
  if (event.key !== "Tab" || !isSheet()) return;
  const all = [...panel.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href]")].filter(
    (element) => !element.matches(":disabled") && element.getClientRects().length,
  );
  const edge = event.shiftKey ? all[0] : all.at(-1);
  const root = panel.getRootNode() as ShadowRoot;
  if (root.activeElement !== edge && root.activeElement !== panel) return;
  if (root.activeElement === panel && !event.shiftKey) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}
