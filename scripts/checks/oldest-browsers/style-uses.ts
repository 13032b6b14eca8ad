/** What a style sheet asks of its browser. What stands behind `@supports` was asked for there, and is left out. */
import postcss, { type AtRule, type Container, type Declaration } from "postcss";
import type { Use } from "./script-uses.ts";
import { byName, child, css, type Feature, lackedBy } from "./support.ts";

const of = (part: string): Feature => child(css as Feature, part);
const properties = of("properties");
const selectors = of("selectors");
const atRules = of("at-rules");
const functions = byName(of("types"), 3);

/** A text that holds rules; undefined where it is something else, such as a sentence or a sample. */
export function sheetIn(text: string): Container | undefined {
  if (!/\{[^{}]*[\w-]+\s*:[^{}]+\}/.test(text) || /^\s*</.test(text)) return undefined;
  try {
    return postcss.parse(text);
  } catch {
    return undefined;
  }
}

const isPrefixed = (name: string): boolean => name.startsWith("-");

export function usesOfStyles(sheet: Container): Use[] {
  const uses: Use[] = [];
  const use = (what: string, ...features: Feature[]): void => void uses.push({ what, features });

  const readRule = (selector: string, isNested: boolean): void => {
    if (isNested || selector.includes("&")) use("nested rules", child(selectors, "nesting"));
    for (const [, name = ""] of selector.matchAll(/:{1,2}([a-z-]+)/g)) {
      if (!isPrefixed(name)) use(`:${name}`, child(selectors, name));
    }
  };
  const readAtRule = ({ name, params }: AtRule): void => {
    if (!isPrefixed(name)) use(`@${name}`, child(atRules, name));
    for (const [, feature = ""] of params.matchAll(/\(\s*([a-z-]+)/g)) {
      use(`@${name} (${feature})`, child(child(atRules, name), feature));
    }
  };
  const readDeclaration = ({ prop, value, parent }: Declaration): void => {
    const rule = parent?.type === "atrule" ? (parent as AtRule).name : undefined;
    const property = rule ? child(child(atRules, rule), prop) : child(properties, prop);
    if (!isPrefixed(prop)) use(prop, property);
    // Of a property that is not there no value has to be.
    const isLacking = lackedBy(property)?.length !== 0;
    const words = value.replace(/"[^"]*"|url\([^)]*\)/g, "");
    for (const [, name = "", isCall] of words.matchAll(/(?<![\w#.-])([a-z][a-z-]*)(\()?/g)) {
      if (!isCall && !isLacking) use(`${prop}: ${name}`, child(property, name));
      else if (isCall) use(`${name}()`, ...(functions.get(name) ?? [child(property, name)]));
    }
    for (const [, color = ""] of words.matchAll(/([a-z]+)\(from /g)) {
      use(`${color}(from …)`, child(child(child(of("types"), "color"), color), "relative_syntax"));
    }
  };
  const read = (container: Container, isNested = false): void => {
    for (const node of container.nodes ?? []) {
      if (node.type === "decl") readDeclaration(node);
      if (node.type === "rule") {
        readRule(node.selector, isNested);
        read(node, true);
      }
      if (node.type === "atrule") {
        readAtRule(node);
        if (node.name !== "supports") read(node, isNested);
      }
    }
  };
  read(sheet);
  return uses;
}
