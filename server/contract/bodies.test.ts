import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Each schema that a body is read by, with the file that makes it. */
function* schemasOfBodies(): Generator<[name: string, source: string]> {
  for (const file of globSync("server/**/*.ts").filter((path) => !path.endsWith(".test.ts"))) {
    const source = readFileSync(file, "utf8");
    for (const [, name] of source.matchAll(/\breadJson\(c, (\w+)\)/g)) {
      const imported = new RegExp(`import (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`).exec(source)?.[1];
      yield [name!, imported ? readFileSync(join(dirname(file), imported), "utf8") : source];
    }
  }
}

test("every body that a route reads is a type of the contract", () => {
  const all = [...schemasOfBodies()];
  expect(all.length).toBeGreaterThan(40);
  const without = all.filter(([name, source]) => {
    const made = new RegExp(`const ${name} =[^;]*?;`).exec(source)?.[0] ?? "";
    return !/satisfies z\.ZodType<\w+>;$/.test(made);
  });
  expect(without.map(([name]) => name)).toEqual([]);
});
