import type { VNode } from "preact";
import type { Choice } from "./field.tsx";

/** A filter as small as a word; the first choice is no filter at all. */
export const ChipSelect = ({
  label,
  value,
  choices,
  onValue,
}: {
  label: string;
  value: string;
  choices: readonly Choice[];
  onValue: (value: string) => void;
}): VNode => (
  <div class="select chip-select" data-on={value !== choices[0]?.value || undefined}>
    <select aria-label={label} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  </div>
);
