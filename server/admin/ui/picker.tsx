import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../locales/text.ts";
import { asProblem } from "../problem.ts";
import { showBeside } from "./choices/show-beside.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { problemText } from "./problem-text.ts";

export interface Pick {
  id: string;
  name: string;
  /** What tells two of the same name apart. */
  detail?: string | null;
}

interface PickerProps<Item extends Pick> {
  label: string;
  hint?: string | undefined;
  problem?: string | null | undefined;
  placeholder?: string;
  value: Pick | null;
  onPick: (picked: Item | null) => void;
  search: (typed: string) => Promise<readonly Item[]>;
  /** Offers to make what was typed and not found. */
  create?: { label: (name: string) => string; make: (name: string) => Promise<Item> };
}

const pause = 200;

/** Choose one of many by typing a part of its name. */
export function Picker<Item extends Pick>(props: PickerProps<Item>): VNode {
  const { label, hint, problem, placeholder, value, onPick, search, create } = props;
  const typed = useSignal<string | null>(null);
  const found = useSignal<readonly Item[] | null>(null);
  const failure = useSignal<string | null>(null);
  const at = useSignal(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();

  const name = typed.value?.trim() ?? "";
  const isNew =
    create &&
    name !== "" &&
    found.value !== null &&
    !found.value.some((item) => item.name.toLowerCase() === name.toLowerCase());
  const count = (found.value?.length ?? 0) + (isNew ? 1 : 0);

  useLayoutEffect(() => {
    const [choices, field] = [list.current, input.current];
    if (count === 0 || !choices || !field) return undefined;
    return showBeside(choices, field);
  }, [count > 0]);

  const ask = async (words: string): Promise<void> => {
    const mine = (asked.current += 1);
    try {
      const items = await search(words);
      if (mine !== asked.current) return;
      failure.value = null;
      found.value = items;
      at.value = 0;
    } catch (met) {
      const why = problemText(asProblem(met));
      if (mine === asked.current) failure.value = why;
    }
  };
  const close = (): void => {
    clearTimeout(waiting.current);
    asked.current += 1;
    typed.value = null;
    found.value = null;
  };
  const open = (words: string): void => {
    typed.value = words;
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => void ask(words.trim()), found.peek() ? pause : 0);
  };
  const pick = (place: number): void => {
    const item = found.peek()?.[place];
    if (item) onPick(item);
    else if (isNew)
      create.make(name).then(onPick, (met: unknown) => {
        failure.value = problemText(asProblem(met));
      });
    else return;
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isOpen = found.peek() !== null;
    if (event.key === "ArrowDown" && !isOpen) open("");
    else if (event.key === "ArrowDown") at.value = Math.min(at.peek() + 1, count - 1);
    else if (event.key === "ArrowUp" && isOpen) at.value = Math.max(at.peek() - 1, 0);
    else if (event.key === "Enter" && isOpen) pick(at.peek());
    else if (event.key === "Escape" && isOpen) close();
    else return;
    // A dialog would close, a form would be sent.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Field label={label} hint={hint} problem={failure.value ?? problem}>
      {(ids) => (
        <div
          class="picker"
          onFocusOut={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget as Node | null)) close();
          }}
        >
          <input
            {...ids}
            ref={input}
            role="combobox"
            dir="auto"
            autocomplete="off"
            aria-autocomplete="list"
            aria-expanded={count > 0}
            aria-controls={listId}
            aria-activedescendant={count > 0 ? `${listId}-${at.value}` : undefined}
            placeholder={placeholder}
            value={typed.value ?? value?.name ?? ""}
            onInput={(event) => open(event.currentTarget.value)}
            onClick={() => found.peek() ?? open("")}
            onKeyDown={onKeyDown}
          />
          {value && typed.value === null && (
            <button
              type="button"
              class="icon-button"
              aria-label={text.people.remove(value.name)}
              onClick={() => {
                onPick(null);
                input.current?.focus();
              }}
            >
              <Icon name="close" size={16} />
            </button>
          )}
          <ul ref={list} role="listbox" id={listId} aria-label={label} popover="manual">
            {found.value?.map((item, place) => (
              <Option key={item.id} id={`${listId}-${place}`} isAt={at.value === place} pick={() => pick(place)}>
                <bdi class="clip">{item.name}</bdi>
                {item.detail && <bdi class="clip quiet">{item.detail}</bdi>}
              </Option>
            ))}
            {isNew && (
              <Option id={`${listId}-${count - 1}`} isAt={at.value === count - 1} pick={() => pick(count - 1)}>
                <Icon name="plus" size={16} />
                <span class="clip">{create.label(name)}</span>
              </Option>
            )}
          </ul>
          <span class={found.value && count === 0 ? "picker-nothing" : "visually-hidden"} role="status">
            {found.value && text.people.found(found.value.length)}
          </span>
        </div>
      )}
    </Field>
  );
}

function Option(props: {
  id: string;
  isAt: boolean;
  pick: () => void;
  children: VNode | (VNode | null | "" | undefined)[];
}): VNode {
  const { id, isAt, pick, children } = props;
  return (
    <li
      id={id}
      role="option"
      aria-selected={isAt}
      // The focus stays in the field, or it would close before it is chosen from.
      onPointerDown={(event) => event.preventDefault()}
      onClick={pick}
    >
      {children}
    </li>
  );
}
