import { text } from "../locales/text.ts";
import type { ApiProblem, ProblemCode } from "../problem.ts";

/** A sentence for people; a code that the page has no own words for brings the server's sentence along. */
export function problemText(problem: ApiProblem): string {
  const known: Partial<Record<ProblemCode, string>> = text.problems;
  const own = known[problem.code] ?? problem.message;
  return problem.retryAfter ? `${own} ${text.tryAgainIn(problem.retryAfter)}` : own;
}

/** What is wrong with one field; list fields are named with a place, such as `portal.origins.0`. */
export function fieldText(problem: ApiProblem | null, field: string): string | null {
  if (!problem) return null;
  const [, found] =
    Object.entries(problem.fields).find(([name]) => name === field || name.startsWith(`${field}.`)) ?? [];
  return found ? (text.fieldProblems[found] ?? text.fieldProblems.wrong_type) : null;
}
