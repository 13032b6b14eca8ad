import { useSignal, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../locales/text.ts";
import { asProblem } from "../problem.ts";
import { showBeside } from "./choices/show-beside.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { isOfInputMethod } from "./input-method.ts";
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
  search: (typed: string) => readonly Item[] | Promise<readonly Item[]>;
  /** The search costs nothing: it is asked at every letter. */
  isLocal?: boolean;
  /** Offers to make what was typed and not found. */
  create?: { label: (name: string) => string; make: (name: string) => Promise<Item> };
  /** Besides Enter, these end what is typed, and make it as it stands. */
  separators?: readonly string[];
  /** What becomes of words that are left without a choice; null: they stay in the field. Without this they go. */
  onLeave?: (typed: string) => Promise<Item> | null;
  /** Where what is typed has to outlive the field, or to be known to its form. Null: nothing is. */
  typed?: Signal<string | null>;
  maxLength?: number;
  autofocus?: boolean;
}

const pause = 200;

/** Choose one of many by typing a part of its name. */
export function Picker<Item extends Pick>(props: PickerProps<Item>): VNode {
  const { label, hint, problem, placeholder, value, onPick, search, create, onLeave, separators = [] } = props;
  const own = useSignal<string | null>(null);
  const typed = props.typed ?? own;
  const found = useSignal<readonly Item[] | null>(null);
  const failure = useSignal<string | null>(null);
  const at = useSignal(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(0);
  const foundFor = useRef("");
  /** The field was emptied by hand; opened, it is empty as well. */
  const isEmptied = useRef(false);
  /** Words that are being made or looked up. */
  const taking = useRef<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();

  const name = typed.value?.trim() ?? "";
  const isNew =
    create &&
    name !== "" &&
    found.value !== null &&
    !found.value.some((item) => isSame(item.name, name) || isSame(item.detail, name));
  const shown = typed.value ?? value?.name ?? "";
  const count = (found.value?.length ?? 0) + (isNew ? 1 : 0);

  useLayoutEffect(() => {
    const [choices, field] = [list.current, input.current];
    if (count === 0 || !choices || !field) return undefined;
    return showBeside(choices, field);
  }, [count > 0]);

  useLayoutEffect(() => {
    if (props.autofocus) input.current?.focus();
  }, []);

  const ask = async (words: string): Promise<void> => {
    const mine = (asked.current += 1);
    try {
      const answer = search(words);
      const items = answer instanceof Promise ? await answer : answer;
      if (mine !== asked.current) return;
      foundFor.current = words;
      failure.value = null;
      found.value = items;
      // Nobody is chosen by Enter before a letter was typed.
      at.value = words ? 0 : -1;
    } catch (met) {
      const why = problemText(asProblem(met));
      if (mine === asked.current) failure.value = why;
    }
  };
  const closeList = (): void => {
    clearTimeout(waiting.current);
    asked.current += 1;
    found.value = null;
  };
  const close = (): void => {
    closeList();
    typed.value = null;
    isEmptied.current = false;
  };
  const open = (words: string): void => {
    typed.value = words;
    clearTimeout(waiting.current);
    if (props.isLocal) void ask(words.trim());
    else waiting.current = setTimeout(() => void ask(words.trim()), found.peek() ? pause : 0);
  };
  /** The words stay in sight until they are somebody; where they may be several, the choice is shown. */
  const take = async (made: Promise<Item | null>): Promise<void> => {
    const words = typed.peek();
    taking.current = words;
    closeList();
    try {
      const item = await made;
      // Somebody has typed on meanwhile, chosen, or gone: this one is nobody's wish any more.
      if (typed.peek() !== words || !input.current) return;
      if (!item && words && input.current.matches(":focus")) return open(words);
      // Words that stay in their field when it is left do so here.
      if (!item && onLeave) return;
      if (item) onPick(item);
      typed.value = null;
    } catch (met) {
      failure.value = problemText(asProblem(met));
    } finally {
      if (taking.current === words) taking.current = null;
    }
  };
  /** Enter before the choices for the last letter are there. Nobody is chosen unseen but who is called just that. */
  const findOrMake = async (words: string): Promise<Item | null> => {
    const items = await search(words);
    const same = items.filter((item) => isSame(item.name, words) || isSame(item.detail, words));
    if (same.length === 1) return same[0]!;
    return items.length === 0 && create ? create.make(words) : null;
  };
  const pick = (place: number): void => {
    const item = found.peek()?.[place];
    if (!item && isNew) void take(create.make(name));
    if (!item) return;
    close();
    onPick(item);
  };
  const leave = (): void => {
    // To go on meanwhile is no other wish.
    if (taking.current !== null && taking.current === typed.peek()) return closeList();
    const taken = name && onLeave?.(name);
    if (taken) void take(taken);
    else if (taken === null) closeList();
    else {
      if (onLeave && isEmptied.current && value) onPick(null);
      close();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isOfInputMethod(event)) return;
    const isOpen = found.peek() !== null;
    const isTaken = taking.current !== null && taking.current === typed.peek();
    // What is shown may still be of the letters before: nobody is chosen unseen.
    const isCurrent = foundFor.current === name;
    if (event.key === "Enter" && (isTaken || event.repeat)) {
      // Once is enough: what it asked for is on its way.
    } else if (event.key === "ArrowDown" && !isOpen) open(typed.peek() ?? "");
    else if (event.key === "ArrowDown") at.value = Math.min(at.peek() + 1, count - 1);
    else if (event.key === "ArrowUp" && isOpen) at.value = Math.max(at.peek() - 1, 0);
    else if (event.key === "Enter" && isOpen && isCurrent && at.peek() >= 0) pick(at.peek());
    else if (event.key === "Enter" && typed.peek() !== null) {
      if (name) void take((!props.isLocal && onLeave?.(name)) || findOrMake(name));
    } else if (separators.includes(event.key) && create) {
      if (name) void take(create.make(name));
    } else if (event.key === "Escape" && isOpen) close();
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
            if (!event.currentTarget.contains(event.relatedTarget as Node | null)) leave();
          }}
        >
          <input
            {...ids}
            ref={input}
            role="combobox"
            dir={shown ? "auto" : undefined}
            autocomplete="off"
            aria-autocomplete="list"
            aria-expanded={count > 0}
            aria-controls={listId}
            aria-activedescendant={count > 0 && at.value >= 0 ? `${listId}-${at.value}` : undefined}
            placeholder={placeholder}
            maxLength={props.maxLength}
            // For dialogs, which choose whom to give the focus.
            autofocus={props.autofocus}
            value={shown}
            onInput={({ currentTarget: { value: words } }) => {
              isEmptied.current = words === "";
              open(words);
            }}
            onClick={() => found.peek() ?? open(typed.peek() ?? "")}
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

const isSame = (one: string | null | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

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
