import type { ComponentChildren, VNode } from "preact";
import { text } from "../locales/text.ts";
import type { ApiProblem } from "../problem.ts";
import { Dialog } from "./dialog.tsx";
import { FormProblem } from "./form-problem.tsx";
import { useForm } from "./form-state.ts";
import { problemText } from "./problem-text.ts";

export interface FormDialogProps {
  title: string;
  /** What the button says that does it. */
  confirm: string;
  isDanger?: boolean;
  isReady?: boolean;
  onClose: () => void;
  /** @throws ApiProblem, which is said in the dialog; else it closes */
  act: () => Promise<unknown>;
  children: (problem: ApiProblem | null) => ComponentChildren;
  /** Own words for a problem. */
  explain?: (problem: ApiProblem) => string | undefined;
}

/** Asks for something or for a yes, does it, and closes; stays open with the reason when it was refused. */
export function FormDialog(props: FormDialogProps): VNode {
  const { title, confirm, isDanger, isReady = true, onClose, act, children, explain } = props;
  const { problem, isBusy, run } = useForm();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(act).then((isDone) => isDone && onClose());
        }}
      >
        {children(problem.value)}
        <FormProblem problem={problem.value} sentence={(met) => explain?.(met) ?? problemText(met)} />
        <div class="form-foot">
          <button type="button" class="button" onClick={onClose}>
            {text.cancel}
          </button>
          <button class={isDanger ? "button danger" : "button primary"} disabled={isBusy.value || !isReady}>
            {confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
