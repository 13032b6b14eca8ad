/**
 * What a script asks of its browser, read from its text. Without types it is known by name alone: `x.map` may be a list's,
 * so a member counts as lacking only where nothing that has such a member has it. What is left over is for `tsc`, whose
 * library ends before what the oldest browsers lack.
 */
import { waits } from "../../rollup/no-waiting-modules.ts";
import { api, builtins, byName, child, type Feature, html, operators } from "./support.ts";
import { isTree, namesDeclared, nameOfMember, readTree, textOf, type Tree, walk } from "./tree.ts";

export interface Use {
  what: string;
  /** What it may mean. */
  features: Feature[];
}

export interface ScriptKind {
  isModule: boolean;
  /** Of members that are not a browser's. */
  ownNames: ReadonlySet<string>;
}

export interface Script {
  uses: Use[];
  /** Texts that may be style sheets. */
  texts: string[];
}

const members = byName(api, 2, byName(builtins, 2, byName(child(builtins, "Intl"), 2)));
const attributes = byName(
  child(html as Feature, "elements"),
  2,
  byName(child(html as Feature, "global_attributes"), 1),
);

/** What stands for one interface, by the name under which every page has it. */
const interfaceOf: Record<string, string> = {
  crypto: "Crypto",
  document: "Document",
  history: "History",
  localStorage: "Storage",
  location: "Location",
  navigator: "Navigator",
  performance: "Performance",
  screen: "Screen",
  sessionStorage: "Storage",
};
const topLevelAwait = child(child(operators, "await"), "top_level");
const globals = new Set(["globalThis", "self", "window"]);

/** Of the language's own the name alone may be older than what it stands for: `Iterator` was a protocol first. */
const globalNamed = (name: string): Feature[] => {
  const builtin = child(builtins, name);
  return [child(api, name), child(builtin, name) ?? builtin, child(child(api, "Window"), name)].filter(Boolean);
};

const memberOf = (owner: string, name: string): Feature[] =>
  [
    child(child(builtins, owner), name),
    child(child(api, owner), `${name}_static`),
    child(child(api, interfaceOf[owner] ?? owner), name),
  ].filter(Boolean);

/** Of an iterator, which has what lists have only lately. */
const givesIterator = (call: unknown): boolean => {
  if (!isTree(call) || call.type !== "CallExpression" || !isTree(call["callee"])) return false;
  const { type, object } = call["callee"];
  const name = nameOfMember(call["callee"]);
  if (type !== "MemberExpression" || !["entries", "keys", "matchAll", "values"].includes(name ?? "")) return false;
  return !(isTree(object) && object.type === "Identifier" && object["name"] === "Object");
};

/** @throws SyntaxError as {@link readTree} does */
export function usesOf(text: string, { isModule, ownNames }: ScriptKind): Script {
  const program = readTree(text, isModule);
  const uses: Use[] = [];
  const texts: string[] = [];
  const own = namesDeclared(program);
  const isGlobal = (value: unknown): value is Tree =>
    isTree(value) && value.type === "Identifier" && !own.has(value["name"] as string);

  const readMember = (node: Tree): void => {
    const name = nameOfMember(node);
    if (name === undefined) return;
    const { object } = node;
    if (isGlobal(object) && globals.has(object["name"] as string))
      uses.push({ what: name, features: globalNamed(name) });
    else if (givesIterator(object)) {
      const features = [child(child(builtins, "Iterator"), name)];
      uses.push({ what: `Iterator.prototype.${name}`, features });
    } else {
      const isPrototype = isTree(object) && object.type === "MemberExpression" && nameOfMember(object) === "prototype";
      const owner = isPrototype ? (object as Tree)["object"] : object;
      const ownerName = isGlobal(owner) ? (owner["name"] as string) : undefined;
      const exact = ownerName === undefined ? [] : memberOf(ownerName, name);
      uses.push(
        exact.length > 0
          ? { what: `${ownerName}${isPrototype ? ".prototype" : ""}.${name}`, features: exact }
          : { what: `.${name}`, features: ownNames.has(name) ? [] : (members.get(name) ?? []) },
      );
    }
  };

  const readCall = ({ callee, arguments: given }: Tree): void => {
    const [first, second] = given as unknown[];
    const name = textOf(first);
    if (name === undefined) return;
    if (isTree(callee) && nameOfMember(callee) === "addEventListener") {
      uses.push({ what: `event ${name}`, features: members.get(`${name}_event`) ?? [] });
    }
    // An element with its attributes.
    if (!isTree(second) || second.type !== "ObjectExpression") return;
    for (const { key, computed } of second["properties"] as Tree[]) {
      if (computed || !isTree(key)) continue;
      const attribute = String(key["name"] ?? key["value"]).toLowerCase();
      uses.push({ what: `<${name} ${attribute}>`, features: attributes.get(attribute) ?? [] });
    }
  };

  const read = (node: Tree): void => {
    switch (node.type) {
      case "MemberExpression":
        readMember(node);
        break;
      case "CallExpression":
        readCall(node);
        break;
      case "Identifier":
        if (isGlobal(node)) uses.push({ what: node["name"] as string, features: globalNamed(node["name"] as string) });
        break;
      case "Literal":
        texts.push(textOf(node) ?? "");
        break;
      case "TemplateElement":
        texts.push((node["value"] as { cooked?: string }).cooked ?? "");
        break;
    }
  };
  walk(program, read);
  if (waits(program["body"])) uses.push({ what: "await at the top of a module", features: [topLevelAwait] });
  return { uses: uses.filter(({ features }) => features.length > 0), texts };
}
