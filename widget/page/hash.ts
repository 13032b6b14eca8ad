/** The hosted portal keeps its place in the address, so that the back button and a pasted link work there. */
import type { App } from "../state/app.ts";
import { readRoute, writeRoute } from "../state/route.ts";

interface Address {
  /** To be called when the route may have changed. */
  write(): void;
  letGo(): void;
}

export function followHash(app: App): Address {
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
  return {
    write() {
      const next = writeRoute(app.route);
      if (next === (shown || "home")) return;
      shown = next;
      history.pushState(null, "", next === "home" ? location.pathname : `#${next}`);
    },
    letGo: () => removeEventListener("hashchange", read),
  };
}
