/** Fetched with the main chunk: how the widget lives with the page around it. What few pages need is fetched there. */
import type { Loader } from "../context.ts";
import { fitDevice } from "./device.ts";
import { keepEvents } from "./events.ts";

export function around(loader: Loader): void {
  // The page may have done away with the widget meanwhile, and what did not come the first time is asked for again.
  if (loader.knowsPage || !loader.host.isConnected) return;
  loader.knowsPage = true;
  const { host, api, load } = loader;
  const end = new AbortController();
  const { signal } = end;
  api.on("destroy", () => end.abort());
  keepEvents(host, signal);

  let above: Promise<(() => void) | void> | undefined;
  /** A modal dialog of the page's takes the focus as it opens, and then nobody reaches anything else. */
  const look = async (opens: unknown): Promise<void> => {
    if (document.querySelector(":modal")) {
      above ??= import("./modals.ts").then(
        (part) => part.standAbove(loader, signal),
        () => void (above = undefined),
      );
    }
    const raise = await above;
    if (opens === true) raise?.();
  };
  addEventListener("focusin", look, { signal });
  // It is drawn by then.
  api.on("open", () => setTimeout(look, 0, true));

  // Each of these may mean that the site has something to mend. Without a network that does not come either, and then
  // there is nothing to tell.
  const tell = (): Promise<void> => import("./unreached.ts").then((part) => part.unreached(loader)).catch(() => {});
  api.on("unreached", tell);
  load().then(() => {
    // After the main chunk's own styles.
    fitDevice(host.shadowRoot!);
    if (!("fieldSizing" in host.style && "overflowAnchor" in host.style)) {
      import("./older.ts").then((part) => part.older(loader)).catch(() => {});
    }
    if (host.hasAttribute("open")) void look(true);
  }, tell);
}
