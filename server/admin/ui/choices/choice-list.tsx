import { useSignal } from "@preact/signals";
import type { RefObject, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { Icon } from "../icon.tsx";
import { isOfInputMethod } from "../input-method.ts";
import { matching } from "./matching.ts";
import { showBeside } from "./show-beside.ts";

export interface Choice {
  value: string;
  label: string;
  /** An icon or a portrait; the word stands beside it. */
  mark?: VNode;
  /** Chooses it without the list, or as a digit in it. */
  shortcut?: string;
}

export const named = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: name });

interface ChoiceListProps {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  label: string;
  choices: readonly Choice[];
  value: string;
  /** Typed before the list was there. */
  begun: string;
  shortcut?: string | undefined;
  onPick: (value: string) => void;
  /** Without a choice; to "elsewhere" the focus has gone already. */
  onClose: (to?: "elsewhere") => void;
}

/** As the sheet asks. */
const isCoarse = (): boolean => matchMedia("not all and (pointer: fine)").matches;
/** On a sheet, as many as are seen at once need no field to look for them; a keyboard would cover them. */
const mostAtOnce = 8;

/** The choices of one thing: beside it with a field that filters them, or as a sheet for fingers. */
export function ChoiceList(props: ChoiceListProps): VNode {
  const { id, anchor, label, choices, value, begun, shortcut, onPick, onClose } = props;
  const typed = useSignal(begun);
  const at = useSignal(
    begun
      ? 0
      : Math.max(
          0,
          choices.findIndex((choice) => choice.value === value),
        ),
  );
  const root = useRef<HTMLDivElement>(null);
  const found = matching(choices, typed.value, (choice) => choice.label);
  const hasField = useRef(!isCoarse() || choices.length > mostAtOnce).current;
  const active = found[at.value] && `${id}-${at.value}`;

  // Before the next key, which would be pressed on the button else.
  useLayoutEffect(() => {
    const list = root.current!;
    const hide = showBeside(list, anchor.current!);
    list.querySelector<HTMLElement>(isCoarse() ? "[role=listbox]" : "input")?.focus();
    return hide;
  }, []);
  useLayoutEffect(() => {
    root.current?.querySelector("[data-at]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  useEffect(() => {
    const onPress = ({ target }: Event): void => {
      if (!root.current?.contains(target as Node) && !anchor.current?.contains(target as Node)) onClose();
    };
    document.addEventListener("pointerdown", onPress, true);
    return () => document.removeEventListener("pointerdown", onPress, true);
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    // Neither a shortcut of the page nor a dialog's Escape.
    event.stopPropagation();
    if (isOfInputMethod(event)) return;
    const { key } = event;
    const isEmpty = typed.peek() === "";
    const place = at.peek();
    const steps: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      ...(isEmpty && { Home: 0, End: -1 }),
    };
    const to = steps[key];
    const digit = isEmpty && /^\d$/.test(key) && choices.find((choice) => choice.shortcut === key);
    if (to !== undefined) at.value = (to + found.length) % (found.length || 1);
    else if (key === "Enter" || (key === " " && isEmpty)) pick(found[place]);
    else if (key === "Escape") onClose();
    else if (digit) pick(digit);
    else {
      if (key === "Tab") onClose();
      else if ([...key].length === 1) root.current?.querySelector("input")?.focus();
      return;
    }
    event.preventDefault();
  };
  const pick = (choice: Choice | undefined): void => {
    if (choice) onPick(choice.value);
  };
  return (
    <div
      class="choices"
      popover="manual"
      ref={root}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        const to = relatedTarget as Node | null;
        if (to && !root.current?.contains(to) && !anchor.current?.contains(to)) onClose("elsewhere");
      }}
      // Around a sheet. Closed by the press already, what lies beneath would get the click.
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div class="choices-panel">
        <p class="choices-title" aria-hidden="true">
          {label}
        </p>
        {hasField && (
          <div class="choices-field">
            <input
              role="combobox"
              // An empty field runs as the page does, and its placeholder with it.
              dir={typed.value ? "auto" : undefined}
              autocomplete="off"
              aria-label={label}
              aria-autocomplete="list"
              aria-expanded
              aria-controls={id}
              aria-activedescendant={active}
              placeholder={`${label}…`}
              value={typed.value}
              onInput={(event) => {
                // Of the form around it this is no field.
                event.stopPropagation();
                typed.value = event.currentTarget.value;
                at.value = 0;
              }}
            />
            {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
          </div>
        )}
        <ul role="listbox" id={id} aria-label={label} tabIndex={-1} aria-activedescendant={active}>
          {found.map((choice, place) => (
            <li
              key={choice.value}
              id={`${id}-${place}`}
              role="option"
              aria-selected={choice.value === value}
              data-at={place === at.value || undefined}
              // The focus stays where the keys are.
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => {
                at.value = place;
              }}
              onClick={() => pick(choice)}
            >
              {choice.mark}
              <bdi class="clip">{choice.label}</bdi>
              {choice.value === value && <Icon name="check" size={16} />}
              {choice.shortcut && <kbd aria-hidden="true">{choice.shortcut}</kbd>}
            </li>
          ))}
        </ul>
        <p class={found.length === 0 ? "choices-none" : "visually-hidden"} role="status">
          {typed.value && text.people.found(found.length)}
        </p>
      </div>
    </div>
  );
}
