/** Fetched only where a script tag is wrong, or the browser too old. */
import { isColor, type WidgetConfig } from "./config.ts";

/** What a page may get wrong, in the order of README. */
type Name = "theme" | "position" | "color" | "zIndex" | "target";

const isOneOf =
  (...values: string[]) =>
  (value: string): boolean =>
    values.includes(value);

const rules: Record<Name, [isFine: (value: string) => boolean, should: string]> = {
  theme: [isOneOf("auto", "light", "dark"), "auto, light or dark"],
  position: [isOneOf("left", "right"), "left or right"],
  color: [isColor, "a colour such as #0b6e4f or teal"],
  zIndex: [(value) => /^\d+$/.test(value), "a whole number"],
  target: [() => false, "a selector that matches an element of this page when the script runs"],
};

const sentence = (name: string, value: unknown, should: string): string =>
  `data-${name.replace("I", "-i")}="${value ?? ""}" has to be ${should}.`;

/**
 * Says in one line of the console what is wrong with what the script tag says and how to mend it, and takes it out.
 * @param found the element that the widget would go into
 * @returns the element that it goes into
 * @throws the line, where there is nothing to draw
 */
export function explain(data: WidgetConfig, found?: Element | null): Element {
  if (!isColor("red"))
    throw "this browser is too old. Chrome 123, Firefox 128 and Safari 18 are the oldest that show it.";
  if (!/^[\w-]+$/.test(data.portal ?? "")) {
    throw sentence("portal", data.portal, "the key of a portal: copy the snippet from the project's settings");
  }
  const wrong = (Object.keys(rules) as Name[]).flatMap((name) => {
    const value = data[name];
    const [isFine, should] = rules[name];
    if (!value || isFine(`${value}`) || (name === "target" && found)) return [];
    delete data[name];
    return sentence(name, value, should);
  });
  console.error(`Deskbell: ${wrong.join(" ")} What is usual stands for it.`);
  return found ?? document.querySelector("html")!;
}
