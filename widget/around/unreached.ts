/** Fetched when the widget could not do its work: says in the console what the site may have to mend. */
import type { Loader } from "../context.ts";
import { words } from "../locales/en-unreached.ts";
import type { App } from "../state/app.ts";
import { brokenBuiltIns } from "./built-ins.ts";

const say = (what: string): void => console.error(`Deskbell: ${what}`);

/** Said once: each of them stays as it is until the page is loaded anew. */
const told = new Set<string>();

/** The portal is closed or not known; the widget itself did not come, or is broken; or no answer could be read. */
export async function unreached(loader: Loader): Promise<void> {
  const app = loader.app as App | undefined;
  const key = loader.host.dataset["portal"]!;
  const why = app ? (app.closed ? "closed" : "unread") : "broken";
  if (told.has(key + why)) return;
  told.add(key + why);
  if (why === "closed") {
    return say(`no portal is open under the key "${key}". It is turned off in its settings, or the key is wrong.`);
  }
  if (!app) {
    // Nothing to tell where a file did not come.
    const names = brokenBuiltIns();
    if (names) say(`this page has put something of its own in the place of ${names}, which does not do the same.`);
    return;
  }
  const answers = async (address: string): Promise<boolean> => {
    try {
      return (await fetch(address, { credentials: "omit", cache: "no-store" })).ok;
    } catch {
      return false;
    }
  };
  // It was one request that failed; or there is no network, or no desk behind its proxy: nothing that the site could
  // mend. The next time it may be another reason. Every page may read the desk's files.
  if ((await answers(app.api.base)) || !(await answers(import.meta.url))) {
    told.delete(key + why);
    return;
  }
  say(
    `the desk answers, but not to this page. Is ${location.origin} among the sites that may show the widget? ` +
      "They are listed in the portal's settings.",
  );
  // Until the next answer, with which the language is chosen anew. A copy would lack the words of parts that come later.
  app.t = Object.assign(Object.create(app.t), { loadProblem: app.t.notHere ?? words.notHere });
}
