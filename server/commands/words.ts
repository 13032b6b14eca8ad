/** Holds what was typed to what a command takes: with a mistyped option a server would start other than it was meant. */
import { parseArgs } from "node:util";
import type { ArgsDef } from "citty";

/** Whoever typed it has to look at the usage again. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/** Every value of an option that may be said more than once. */
export function repeated(words: string[], name: string): string[] {
  const options = { [name]: { type: "string", multiple: true } } as const;
  const given = parseArgs({ args: words, options, strict: false }).values[name] as unknown[] | undefined;
  return (given ?? []).filter((value) => typeof value === "string");
}

/**
 * @param words what stands after the command's name
 * @throws WrongUsage
 */
export function checkWords(words: string[], takes: ArgsDef): void {
  const options = Object.entries(takes).filter(([, { type }]) => type !== "positional");
  const { tokens } = parseArgs({
    args: words,
    options: Object.fromEntries(
      options.map(([name, { type }]) => [name, { type: type === "boolean" ? "boolean" : "string" } as const]),
    ),
    strict: false,
    tokens: true,
  });
  let positionals = Object.keys(takes).length - options.length;
  for (const token of tokens) {
    if (token.kind === "positional" && positionals-- === 0) throw new WrongUsage(`One word too many: ${token.value}`);
    if (token.kind !== "option") continue;
    const known = options.find(([name]) => name === token.name)?.[1];
    if (!known) throw new WrongUsage(`Unknown option ${token.rawName}`);
    if (known.type !== "boolean" && !token.value) throw new WrongUsage(`${token.rawName} needs a value.`);
  }
}
