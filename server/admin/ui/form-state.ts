import { useSignal, type Signal } from "@preact/signals";
import { ApiProblem } from "../api.ts";

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
        if (!(met instanceof ApiProblem)) throw met;
        problem.value = met;
        return false;
      } finally {
        isBusy.value = false;
      }
    },
  };
}
