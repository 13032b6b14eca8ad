/** In which engines the run used Deskbell: a line at its end. */
import { engineNames } from "../engines/install.ts";
import type { ReportedFile } from "./vitest.ts";

const isOfOthers = ({ name }: ReportedFile): boolean => name.endsWith("/engines.test.ts");

/** @param files of the end-to-end tests, of which all but one run in Chromium */
export function enginesLine(files: ReportedFile[]): string {
  const inOthers = files.filter(isOfOthers).flatMap(({ assertionResults }) => assertionResults);
  const works = (tests: { status: string }[]): boolean =>
    tests.length > 0 && tests.every(({ status }) => status === "passed");
  const inChromium = files.filter((file) => !isOfOthers(file)).flatMap(({ assertionResults }) => assertionResults);
  const all = {
    // Some are skipped where what they need is not there.
    chromium: works(inChromium.filter(({ status }) => status === "passed" || status === "failed")),
    ...Object.fromEntries(
      engineNames.map((name) => [name, works(inOthers.filter(({ fullName }) => fullName.startsWith(`${name} `)))]),
    ),
  };
  const missing = Object.entries(all).flatMap(([name, isFine]) => (isFine ? [] : name));
  const sum = `engines: ${Object.keys(all).length - missing.length} of ${Object.keys(all).length}`;
  return missing.length === 0 ? sum : `${sum} (without ${missing.join(", ")})`;
}
