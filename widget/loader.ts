/**
 * What every page load costs: draws the closed launcher from the tag's attributes and waits. Everything else is
 * imported at the first hover, focus or open. It must never throw into the page it is a guest of.
 */
import { fine, isColor, opaque, type WidgetConfig } from "./config.ts";
import type { DeskbellApi, Loader, WidgetHandle } from "./context.ts";
import css from "./styles/launcher.css";

/** Both are put in by the build (`scripts/rollup/widget-release.ts`). Without a digest nothing is checked. */
declare const __VERSION__: string;
declare const __DIGEST__: string;

type Chunks = Pick<typeof import("./around/around.ts"), "around"> &
  Pick<typeof import("./explain.ts"), "explain"> &
  Pick<typeof import("./identify.ts"), "identify"> &
  Pick<typeof import("./around/lift.ts"), "lift"> &
  Pick<typeof import("./main.tsx"), "main"> &
  Pick<typeof import("./news.ts"), "news">;

const mount = async (): Promise<void> => {
  // Known only while it runs, and to modules not at all. In somebody's markup an element, a collection or another
  // window may have this name, and what is imported must not come from there.
  const script: unknown = document.currentScript;
  const tag =
    script instanceof HTMLScriptElement ? script : (document.querySelector("script[data-portal]") as HTMLScriptElement);
  if (!document.body) await new Promise((ready) => addEventListener("DOMContentLoaded", ready));
  // Calls that were made before. Whatever else has this name is the page's, an element of that id too, or that of the
  // first of two widgets on one page.
  const queued = (waiting: unknown = window.Deskbell ?? []) =>
    Array.isArray(waiting) && (waiting as Parameters<DeskbellApi["push"]>);
  // What a script says may be there and nothing. No method of a list: the page may have broken it.
  if (!tag.dataset["portal"]) {
    for (const one of queued() || []) {
      const said = (one?.[0] === "start" && one[1]) as { [name: string]: string };
      for (const name in said) if (`${said[name] ?? ""}`) tag.dataset[name] = said[name];
    }
  }
  // A copy, since what is wrong is taken out of it.
  const data = { ...tag.dataset } as unknown as WidgetConfig;

  const file = (name: string): string => new URL(`/w/${__VERSION__}/${name}.js`, tag.src) as never;
  /** Rejects where the file is not byte for byte that one. A module that was preloaded is not asked for again. */
  const check = (name: string, integrity: string): Promise<unknown> => {
    // Safari preloads without a look at the digest. What was fetched is kept, and is what it imports.
    if (/Apple/.test(navigator.vendor)) return fetch(file(name), { integrity, credentials: "omit" });
    const link = document.createElement("link");
    return new Promise((onload, onerror) => {
      Object.assign(link, { rel: "modulepreload", crossOrigin: "", integrity, onload, onerror, href: file(name) });
      document.querySelector("html")!.append(link);
    }).finally(() => link.remove());
  };
  // Each chunk is called by its own name. Absolute, since a relative address would be looked up beside the page.
  const call = async <Name extends keyof Chunks>(
    name: Name,
    first: Parameters<Chunks[Name]>[0],
    second?: Parameters<Chunks[Name]>[1],
  ): Promise<Awaited<ReturnType<Chunks[Name]>>> => {
    if (__DIGEST__) {
      await check("checks", __DIGEST__);
      await ((await import(file("checks"))) as typeof import("./checks.ts")).checks(check, name);
    }
    return (await import(file(name)))[name](first, second);
  };

  // Beside the body, not in it: single-page apps replace their body, and what is being typed has to outlive that.
  const { portal, theme, position } = data;
  let place: Element | null | undefined;
  try {
    place = document.querySelector(data.target || "html");
  } catch {
    // No selector at all: explained below.
  }
  // Wrong values go out of it, and the usual ones stand for them; without a portal, or in an old browser, it throws.
  if (!place || !isColor(data.color || "red") || !fine.test([portal, theme, position, data.zIndex] as never)) {
    place = await call("explain", data, place);
  }
  const { target, color, label, zIndex, launcher } = data;
  const before = document.querySelector(`deskbell-widget[data-portal="${portal}"]`);
  if (before?.shadowRoot) return;
  // Turbo comes back to a copy of the page, in which the widget has no life.
  before?.remove();

  const host = document.createElement("deskbell-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // A number by now, so it can be no more than a value.
  sheet.replaceSync(`${css}:host{z-index:${zIndex || 999999999}!important}`);
  root.adoptedStyleSheets = [sheet];
  if (color) host.style.setProperty("--accent", opaque(color));
  Object.assign(host.dataset, data);

  const button = document.createElement("button");
  button.ariaLabel = label || "Help";

  let handle: Promise<WidgetHandle> | undefined;
  /** As far from the end of the window as it should be, with room for the bars of a browser, once anything is shown. */
  const settle = (): void => {
    const off = innerHeight - host.getBoundingClientRect().bottom - parseFloat(getComputedStyle(host).bottom);
    if (off ** 2 > 2e4 && host.checkVisibility()) call("lift", loader).catch(() => {});
  };
  const load = (): Promise<WidgetHandle> => {
    // One that fills an element is where that is.
    if (!target) settle();
    // Without it the widget works, and the page may hear what it should not: no reason to have none.
    if (!handle) call("around", loader).catch(() => {});
    return (handle ??= call("main", loader).catch((error: unknown) => {
      handle = undefined;
      button.ariaLabel = button.textContent = "This did not load. Press again.";
      throw error;
    }));
  };
  const run = async (call: [name: string, ...given: unknown[]]): Promise<void> => {
    try {
      const [name, ...given] = call;
      await (api[name as "open"] as (...given: unknown[]) => unknown)(...given);
    } catch {
      // Said in the widget; a queued call has nobody to tell.
    }
  };
  const api = {
    setTheme: (name) => (host.dataset["theme"] = name),
    on(event, listener) {
      // Whoever can say this has what is ready.
      if (event === "ready") queueMicrotask(listener as VoidFunction);
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
    push(...queue) {
      for (const call of queue) void run(call);
    },
  } as Partial<DeskbellApi> as DeskbellApi;
  const loader: Loader = { host, button, load, api };
  for (const name of ["open", "close", "toggle", "prefill", "signOut", "setLocale"] as const) {
    api[name] = (async (...given: [never]) => (await load())[name](...given)) as never;
  }
  place.append(host);
  // Looked at again: while something was fetched the page may have called.
  const calls = queued();
  if (calls) {
    window.Deskbell = api;
    api.push(...calls);
  }
  if (target) return api.push(["open"]);
  if (launcher !== "none") root.append(button);
  button.onclick = () => api.push(["toggle"]);
  button.onpointerenter = button.onfocus = () => void load().catch(() => {});

  try {
    // Given resolve and reject where a callback and its options go: both take that for a callback without any. The first
    // look into storage makes a page wait for it, and nobody waits for this.
    await new Promise((window.requestIdleCallback ?? setTimeout) as never);
    settle();
    if (/"known":true/.test(localStorage[`deskbell:${portal}`])) await call("news", loader);
  } catch {
    // Storage refused, or no way to the desk: nobody has asked for anything yet.
  }
};

mount().catch((error: unknown) => console.error(`Deskbell: ${error}`));
