/** What keeps somebody from using a page, by axe-core. */
import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What is wrong under WCAG 2.2 A and AA in a part of the page, each in one line. */
export async function faults(page: Page, part: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async (selector) => {
    const checker = Reflect.get(window, "axe") as { run: (where: string, options: object) => Promise<AxeResults> };
    return checker.run(selector, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
  }, part);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}
