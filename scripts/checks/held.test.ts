import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { held } from "./held.ts";

test.each(held)("%s: its tests are there", (_, ...tests) => {
  for (const [file, name] of tests) expect(readFileSync(`server/${file}.test.ts`, "utf8"), file).toContain(name);
});
