import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import type { FieldIds } from "../field.tsx";
import { Icon } from "../icon.tsx";
import { ChoiceList, type Choice } from "./choice-list.tsx";

export interface ChoiceButtonProps {
  label: string;
  choices: readonly Choice[];
  value: string;
  onValue: (value: string) => void;
  /** Stands there while none of the choices is the value. */
  placeholder?: string | undefined;
  shortcut?: string | undefined;
  /** Says in itself what it is a choice of. */
  isNamed?: boolean | undefined;
  /** A choice takes effect at once, for customers too: letters stay shortcuts on it and choose nothing. */
  isImmediate?: boolean | undefined;
}

/** Shows what is chosen, and opens the choices. Arrow keys open them too, and so does a letter, which filters them. */
export function ChoiceButton({ ids, ...props }: ChoiceButtonProps & { ids: FieldIds }): VNode {
  const { label, choices, value, onValue, placeholder, shortcut, isNamed, isImmediate } = props;
  const listId = useId();
  const begun = useSignal<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const current = choices.find((choice) => choice.value === value);
  const isOpen = begun.value !== null;

  const open = (typed: string): void => {
    // By a shortcut it is opened from elsewhere, and there the keyboard stands again afterwards.
    const { activeElement: at, body } = document;
    before.current = at instanceof HTMLElement && at !== body ? at : button.current;
    begun.value = typed;
  };
  const giveBack = (): void => (before.current?.isConnected ? before.current : button.current)?.focus();
  const close = (to?: "elsewhere"): void => {
    if (begun.peek() === null) return;
    begun.value = null;
    if (to) return;
    giveBack();
    // A press beside it takes the focus afterwards; where it meets nothing that could have it, it would be lost.
    requestAnimationFrame(() => document.activeElement === document.body && giveBack());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== button.current || isOpen) return;
    const { key, ctrlKey, metaKey, altKey } = event;
    const isLetter = [...key].length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (key === "ArrowDown" || key === "ArrowUp") open("");
    else if (isLetter && !isImmediate) open(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="choice" onKeyDown={onKeyDown}>
      <button
        {...ids}
        ref={button}
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-keyshortcuts={shortcut}
        data-immediate={isImmediate}
        onClick={() => (isOpen ? close() : open(""))}
      >
        {isNamed && (
          <span class="choice-name" aria-hidden="true">
            {label}
          </span>
        )}
        {current?.mark}
        <bdi class={current ? "clip" : "clip quiet"}>{current?.label ?? placeholder}</bdi>
        <Icon name="down" size={16} />
      </button>
      {begun.value !== null && (
        <ChoiceList
          id={listId}
          anchor={button}
          label={label}
          choices={choices}
          value={value}
          begun={begun.value}
          shortcut={shortcut}
          onClose={close}
          onPick={(picked) => {
            close();
            if (picked !== value) onValue(picked);
          }}
        />
      )}
    </div>
  );
}
