/** The chunk behind the launcher: puts the panel into the widget's shadow root and hands the loader its controls. */
import { render } from "preact";
import type { WidgetConfig } from "./config.ts";
import type { Emit, Loader, WidgetHandle } from "./context.ts";
import { createObserved } from "./observed.ts";
import { createApp } from "./state/app.ts";
import { readRoute } from "./state/route.ts";
import css from "./styles/panel.css";
import { Panel } from "./views/panel.tsx";

export async function main(loader: Loader): Promise<WidgetHandle> {
  const { host, button, api } = loader;
  // Taken away while this was on its way.
  if (!host.isConnected) throw new Error("gone");
  const config = host.dataset as unknown as WidgetConfig;
  const page = config.page === undefined ? undefined : await import("./page/page.tsx");
  const root = host.shadowRoot!;
  const place = document.createElement("div");
  root.prepend(place);
  const dress = (text: string): void => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets.push(sheet);
  };

  const draw = (): void => {
    if (gone) return;
    render(<Panel app={app} page={page} close={handle.close} />, place);
    button.lang = app.locale;
    button.ariaLabel = config.label || app.t.launcher;
    app.settle();
    address?.write();
    const count = app.tickets.items.filter((ticket) => ticket.unread).length;
    if (!app.tickets.loaded || count === api.unread) return;
    api.unread = count;
    emit("unread", { count });
    import("./badge.ts").then((part) => part.badge(loader)).catch(() => {});
  };
  let gone = false;
  const emit: Emit = (event, detail) => host.dispatchEvent(new CustomEvent(event, { detail }));
  const app = createApp(loader, config, emit, createObserved(draw), dress);
  loader.app = app;
  dress(css);
  if (page) dress(page.css);
  const address = page?.begin(app);
  let loaded: Promise<unknown> | undefined;

  const setOpen = (open: boolean): void => {
    if (open === app.isOpen) return;
    app.isOpen = open;
    button.ariaExpanded = `${open}`;
    host.toggleAttribute("open", open);
    emit(open ? "open" : "close");
  };
  const handle: WidgetHandle = {
    open(view) {
      loaded ??= Promise.resolve(loader.signIn?.()).then((isRead) => (isRead ? undefined : app.load()));
      if (view !== undefined) app.go(readRoute(view));
      setOpen(true);
    },
    close() {
      if (!config.target) setOpen(false);
    },
    toggle: () => (app.isOpen ? handle.close() : handle.open()),
    prefill: app.form.prefill,
    // A page's own arguments are not ours.
    signOut: () => app.forget(),
    setLocale: app.setLocale,
  };
  host.addEventListener("destroy", () => {
    gone = true;
    address?.letGo();
    app.dispose();
    render(null, place);
  });
  button.ariaHasPopup = "dialog";
  button.ariaExpanded = "false";
  // What it said when the last try to load this failed.
  if (button.firstChild instanceof Text) button.firstChild.remove();
  draw();
  return handle;
}
