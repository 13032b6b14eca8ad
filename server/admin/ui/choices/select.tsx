import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { Field } from "../field.tsx";
import { ChoiceButton, type ChoiceButtonProps } from "./choice-button.tsx";

interface SelectProps extends ChoiceButtonProps {
  hint?: string | undefined;
  problem?: string | null | undefined;
}

export const Select = ({ hint, problem, ...chosen }: SelectProps): VNode => (
  <Field label={chosen.label} hint={hint} problem={problem} shortcut={chosen.shortcut} look="select">
    {(ids) => <ChoiceButton {...chosen} ids={ids} />}
  </Field>
);

interface ChipSelectProps extends ChoiceButtonProps {
  /** Worth seeing. By itself everything but the first choice, which of filters is no filter at all. */
  isOn?: boolean;
}

/** As small as a word. */
export function ChipSelect({ isOn, ...chosen }: ChipSelectProps): VNode {
  const id = useId();
  return (
    <div class="chip-select" data-on={(isOn ?? chosen.value !== chosen.choices[0]?.value) || undefined}>
      <label class="visually-hidden" for={id}>
        {chosen.label}
      </label>
      <ChoiceButton {...chosen} ids={{ id }} />
    </div>
  );
}
