/** Notes everything on a page that must not happen while a stranger's text is shown on a stranger's site. */
import type { Page } from "playwright-core";

export interface Watched {
  dialogs: string[];
  consoleErrors: string[];
  pageErrors: string[];
  /** Requests to anything but the two sites. */
  foreign: string[];
  /** Breaches of the page's Content-Security-Policy. */
  violations: () => Promise<string[]>;
}

const ours = new Set(["desk.test", "shop.test"]);

/** To be called before the page goes anywhere. */
export async function watch(page: Page): Promise<Watched> {
  const seen: Omit<Watched, "violations"> = { dialogs: [], consoleErrors: [], pageErrors: [], foreign: [] };
  const violations: string[] = [];
  await page.exposeBinding("noteViolation", (_source, text: string) => void violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const note = Reflect.get(window, "noteViolation") as (text: string) => void;
      note(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  page.on("dialog", (dialog) => {
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() === "error") seen.consoleErrors.push(message.text());
  });
  page.on("pageerror", (error) => seen.pageErrors.push(error.message));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && !ours.has(url.host)) seen.foreign.push(request.url());
  });
  return {
    ...seen,
    violations: async () => {
      // An answer from the page means that what it reported before has arrived as well.
      await page.evaluate(() => undefined);
      return violations;
    },
  };
}
