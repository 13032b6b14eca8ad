/**
 * What every page load costs: draws the closed launcher from the tag's attributes and waits. Everything else is
 * imported at the first hover, focus or open. It must never throw into the page it is a guest of.
 */
import { fine, type WidgetConfig } from "./config.ts";
import type { DeskbellApi, Loader, WidgetHandle } from "./context.ts";
import css from "./styles/launcher.css";

declare const __VERSION__: string;

type Chunks = Pick<typeof import("./explain.ts"), "explain"> &
  Pick<typeof import("./identify.ts"), "identify"> &
  Pick<typeof import("./main.tsx"), "main"> &
  Pick<typeof import("./news.ts"), "news">;

const mount = async (): Promise<void> => {
  // Known only while it runs, and to modules not at all. In somebody's markup an element, a collection or another
  // window may have this name, and what is imported must not come from there.
  const script: unknown = document.currentScript;
  const tag =
    script instanceof HTMLScriptElement ? script : (document.querySelector("script[data-portal]") as HTMLScriptElement);
  if (!document.body) await new Promise((ready) => addEventListener("DOMContentLoaded", ready));
  const data = tag.dataset;
  const { portal, target, theme, position, color, label, zIndex, launcher } = data as unknown as WidgetConfig;
  // Beside the body, not in it: single-page apps replace their body, and what is being typed has to outlive that.
  let place: Element | null | undefined;
  try {
    place = document.querySelector(target || "html");
  } catch {
    // No selector at all: explained below.
  }
  // Each chunk is called by its own name. Absolute, since a relative address would be looked up beside the page.
  const call = async <Name extends keyof Chunks>(
    name: Name,
    first: Parameters<Chunks[Name]>[0],
    second?: Parameters<Chunks[Name]>[1],
  ): Promise<Awaited<ReturnType<Chunks[Name]>>> =>
    (await import(new URL(`/w/${__VERSION__}/${name}.js`, tag.src) as never))[name](first, second);
  if (!place || !fine.test([portal, theme, position, color, zIndex] as never)) throw await call("explain", tag);
  const before = document.querySelector(`deskbell-widget[data-portal="${portal}"]`);
  if (before?.shadowRoot) return;
  // Turbo comes back to a copy of the page, in which the widget has no life.
  before?.remove();

  const host = document.createElement("deskbell-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Both were checked, so neither can be more than a value.
  sheet.replaceSync(`${css}:host{--accent:${color || "#006469"};z-index:${zIndex || 999999999}!important}`);
  root.adoptedStyleSheets = [sheet];
  Object.assign(host.dataset, data);

  const button = document.createElement("button");
  button.ariaLabel = label || "Help";

  let handle: Promise<WidgetHandle> | undefined;
  const load = (): Promise<WidgetHandle> =>
    (handle ??= call("main", loader).catch((error: unknown) => {
      handle = undefined;
      button.ariaLabel = button.textContent = "This did not load. Please press again.";
      throw error;
    }));
  const api = {
    setTheme: (name) => (host.dataset["theme"] = name),
    on(event, listener) {
      const hear = (heard: Event): void => listener((heard as CustomEvent).detail);
      host.addEventListener(event, hear);
      return () => host.removeEventListener(event, hear);
    },
    identify: (given) => call("identify", loader, given),
    unread: 0,
    destroy() {
      host.dispatchEvent(new Event("destroy"));
      host.remove();
      if (window.Deskbell === api) delete window.Deskbell;
    },
    push: (...queue) =>
      queue.forEach(async (call) => {
        try {
          const [name, ...given] = call;
          await (api[name as "open"] as (...given: unknown[]) => unknown)(...given);
        } catch {
          // Said in the widget; a queued call has nobody to tell.
        }
      }),
  } as Partial<DeskbellApi> as DeskbellApi;
  const loader: Loader = { host, button, load, api };
  for (const name of ["open", "close", "toggle", "prefill", "signOut", "setLocale"] as const) {
    api[name] = (async (...given: [never]) => (await load())[name](...given)) as never;
  }
  // Calls that were made before. Whatever else has this name is the page's, an element of that id too, or that of the
  // first of two widgets on one page.
  const waiting: unknown = window.Deskbell;
  if (!waiting || Array.isArray(waiting)) {
    window.Deskbell = api;
    api.push(...((waiting as unknown as Parameters<DeskbellApi["push"]>) ?? []));
  }

  place.append(host);
  if (target) return api.push(["open"]);
  button.onclick = () => api.push(["toggle"]);
  button.onpointerenter = button.onfocus = () => void load().catch(() => {});
  if (launcher !== "none") root.append(button);

  try {
    // Given resolve and reject where a callback and its options go: both take that for a callback without any. The first
    // look into storage makes a page wait for it, and nobody waits for this.
    await new Promise((window.requestIdleCallback ?? setTimeout) as never);
    if (/"known":true/.test(localStorage[`deskbell:${portal}`])) await call("news", loader);
  } catch {
    // Storage refused, or no way to the desk: nobody has asked for anything yet.
  }
};

mount().catch((error: unknown) => console.error(`Deskbell: ${error}`));
