/** Somebody at a tab of any engine: finds things by what they are called, through shadow roots, and waits for them. */
import type { Tab } from "./tab.ts";

export type Kind = "button" | "field" | "link" | "text";

export interface Person {
  tab: Tab;
  press: (name: string, kind?: "button" | "link") => Promise<void>;
  write: (field: string, text: string) => Promise<void>;
  sees: (text: string) => Promise<void>;
}

interface Box {
  x: number;
  y: number;
}

/** Runs in the page: where the thing is that is called so, once it can be seen and nothing lies over it. */
function look(kind: Kind, name: string): Box | null {
  const selectors: Record<Kind, string> = {
    button: "button, [role=button]",
    field: "input, textarea",
    link: "a[href]",
    text: "*",
  };
  const deep = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? deep(one.shadowRoot) : [])]);
  const flat = (text: string | null | undefined): string => (text ?? "").replaceAll(/\s+/g, " ").trim();
  const ownText = (one: Element): string =>
    flat([...one.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : "")).join(""));
  const nameOf = (one: Element): string => {
    if (kind === "text") return ownText(one);
    const label = flat((one as HTMLInputElement).labels?.[0]?.textContent).replace(/ · optional$/, "");
    return one.getAttribute("aria-label") ?? (label || flat(one.textContent));
  };
  const fits = (one: Element): boolean => {
    const called = nameOf(one);
    // A link may be a whole row of a list.
    return kind === "text" || kind === "link" ? called.includes(name) : called === name;
  };
  for (const one of deep(document)) {
    if (!one.matches(selectors[kind]) || !fits(one) || !one.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = one.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    one.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = one.getBoundingClientRect();
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const top = (one.getRootNode() as Document | ShadowRoot).elementFromPoint(at.x, at.y);
    if (kind === "text" || one.contains(top) || (top as HTMLElement | null)?.contains(one)) return at;
  }
  return null;
}

const timeoutMs = 15_000;
const pollMs = 50;

export function personAt(tab: Tab): Person {
  const find = async (kind: Kind, name: string): Promise<Box> => {
    const begun = performance.now();
    for (;;) {
      const found = await tab.evaluate(look, kind, name);
      if (found) return found;
      if (performance.now() - begun > timeoutMs) throw new Error(`There is no ${kind} ${JSON.stringify(name)}`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  const click = async (kind: Kind, name: string): Promise<void> => {
    // What moves is pressed where it comes to rest.
    let at = await find(kind, name);
    for (let next = await find(kind, name); next.x !== at.x || next.y !== at.y; next = await find(kind, name))
      at = next;
    await tab.click(at.x, at.y);
  };
  return {
    tab,
    press: (name, kind = "button") => click(kind, name),
    async write(field, text) {
      await click("field", field);
      await tab.type(text);
    },
    sees: async (text) => void (await find("text", text)),
  };
}
