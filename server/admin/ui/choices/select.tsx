import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { ChoiceButton, type ChoiceButtonProps } from "./choice-button.tsx";

interface SelectProps extends ChoiceButtonProps {
  hint?: string | undefined;
  problem?: string | null | undefined;
}

export function Select({ hint, problem, ...chosen }: SelectProps): VNode {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div class="select">
      <label for={id} data-key={chosen.shortcut}>
        {chosen.label}
      </label>
      <ChoiceButton
        {...chosen}
        ids={{
          id,
          ...(described && { "aria-describedby": described }),
          ...(problem && { "aria-invalid": "true" as const }),
        }}
      />
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

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
