/** A script as a tree, with what has to be known of its names. */
import { type Node, parse } from "acorn";
import { grammarOf } from "./oldest.ts";

export type Tree = Node & Record<string, unknown>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** @throws SyntaxError where the grammar is newer than the oldest browsers know */
export function readTree(text: string, isModule: boolean): Tree {
  const program: unknown = parse(text, { ecmaVersion: grammarOf, sourceType: isModule ? "module" : "script" });
  return program as Tree;
}

export const textOf = (value: unknown): string | undefined =>
  isTree(value) && value.type === "Literal" && typeof value["value"] === "string" ? value["value"] : undefined;

export function nameOfMember({ property, computed }: Tree): string | undefined {
  if (computed) return textOf(property);
  return isTree(property) && property.type === "Identifier" ? (property["name"] as string) : undefined;
}

/** All but the names of members and keys, which are read with what has them. */
export function walk(node: Tree, read: (node: Tree) => void): void {
  read(node);
  const isNamed =
    !node["computed"] && /^(MemberExpression|Property|PropertyDefinition|MethodDefinition)$/.test(node.type);
  for (const [part, value] of Object.entries(node)) {
    if (isNamed && ((part === "property" && node.type === "MemberExpression") || part === "key")) continue;
    if (part === "imported" || part === "exported" || part === "label") continue;
    for (const one of [value].flat()) if (isTree(one)) walk(one, read);
  }
}

/** Of the whole file: minified names are short, and those of browsers are not. */
export function namesDeclared(program: Tree): Set<string> {
  const names = new Set<string>();
  const declare = (pattern: unknown): void => {
    if (!isTree(pattern)) return;
    if (pattern.type === "Identifier") names.add(pattern["name"] as string);
    else if (pattern.type === "Property") declare(pattern["value"]);
    else for (const part of ["left", "argument", "elements", "properties"]) [pattern[part]].flat().forEach(declare);
  };
  walk(program, (node) => {
    if (node.type === "VariableDeclarator" || /Function|Class/.test(node.type)) declare(node["id"]);
    if (/Function/.test(node.type)) (node["params"] as unknown[]).forEach(declare);
    if (/^Import.*Specifier$/.test(node.type)) declare(node["local"]);
    if (node.type === "CatchClause") declare(node["param"]);
  });
  return names;
}
