/** Holds scripts, and the styles in them, against what the oldest browsers have. */
import { lackedByAll } from "./support.ts";
import { type ScriptKind, type Use, usesOf } from "./script-uses.ts";
import { sheetIn, usesOfStyles } from "./style-uses.ts";

export interface Look {
  /** By what is used: which browsers lack it, or why it cannot be read. */
  lacking: Map<string, string>;
  /** How many were looked at, so that nobody takes silence for an answer. */
  uses: number;
  sheets: number;
}

export function lookAt(text: string, kind: ScriptKind): Look {
  const lacking = new Map<string, string>();
  const hold = ({ what, features }: Use): void => {
    const lack = lackedByAll(features);
    if (lack && lack.length > 0) lacking.set(what, `not in ${lack.join(", ")}`);
  };
  let script;
  try {
    script = usesOf(text, kind);
  } catch (error) {
    lacking.set("grammar", String(error));
    return { lacking, uses: 0, sheets: 0 };
  }
  const sheets = script.texts.map(sheetIn).filter((sheet) => sheet !== undefined);
  const uses = [...script.uses, ...sheets.flatMap(usesOfStyles)];
  uses.forEach(hold);
  return { lacking, uses: uses.length, sheets: sheets.length };
}
