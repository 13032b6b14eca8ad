/** Oxlint plugin with the rules that only this project has. */
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { objection, packageObjection } from "./table.ts";
import { wordObjection } from "./words.ts";
import { writingObjection } from "./writing.ts";
import type { Kind } from "./table.ts";

interface Node {
  type: string;
  source?: { value: unknown } | null;
  importKind?: Kind;
  exportKind?: Kind;
  name?: unknown;
  value?: unknown;
  callee?: Node;
  property?: Node;
  arguments?: Node[];
  parent?: Node;
  key?: Node;
  imported?: Node;
  computed?: boolean;
}

interface Context {
  filename: string;
  report: (problem: { node: Node; message: string }) => void;
}

const fromRoot = (file: string): string =>
  (isAbsolute(file) ? relative(process.cwd(), file) : file).split(sep).join("/");

const borders = {
  create(context: Context) {
    const importer = fromRoot(context.filename);
    // A test may reach for whatever it needs to set its scene.
    if (/\.test\.tsx?$/.test(importer)) return {};
    const check = (node: Node): void => {
      const source = node.source?.value;
      if (typeof source !== "string") return;
      const kind = node.importKind ?? node.exportKind ?? "value";
      const message = source.startsWith(".")
        ? objection(importer, fromRoot(join(dirname(importer), source)), kind)
        : packageObjection(importer, source, kind);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/** Asks for every statement that Kysely builds whether this room may write that table. */
const tableOwners = {
  create(context: Context) {
    const writer = fromRoot(context.filename);
    if (/\.test\.tsx?$/.test(writer)) return {};
    return {
      CallExpression(node: Node): void {
        const message = writingObjection(writer, node.callee?.property?.name, node.arguments?.[0]?.value);
        if (message) context.report({ node, message });
      },
    };
  },
};

/** A key belongs to whoever reads it: a row, a JSON body, a package. So does the name that another file exports. */
const isKey = (node: Node): boolean => {
  const { computed, key, property, imported } = node.parent ?? {};
  return (computed !== true && (key === node || property === node)) || imported === node;
};

/** Asks for every name that a file gives, and for its own, whether its words are those of the glossary. */
const wordsRule = {
  create(context: Context) {
    const file = fromRoot(context.filename);
    // A test names its scene as it likes.
    if (/\.test\.tsx?$/.test(file)) return {};
    const told = new Set<string>();
    const check = (node: Node, name: string): void => {
      const message = told.has(name) ? undefined : wordObjection(file, name);
      told.add(name);
      if (message) context.report({ node, message });
    };
    return {
      Program: (node: Node) => check(node, basename(file).replace(/\.\w+$/, "")),
      Identifier: (node: Node) => {
        if (typeof node.name === "string" && !isKey(node)) check(node, node.name);
      },
    };
  },
};

const html = "Text becomes elements, never HTML: no page has to trust what a stranger wrote.";

/** Catches the name wherever it stands: attribute, property of an object, string. */
const noHtml = {
  create(context: Context) {
    const check = (node: Node): void => {
      if (node.name === "dangerouslySetInnerHTML" || node.value === "dangerouslySetInnerHTML") {
        context.report({ node, message: html });
      }
    };
    return { Identifier: check, JSXIdentifier: check, Literal: check };
  },
};

export default {
  meta: { name: "deskbell" },
  rules: { borders, "table-owners": tableOwners, words: wordsRule, "no-html": noHtml },
};
