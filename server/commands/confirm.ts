import type { Program } from "./program.ts";

/** @throws where the person says no, or where nobody is there to ask */
export async function confirm({ ask }: Program, yes: boolean, question: string): Promise<void> {
  if (yes) return;
  if (!ask) throw new Error(`${question} Nobody is here to answer: say --yes. Nothing was changed.`);
  if (!/^y(es)?$/i.test((await ask(`${question} (yes or no) `)).trim())) throw new Error("Nothing was changed.");
}
