/**
 * What every page load costs: draws the closed launcher from the tag's attributes and waits. Everything else is
 * imported at the first hover, focus or open. It must never throw into the page it is a guest of.
 */
import { isConfig, type WidgetConfig } from "./config.ts";
import type { DeskbellApi, Emit, Loader, WidgetHandle } from "./context.ts";
import css from "./styles/launcher.css";

declare const __VERSION__: string;

type Chunks = Pick<typeof import("./explain.ts"), "explain"> &
  Pick<typeof import("./identify.ts"), "identify"> &
  Pick<typeof import("./main.tsx"), "main"> &
  Pick<typeof import("./news.ts"), "news">;

const ignore = (): void => {};
// The current script is known only while it runs, and to modules not at all.
const tag = (document.currentScript ?? document.querySelector("script[data-portal]")) as HTMLScriptElement;

const mount = async (): Promise<void> => {
  if (!document.body) await new Promise((ready) => addEventListener("DOMContentLoaded", ready));
  const data = tag.dataset;
  const { portal, target, theme, color, label, zIndex, launcher } = data as unknown as WidgetConfig;
  // Beside the body, not in it: single-page apps replace their body, and what is being typed has to outlive that.
  const place = document.querySelector(target || "html");
  const { origin } = new URL(tag.src);
  // Each chunk is called by its own name. Absolute, since a relative address would be looked up beside the page.
  const call = async <Name extends keyof Chunks>(
    name: Name,
    ...given: Parameters<Chunks[Name]>
  ): Promise<Awaited<ReturnType<Chunks[Name]>>> =>
    (await import(`${origin}/w/${__VERSION__}/${name}.js`))[name](...given);
  if (!place || !isConfig(data)) throw await call("explain", tag);
  const before = document.querySelector(`deskbell-widget[data-portal="${portal}"]`);
  if (before?.shadowRoot) return;
  // Turbo comes back to a copy of the page, in which the widget has no life.
  before?.remove();

  const host = document.createElement("deskbell-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  Object.assign(host.dataset, data);
  // Nothing said: the style sheet's own value.
  const set = (name: string, value = ""): void => host.style.setProperty(`--${name}`, value);
  const setTheme = (name?: string): void => set("scheme", name?.replace("auto", ""));
  set("accent", color);
  set("z", zIndex);
  setTheme(theme);

  const button = document.createElement("button");
  const text = document.createElement("span");
  const badge = document.createElement("b");
  button.append(text, badge);
  text.textContent = label || "Help";

  const bus = new EventTarget();
  let handle: Promise<WidgetHandle> | undefined;

  const destroy = (): void => {
    handle?.then((widget) => widget.dispose(), ignore);
    host.remove();
    if (window.Deskbell === api) delete window.Deskbell;
  };
  const emit: Emit = (event, detail) => bus.dispatchEvent(new CustomEvent(event, { detail }));
  const setUnread = (count: number): void => {
    if (count === api.unread) return;
    badge.textContent = `${count || ""}`;
    emit("unread", { count });
  };
  const load = (): Promise<WidgetHandle> =>
    (handle ??= call("main", button, loader).catch((error: unknown) => {
      handle = undefined;
      button.className = "said";
      text.textContent = "This did not load. Please press again.";
      throw error;
    }));
  const loader: Loader = { host, emit, setUnread, destroy, load };

  const api = {
    setTheme,
    on(event, listener) {
      const hear = (heard: Event): void => listener((heard as CustomEvent).detail);
      bus.addEventListener(event, hear);
      return () => bus.removeEventListener(event, hear);
    },
    identify: (given) => call("identify", given, loader, api),
    get unread() {
      return +badge.textContent!;
    },
    destroy,
    push: (...queue) =>
      queue.forEach(async ([name, ...given]) => {
        try {
          await (api[name as "open"] as (...given: unknown[]) => unknown)(...given);
        } catch {
          // Said in the widget; a queued call has nobody to tell.
        }
      }),
  } as DeskbellApi;
  for (const name of ["open", "close", "toggle", "prefill", "signOut", "setLocale"] as const) {
    api[name] = (async (...given: [never]) => (await load())[name](...given)) as never;
  }
  const waiting: unknown = window.Deskbell;
  if (!waiting || Array.isArray(waiting)) {
    window.Deskbell = api;
    api.push(...((waiting as Parameters<DeskbellApi["push"]>) ?? []));
  }

  place.append(host);
  if (target) return api.push(["open"]);
  if (launcher === "none") return;
  button.onclick = () => api.push(["toggle"]);
  button.onpointerenter = button.onfocus = () => void load().catch(ignore);
  root.append(button);

  try {
    if (!localStorage[`deskbell:${portal}`].includes('"known":true')) return;
  } catch {
    // Storage refused, or nothing kept: the same to us.
    return;
  }
  await new Promise((ready) => (window.requestIdleCallback ?? setTimeout)(ready));
  await call("news", loader);
};

mount().catch((error: unknown) => console.error(`Deskbell: ${error}`));
