/** The last words of an answer, beside the round button. Fetched when there is one. */
import type { PortalLanguages, Ticket } from "../server/contract/index.ts";
import type { Loader } from "./context.ts";
import type { Kept } from "./storage.ts";
import css from "./styles/preview.css";

const close: Record<keyof PortalLanguages, string> = { en: "Close", de: "Schließen", ar: "إغلاق" };

/** Longer than a screen reader takes to notice that there is a place for announcements. */
const noticeMs = 100;

let sheet: CSSStyleSheet | undefined;

export function preview(loader: Loader, { id, subject, excerpt }: Ticket, { person, bySite }: Kept): void {
  const { host, button, api, signIn, named } = loader;
  // The site names its users: whose words these are is known once it has named this one, on this page.
  if ((signIn || bySite) && (!named || named !== person?.id)) return;
  if (!button.isConnected) return;
  const root = host.shadowRoot!;
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  loader.preview?.remove();
  const place = document.createElement("aside");
  place.className = "preview";
  place.role = "status";
  loader.preview = place;

  const open = document.createElement("button");
  open.onclick = () => api.push(["open", `tickets/${id}`]);
  for (const [name, text] of [
    ["b", subject],
    ["span", excerpt],
  ] as const) {
    const line = document.createElement(name);
    line.dir = "auto";
    line.textContent = text;
    open.append(line);
  }
  const away = document.createElement("button");
  const tag = host.dataset["locale"] || document.documentElement.lang || navigator.language;
  away.ariaLabel = close[tag.slice(0, 2).toLowerCase() as "en"] ?? close.en;
  away.textContent = "×";
  away.onclick = () => place.remove();
  root.append(place);
  setTimeout(() => place.append(open, away), noticeMs);
}
