import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { text } from "../locales/text.ts";
import type { ApiProblem } from "../problem.ts";
import { FormProblem } from "./form-problem.tsx";
import { useForm } from "./form-state.ts";
import { sends } from "./input-method.ts";
import { problemText } from "./problem-text.ts";

/** Text fields with their own "Save"; what was refused is said at its field by the children. */
export function SaveForm({
  isChanged,
  save,
  label = text.save,
  children,
}: {
  isChanged: boolean;
  save: () => Promise<void>;
  /** What the button says. */
  label?: string;
  children: (problem: ApiProblem | null) => ComponentChildren;
}): VNode {
  const { problem, isBusy, run } = useForm();
  const isSaved = useSignal(false);
  return (
    <form
      class="form"
      onInput={() => {
        isSaved.value = false;
      }}
      onKeyDown={(event) => {
        // In a field of several lines Enter begins another one.
        if (isChanged && sends(event)) event.currentTarget.requestSubmit();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void run(save).then((isDone) => {
          isSaved.value = isDone;
        });
      }}
    >
      {children(problem.value)}
      <FormProblem problem={problem.value} sentence={(met) => text.settings.failed(problemText(met))} />
      <div class="form-foot start">
        <button class="button primary" disabled={!isChanged || isBusy.value}>
          {isBusy.value ? text.saving : label}
        </button>
        {isSaved.value && !isChanged && <span class="quiet">{text.saved}</span>}
      </div>
    </form>
  );
}

/** One entry on each line; empty lines are nobody's entry. */
export const linesOf = (written: string): string[] =>
  written
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
