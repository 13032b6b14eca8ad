/** What keeps somebody from using a page, by axe-core. */
import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What is wrong under WCAG 2.2 A and AA in a part of the page, each in one line. */
export async function faults(page: Page, part: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const isForced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches);
  const options = {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    // It reads `-webkit-text-fill-color`, which keeps the page's own colour where a forced one is shown.
    ...(isForced && { rules: { "color-contrast": { enabled: false } } }),
  };
  const { violations } = await page.evaluate(
    async ([selector, given]) => {
      const checker = Reflect.get(window, "axe") as { run: (where: string, options: object) => Promise<AxeResults> };
      return checker.run(selector, given);
    },
    [part, options] as const,
  );
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
  return isForced ? [...found, ...(await unforced(page))] : found;
}

/** Texts that are shown in other colours than those of the person's own palette. */
const unforced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const probe = document.body.appendChild(document.createElement("i"));
    const palette = [
      "CanvasText",
      "LinkText",
      "VisitedText",
      "ButtonText",
      "FieldText",
      "GrayText",
      "HighlightText",
    ].map((name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    const texts = roots
      .flatMap((root) => [...root.querySelectorAll("*")])
      .filter((element) =>
        [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && /\S/.test(nodeValue!)),
      );
    return texts
      .filter((element) => element.checkVisibility() && !palette.includes(getComputedStyle(element).color))
      .map((element) => `color of its own: ${element.tagName}.${element.className} ${getComputedStyle(element).color}`);
  });
