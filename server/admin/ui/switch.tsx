import type { VNode } from "preact";
import { useId } from "preact/hooks";

/** Acts at once. The sentence says what customers will see as things stand. */
export function Switch({
  label,
  sentence,
  checked,
  onChange,
}: {
  label: string;
  sentence: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): VNode {
  const id = useId();
  return (
    <div class="switch-row">
      <div>
        <label for={id}>{label}</label>
        <p class="hint" id={`${id}-hint`}>
          {sentence}
        </p>
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        class="switch"
        aria-describedby={`${id}-hint`}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
