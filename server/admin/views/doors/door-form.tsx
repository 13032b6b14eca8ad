import type { ComponentChildren, VNode } from "preact";
import type { FormState } from "../../ui/form-state.ts";
import { problemText } from "../../ui/problem-text.ts";

/** Fields, what is wrong with them, and the one button. */
export const DoorForm = ({
  form: { problem, isBusy, run },
  button,
  act,
  children,
}: {
  form: FormState;
  button: string;
  act: () => Promise<unknown>;
  children: ComponentChildren;
}): VNode => (
  <form
    class="form"
    onSubmit={(event) => {
      event.preventDefault();
      void run(act);
    }}
  >
    {children}
    {problem.value && (
      <p class="form-problem" role="alert">
        {problemText(problem.value)}
      </p>
    )}
    <button class="button primary wide" disabled={isBusy.value}>
      {button}
    </button>
  </form>
);
