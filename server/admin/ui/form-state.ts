import { useSignal, type Signal } from "@preact/signals";
import { asProblem, type ApiProblem } from "../problem.ts";
import { bound } from "./field.tsx";
import { fieldText } from "./problem-text.ts";

export interface FormState {
  problem: Signal<ApiProblem | null>;
  isBusy: Signal<boolean>;
  /** @returns whether the act went through */
  run(act: () => Promise<unknown>): Promise<boolean>;
}

/** What every form that saves something has: busy, and what was refused. */
export function useForm(): FormState {
  const problem = useSignal<ApiProblem | null>(null);
  const isBusy = useSignal(false);
  return {
    problem,
    isBusy,
    async run(act) {
      if (isBusy.peek()) return false;
      isBusy.value = true;
      problem.value = null;
      try {
        await act();
        return true;
      } catch (met) {
        problem.value = asProblem(met);
        return false;
      } finally {
        isBusy.value = false;
      }
    },
  };
}

/** A field for something known of others, with what was refused about it: what a browser knows of its user fits none. */
export const factField = (
  to: Signal<string>,
  problem: ApiProblem | null,
  field: string,
): ReturnType<typeof bound> & { problem: string | null; autocomplete: "off" } => ({
  ...bound(to),
  problem: fieldText(problem, field),
  autocomplete: "off",
});
