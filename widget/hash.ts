/** The hosted portal keeps its place in the address, so that the back button and a pasted link work there. */
import { effect } from "@preact/signals";
import type { App } from "./state/app.ts";
import { readRoute, writeRoute } from "./state/route.ts";

/** @returns the function that lets go of the address */
export function followHash(app: App): () => void {
  let shown = "";

  const read = (): void => {
    const hash = location.hash.slice(1);
    const [, kind, secret = ""] = /^(ticket|activate)=(.*)$/.exec(hash) ?? [];
    if (kind) {
      // Out of the address bar, and so out of history and screenshots, before any request.
      history.replaceState(null, "", location.pathname);
      shown = "";
      if (kind === "ticket") void app.track(secret);
      else app.go({ name: "notice", text: "activateLater" });
      return;
    }
    if (hash === shown) return;
    shown = hash;
    app.go(readRoute(hash));
  };

  read();
  addEventListener("hashchange", read);
  const stop = effect(() => {
    const next = writeRoute(app.route.value);
    if (next === (shown || "home")) return;
    shown = next;
    history.pushState(null, "", next === "home" ? location.pathname : `#${next}`);
  });
  return () => {
    removeEventListener("hashchange", read);
    stop();
  };
}
