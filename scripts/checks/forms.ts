/** Which forms there are, read from the code, and which of them a run has typed into: a line at its end. */
import { globSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import type { ReportedFile } from "./vitest.ts";

interface Source {
  path: string;
  /** Without types and comments. */
  code: string;
}

const read = (path: string): Source => ({
  path,
  code: transformSync(readFileSync(path, "utf8"), { loader: "tsx", jsx: "preserve" }).code,
});

/** Each function, class and constant of a module by itself. */
const declarations = (code: string): string[] => code.split(/^(?=(?:export )?(?:async )?(?:function|const|class)\b)/m);

/** Forms of these lines: elements, and those frames that the module imports. */
const usesIn = (lines: string, { code }: Source, frames: ReadonlySet<string>): number =>
  [...lines.matchAll(/<(\w+)[\s>/]/g)].filter(
    ([, name]) => name === "form" || (frames.has(name!) && new RegExp(`^import .*\\b${name}\\b`, "m").test(code)),
  ).length;

/**
 * What has a form and puts children into it is a frame for forms: each use of it is one, and so is a frame around a frame.
 * @returns the path of each form; where a file has several, with the place of each: `view.tsx#2`
 */
export function formsOf(sources: readonly Source[]): string[] {
  const frames = new Set<string>();
  const frameIn = (lines: string, source: Source): string | undefined =>
    /\bchildren\b/.test(lines) && usesIn(lines, source, frames) > 0
      ? /^export (?:function|const|class) (\w+)/.exec(lines)?.[1]
      : undefined;
  for (let known = -1; known < frames.size;) {
    known = frames.size;
    for (const source of sources)
      for (const lines of declarations(source.code)) {
        const frame = frameIn(lines, source);
        if (frame) frames.add(frame);
      }
  }
  return sources.flatMap((source) => {
    const own = declarations(source.code).filter((lines) => !frameIn(lines, source));
    const count = own.reduce((sum, lines) => sum + usesIn(lines, source, frames), 0);
    return Array.from({ length: count }, (_, at) => (count > 1 ? `${source.path}#${at + 1}` : source.path));
  });
}

export const readForms = (folder: string): string[] =>
  formsOf(
    globSync(`${folder}/**/*.tsx`)
      .filter((path) => !path.endsWith(".test.tsx"))
      .sort()
      .map(read),
  );

/** What is said of a form at the start of a test's name. */
export const testNameOf = (form: string, what: string): string => `${form}: ${what}`;

/** @param files of the end-to-end tests */
export function formsLine(
  files: readonly ReportedFile[],
  forms = [...readForms("widget"), ...readForms("server/admin")],
): string {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const isTyped = (form: string): boolean => {
    const own = tests.filter(({ fullName }) => fullName.startsWith(testNameOf(form, "")));
    return own.length > 0 && own.every(({ status }) => status === "passed");
  };
  const missing = forms.filter((form) => !isTyped(form));
  const sum = `forms typed: ${forms.length - missing.length} of ${forms.length}`;
  return missing.length === 0 ? sum : `${sum} (without ${missing.join(", ")})`;
}
