/** The hosted portal keeps its place in the address, so that the back button and a pasted link work there. */
import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import { readRoute, type Route } from "../state/route.ts";
import { firstField } from "../ui/focus.ts";

export interface Address {
  /** To be called when the route may have changed. */
  write(): void;
  letGo(): void;
}

export function followHash(app: App): Address {
  let shown = "";
  let at = app.route;
  /** What stands in the address is a form that has been sent: nobody goes back to it. */
  let isOver = false;

  const read = (): void => {
    const hash = location.hash.slice(1);
    const [, kind, secret = ""] = /^(ticket|activate|stop)=(.*)$/.exec(hash) ?? [];
    if (kind) {
      // Out of the address bar, and so out of history and screenshots, before any request.
      history.replaceState(null, "", location.pathname);
      shown = "";
      if (kind === "ticket") void track(app, secret);
      else app.go({ name: "link", token: secret, stops: kind === "stop" });
      return;
    }
    if (hash === shown) return;
    shown = hash;
    app.go(readRoute(hash));
  };

  read();
  addEventListener("hashchange", read);
  return {
    write() {
      if (at !== app.route) keepFocus();
      at = app.route;
      const next = writeRoute(app.route);
      const move = isOver ? "replaceState" : "pushState";
      isOver = next === "new" && !!app.form.sent;
      if (next === (shown || "home")) return;
      shown = next;
      history[move](null, "", next === "home" ? location.pathname : `#${next}`);
    },
    letGo: () => removeEventListener("hashchange", read),
  };
}

/**
 * Where the view that had the focus went with it, the next key begins in the form, or under the title, and not at the
 * browser's own bar.
 */
function keepFocus(): void {
  const { shadowRoot } = document.querySelector("deskbell-widget")!;
  if (shadowRoot!.activeElement) return;
  const title = shadowRoot!.querySelector("h1")!;
  title.tabIndex = -1;
  (firstField(shadowRoot!) ?? title).focus();
}

function writeRoute(route: Route): string {
  if (route.name === "ticket") return `tickets/${route.id}`;
  if (route.name === "help" && route.slug) return `help/${route.slug}`;
  return route.name === "link" ? "home" : route.name;
}

/** Trades the secret of a tracking link for a token. */
async function track(app: App, secret: string): Promise<void> {
  try {
    const body = { secret };
    const { token, ticketId } = await app.api.ask<{ token: string; ticketId: string }>("/tracking", { body });
    const { kept } = app.session;
    kept.write({ tracking: { ...kept.read().tracking, [ticketId]: token } });
    app.go({ name: "ticket", id: ticketId });
  } catch (error) {
    if ((error as ApiError).code === "link_expired") app.go({ name: "link" });
    else app.refused(error);
  }
}
