import { expect, test } from "vitest";
import { type Measured, readSection, replaceSection, sectionText } from "./section.ts";

const page = `# Figures

Said by hand.

<!-- begin size -->

old sizes

<!-- end size -->

Between the two.

<!-- begin rounds -->

old rounds

<!-- end rounds -->
`;

const measured: Measured = {
  command: "npm run size",
  date: "2026-11-29",
  commit: "205efae",
  isChanged: false,
  cores: 2,
  memory: 8 * 2 ** 30,
};

test("one section is replaced, and everything else stays to the letter", () => {
  const now = replaceSection(page, "size", "new sizes");
  expect(now).toBe(page.replace("old sizes", "new sizes"));
  expect(readSection(now, "size")).toBe("new sizes");
  expect(readSection(now, "rounds")).toBe("old rounds");
});

test("what is written twice is there once", () => {
  const once = replaceSection(page, "rounds", "new rounds");
  expect(replaceSection(once, "rounds", "new rounds")).toBe(once);
});

test("signs that mean something to a replacement stand as they were printed", () => {
  expect(readSection(replaceSection(page, "size", "$& and $1"), "size")).toBe("$& and $1");
});

test("a section whose marks are missing or turned round is a clear error", () => {
  const said = 'docs/figures.md has no section "size": it needs <!-- begin size --> and, after it, <!-- end size -->.';
  const [begin, end] = ["<!-- begin size -->", "<!-- end size -->"];
  for (const broken of [page.replace(begin, ""), page.replace(end, ""), "", `${end} ${begin}`]) {
    expect(() => replaceSection(broken, "size", "new")).toThrow(said);
    expect(() => readSection(broken, "size")).toThrow(said);
  }
});

test("a section says its command, when and where it was measured, and what was printed", () => {
  expect(sectionText(measured, ["kB   gzip  ", "\u001b[32mloader\u001b[39m 1.53"])).toBe(
    [
      "`npm run size`, 2026-11-29, commit 205efae, 2 cores, 8.0 GiB of memory:",
      "",
      "```text",
      "kB   gzip",
      "loader 1.53",
      "```",
    ].join("\n"),
  );
  expect(sectionText({ ...measured, isChanged: true, cores: 1 }, [])).toContain("205efae with changes, 1 core,");
});
