import type { FieldProblem } from "../../server/contract/index.ts";
import type { ProblemCode } from "../api.ts";
import type { App } from "../state/app.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "./icon.tsx";

type Sentences = Record<string, string>;
type Speaking = Language & Pick<App, "chunks">;

/** Empty while the words for it are fetched: what is said twice would be read out twice. */
export function problemSentence(app: Speaking, code: ProblemCode): string {
  const problems = app.t.problems as Sentences;
  const isThere = problems[code] ?? app.chunks.need("problems") ?? app.chunks.failed("problems");
  return problems[code] ?? (isThere ? problems["other"]! : "");
}

/** What is wrong with a field. */
export function problemText(app: Speaking, problem: FieldProblem): string | undefined {
  app.chunks.need("problems");
  const { fields = {} }: { fields?: Sentences } = app.t;
  return fields[problem] ?? fields["other"];
}

/** What happened, what is safe, what to do. */
export const Problem = ({ app, code }: { app: Speaking; code: ProblemCode }) => (
  <p class="notice problem" role="alert">
    <Icon name="problem" />
    {problemSentence(app, code)}
  </p>
);
