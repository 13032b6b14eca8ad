/**
 * Rollup plugin for texts: `text.people.add` becomes the words themselves, and a function or table of texts becomes a
 * constant of its own. The names of texts are for us: a browser would load each of them twice, at the text and where
 * it is used, and one object of all texts would keep what a single part of the page says in the first part of all.
 */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { AstNode, Plugin } from "rollup";

type Node = AstNode & Record<string, unknown>;
type Texts = { readonly [name: string]: unknown };
type Path = readonly string[];

interface Options {
  /** Of the modules that say `text.…`. */
  folder: string;
  /** File that holds texts, to its object; where a text is in several, the first has it. */
  texts: ReadonlyMap<string, Texts>;
}

interface Edit {
  start: number;
  end: number;
  put: string;
}

const isTable = (value: unknown): value is Texts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface Found {
  file: string;
  path: Path;
  value: unknown;
}

/** The longest part of a path that leads somewhere; what follows belongs to the value, such as `.length`. */
function find(texts: Options["texts"], asked: Path): Found {
  for (const [file, table] of texts) {
    let value: unknown = table;
    let steps = 0;
    while (steps < asked.length && isTable(value) && asked[steps]! in value) {
      value = value[asked[steps]!];
      steps += 1;
    }
    if (steps > 0) return { file, path: asked.slice(0, steps), value };
  }
  throw new Error(`There is no text.${asked.join(".")}`);
}

const constantOf = (path: Path): string => `text$${path.join("$")}`;

/** File to the paths that are asked for and are no plain words. */
function constantsIn({ texts, folder }: Options): Map<string, Set<string>> {
  const constants = new Map([...texts.keys()].map((file) => [file, new Set<string>()]));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((one) => /\.tsx?$/.test(one) && !/\.test\.tsx?$/.test(one))) {
    const source = readFileSync(join(folder, name), "utf8");
    if (!importsText.test(source)) continue;
    for (const [, asked = ""] of source.matchAll(/(?<![\w./-])text((?:\s*\.\s*\w+)+)/g)) {
      const steps = asked.split(".").map((step) => step.trim());
      const { file, path, value } = find(texts, steps.slice(1));
      if (typeof value !== "string") constants.get(file)!.add(path.join("."));
    }
  }
  return constants;
}

const importsText = /\bimport\s*\{[^}]*\btext\b[^}]*\}\s*from\s*"[^"]*locales\/text\.ts"/;

export function wordsInPlace(options: Options): Plugin {
  const { texts } = options;
  let constants = new Map<string, Set<string>>();

  /** What a module says, in place of `text.a.b`. */
  function said(program: Node, id: string): Edit[] {
    const edits: Edit[] = [];
    const imports = new Map<string, string>();
    walk(program, (node) => {
      if (node.type === "Identifier" && node["name"] === "text") throw new Error(`${id}: text is used without a name`);
      const asked = pathOf(node);
      if (!asked) return true;
      const { file, path, value } = find(texts, asked);
      // A longer path goes on into the value itself; the shorter one is within it.
      if (path.length < asked.length) return true;
      const put = typeof value === "string" ? JSON.stringify(value) : constantOf(path);
      if (typeof value !== "string") imports.set(put, file);
      edits.push({ start: node.start, end: node.end, put });
      return false;
    });
    const lines = [...imports].map(([name, file]) => {
      const from = relative(dirname(id), file).replace(/^(?!\.)/, "./");
      return `import { ${name} } from ${JSON.stringify(from)};\n`;
    });
    return [...edits, { start: 0, end: 0, put: lines.join("") }];
  }

  /** The object of texts gives way to the constants in it that are asked for. */
  function split(code: string, program: Node, asked: ReadonlySet<string>): Edit[] {
    const edits: Edit[] = [];
    const made: string[] = [];
    const look = (table: Node, at: Path): void => {
      for (const entry of table["properties"] as Node[]) {
        const name = entry["key"] as Node | undefined;
        if (!name) continue;
        const path = [...at, String(name["name"] ?? name["value"])];
        const value = entry["value"] as Node;
        if (asked.has(path.join(".")))
          made.push(`export const ${constantOf(path)} = ${code.slice(value.start, value.end)};\n`);
        if (value.type === "ObjectExpression") look(value, path);
      }
    };
    walk(program, (node) => {
      if (node.type !== "VariableDeclarator") return true;
      const value = node["init"] as Node | null;
      if (value?.type !== "ObjectExpression") return false;
      look(value, []);
      edits.push({ start: value.start, end: value.end, put: "{}" });
      return false;
    });
    return [...edits, { start: code.length, end: code.length, put: `\n${made.join("")}` }];
  }

  return {
    name: "words-in-place",
    buildStart() {
      constants = constantsIn(options);
    },
    transform(code, id) {
      const asked = constants.get(id);
      if (asked) return { code: edited(code, split(code, this.parse(code) as unknown as Node, asked)), map: null };
      if (!importsText.test(code)) return null;
      return { code: edited(code, said(this.parse(code) as unknown as Node, id)), map: null };
    },
  };
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/** Names behind a dot or before a colon, and those of imports, are nobody's use of a variable. */
function childrenOf(node: Node): Node[] {
  if (node.type === "ImportDeclaration") return [];
  const isNamed = !node["computed"];
  return Object.entries(node)
    .filter(([key]) => !(isNamed && (key === "property" || key === "key")))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** @param visit answers whether to look inside */
function walk(node: Node, visit: (node: Node) => boolean): void {
  if (visit(node)) for (const child of childrenOf(node)) walk(child, visit);
}

/** `["a", "b"]` for `text.a.b`; a member that is computed belongs to no path. */
function pathOf(node: Node): string[] | null {
  if (node.type !== "MemberExpression" || node["computed"]) return null;
  const object = node["object"] as Node;
  const name = (node["property"] as Node)["name"] as string;
  if (object.type === "Identifier") return object["name"] === "text" ? [name] : null;
  const before = pathOf(object);
  return before && [...before, name];
}

const edited = (code: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((made, { start, end, put }) => made.slice(0, start) + put + made.slice(end), code);
