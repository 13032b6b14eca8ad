/** What the styles of some browsers do not do by themselves yet: fetched by those alone. */
import type { Loader } from "../context.ts";

export function older({ host }: Loader): void {
  const root = host.shadowRoot!;
  const grow = CSS.supports("field-sizing", "content") ? undefined : growReply(root);
  const keep = CSS.supports("overflow-anchor", "none") ? undefined : keepPlace(root);
  const fit = (): void => {
    grow?.();
    keep?.();
  };
  fit();
  root.addEventListener("input", fit);
  // What is sent leaves the field, and what is refused comes back, with whatever else is drawn then.
  new MutationObserver(fit).observe(root, { childList: true, subtree: true });
}

/** The field of a reply is as high as its text, as far as its style lets it. */
function growReply(root: ShadowRoot): () => void {
  let field: HTMLTextAreaElement | null = null;
  let text = "";
  return () => {
    const found = root.querySelector<HTMLTextAreaElement>(".composer textarea");
    if (!found || (found === field && found.value === text)) return;
    field = found;
    text = found.value;
    // Held meanwhile: the thread above it would be at another place by the time that it is high again.
    const form = found.form!;
    form.style.setProperty("min-block-size", `${form.offsetHeight}px`);
    found.style.blockSize = "auto";
    // Borders are no part of what scrolls.
    found.style.blockSize = `${found.scrollHeight + found.offsetHeight - found.clientHeight}px`;
    form.style.removeProperty("min-block-size");
  };
}

/** A thread keeps its distance from its end: whoever reads further up would have the lines moved away by what comes. */
function keepPlace(root: ShadowRoot): () => void {
  let last: Element | null = null;
  return () => {
    const newest = root.querySelector(".at-ticket .letters > article:last-of-type");
    const view = newest?.closest(".view");
    // It scrolls from its end, at 0, upwards.
    if (view && last?.isConnected && newest !== last && view.scrollTop < 0) {
      view.scrollTop -= newest!.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom;
    }
    last = newest;
  };
}
