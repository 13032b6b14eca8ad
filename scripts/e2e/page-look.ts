/** A page as its own owner would measure it, to be compared with and without the widget in it. */
import type { Frame, Page } from "playwright-core";

export interface PageLook {
  /** Own names of the window and the document, and of everything that a script could have put something on. */
  names: Record<string, string[]>;
  /** Every element of the page, with where it stands. */
  boxes: string[];
  scroll: number[];
}

export const lookOf = (page: Page | Frame): Promise<PageLook> =>
  page.evaluate(() => {
    const names: Record<string, string[]> = {
      window: Object.getOwnPropertyNames(window),
      document: Object.getOwnPropertyNames(document),
    };
    for (const name of [
      "Object",
      "Array",
      "String",
      "Function",
      "Promise",
      "Node",
      "Element",
      "HTMLElement",
      "Event",
    ]) {
      const one = Reflect.get(window, name) as { prototype: object };
      names[name] = [...Object.getOwnPropertyNames(one), ...Object.getOwnPropertyNames(one.prototype)];
    }
    const boxes: string[] = [];
    for (const element of document.querySelectorAll("body, body *")) {
      if (element.closest("deskbell-widget, script")) continue;
      const { x, y, width, height } = element.getBoundingClientRect();
      boxes.push(`${element.tagName} ${x} ${y} ${width} ${height}`);
    }
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { names, boxes, scroll: [scrollWidth, scrollHeight] };
  });

/** Every element of the open panel: how large it is, where it stands in the panel, and what it is written in. */
export const panelLookOf = (page: Page | Frame): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("deskbell-widget[open]")!.shadowRoot!;
    const panel = root.querySelector("dialog")!;
    const corner = panel.getBoundingClientRect();
    return [...panel.querySelectorAll("*")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { font, letterSpacing, textTransform, display } = getComputedStyle(element);
      // In quarters of a pixel: a line of 21.75 is one in every digit, and by tenths now 21.7 and now 21.8.
      const box = [x - corner.x, y - corner.y, width, height].map((one) => Math.round(one * 4) / 4);
      return [element.localName, ...box, font, letterSpacing, textTransform, display].join(" ");
    });
  });

interface Shift extends PerformanceEntry {
  value: number;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

/**
 * What of the page has moved since there was a widget, and by how much; nothing on a page at rest. Before its script has
 * come a page may well be painted in parts, which move each other. Letters that make room for
 * a new one do not count: what is in a shadow root is told without its node.
 */
export const shiftsOf = (page: Page | Frame): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const shifts: string[] = [];
        const scripts = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
        const from = scripts.find(({ name }) => /\/widget(\.[^/]*)?\.js$/.test(name))!.responseEnd;
        const add = (entries: PerformanceEntryList): void => {
          for (const { value, startTime, sources } of entries as Shift[]) {
            if (startTime < from) continue;
            const moved = sources.flatMap(({ node, previousRect: was, currentRect: is }) =>
              node ? `${node.nodeName} from ${was.x},${was.y} to ${is.x},${is.y}` : [],
            );
            if (moved.length > 0) shifts.push(`${value} at ${startTime} ms: ${moved.join("; ")}`);
          }
        };
        const observer = new PerformanceObserver((list) => add(list.getEntries()));
        observer.observe({ type: "layout-shift", buffered: true });
        // What is buffered is told before the second frame from here.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            add(observer.takeRecords());
            resolve(shifts);
          }),
        );
      }),
  );
