import type { ComponentChildren, VNode } from "preact";
import { FormProblem } from "../../ui/form-problem.tsx";
import type { FormState } from "../../ui/form-state.ts";

/** Fields, what is wrong with them, the one button, and a quieter way on. */
export const DoorForm = ({
  form: { problem, isBusy, run },
  button,
  act,
  way,
  children,
}: {
  form: FormState;
  button: string;
  act: () => Promise<unknown>;
  way?: { label: string; take: () => void };
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
    <FormProblem problem={problem.value} />
    <button class="button primary wide" disabled={isBusy.value}>
      {button}
    </button>
    {way && (
      <button type="button" class="link-button start" onClick={way.take}>
        {way.label}
      </button>
    )}
  </form>
);
