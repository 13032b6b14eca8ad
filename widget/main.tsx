/** The chunk behind the launcher: puts the panel into the widget's shadow root and hands the loader its controls. */
import { render } from "preact";
import type { WidgetConfig } from "./config.ts";
import type { Loader, WidgetHandle } from "./context.ts";
import { followHash } from "./hash.ts";
import { createApp, openView } from "./state/app.ts";
import css from "./styles/panel.css";
import { Panel } from "./views/panel.tsx";

export function start(host: HTMLElement, button: HTMLElement, loader: Loader): WidgetHandle {
  const config = host.dataset as unknown as WidgetConfig;
  const root = host.shadowRoot!;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const place = document.createElement("div");
  root.prepend(place);

  const app = createApp({ ...loader, config, paint: (color) => host.style.setProperty("--accent", color) });
  const stopHash = config.page === undefined ? () => {} : followHash(app);
  let loaded: Promise<void> | undefined;

  const setOpen = (open: boolean): void => {
    if (open === app.isOpen.value) return;
    app.isOpen.value = open;
    button.ariaExpanded = `${open}`;
    host.toggleAttribute("open", open);
    loader.emit(open ? "open" : "close");
  };
  const handle: WidgetHandle = {
    open(view) {
      loaded ??= app.load().then(() => loader.emit("ready"));
      openView(app, view);
      setOpen(true);
    },
    close() {
      if (config.target || !app.isOpen.value) return;
      const hadFocus = root.activeElement !== null;
      setOpen(false);
      if (hadFocus) button.focus();
    },
    toggle: () => (app.isOpen.value ? handle.close() : handle.open()),
    prefill: app.form.prefill,
    identify: () => Promise.reject(new Error("Deskbell: identify() comes with a later version.")),
    signOut: app.forget,
    setLocale: app.setLocale,
    dispose() {
      stopHash();
      app.dispose();
      render(null, place);
    },
  };
  button.ariaHasPopup = "dialog";
  button.ariaExpanded = "false";
  button.className = "";
  button.firstChild!.textContent = config.label || app.t.value.launcher;
  render(<Panel app={app} close={handle.close} />, place);
  return handle;
}
