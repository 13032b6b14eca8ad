import type { VNode } from "preact";
import type { ApiProblem } from "../problem.ts";
import { problemText } from "./problem-text.ts";

interface FormProblemProps {
  problem: ApiProblem | null;
  sentence?: (problem: ApiProblem) => string;
}

/** Why it was refused, beside the button that asked for it. */
export const FormProblem = ({ problem, sentence = problemText }: FormProblemProps): VNode | null =>
  problem && (
    <p class="form-problem" role="alert">
      {sentence(problem)}
    </p>
  );
