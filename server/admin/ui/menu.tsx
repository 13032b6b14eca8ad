import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { showBeside } from "./choices/show-beside.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuItem {
  label: string;
  icon: IconName;
  isDanger?: boolean;
  /** Does the same wherever it is pressed. */
  key?: string;
  /** A place to go, or something to do. */
  act: string | (() => void);
}

/** A setting that is changed in the menu itself. */
interface MenuChoices {
  label: string;
  choices: readonly { label: string; isChosen: boolean; act: () => void }[];
}

interface MenuProps {
  label: string;
  items: readonly (MenuItem | MenuChoices)[];
  /** Of the button, three dots by itself. */
  icon?: IconName;
  /** What the button shows instead of an icon, and is called by. */
  children?: ComponentChildren;
  look?: string;
  /** The edge of the button at which the menu opens. */
  along?: "start" | "end";
  isDisabled?: boolean;
}

/** Actions of one thing behind a button: arrow keys move, Escape closes, and the focus goes back to the button. */
export function Menu(props: MenuProps): VNode {
  const { label, items, icon = "more", children, look = "icon-button", along = "end", isDisabled } = props;
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  // Before the next key, which would be pressed on the button else.
  useLayoutEffect(() => {
    const [menu, button] = [list.current, root.current?.querySelector("button")];
    if (!isOpen.value || !menu || !button) return undefined;
    const hide = showBeside(menu, button, along);
    entries()[0]?.focus();
    return hide;
  }, [isOpen.value]);
  const close = (): void => {
    isOpen.value = false;
    root.current?.querySelector("button")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen.value) return;
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = steps[event.key];
    if (event.key === "Escape") close();
    else if (to !== undefined) all.at(to % all.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="menu-root"
      ref={root}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) isOpen.value = false;
      }}
    >
      <button
        type="button"
        class={look}
        disabled={isDisabled}
        aria-label={children ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        {children ?? <Icon name={icon} size={icon === "more" ? 20 : 16} />}
      </button>
      {isOpen.value && (
        <ul
          class="menu"
          role="menu"
          aria-label={label}
          popover="manual"
          ref={list}
          // Safari gives no button the focus that is pressed: the menu would lose it and be gone before the click.
          onPointerDown={(event) => event.preventDefault()}
        >
          {items.map((item) => (
            <li key={item.label} role="none">
              {"choices" in item ? <Choices of={item} close={close} /> : <Entry item={item} close={close} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Entry({ item, close }: { item: MenuItem; close: () => void }): VNode {
  const { label, icon, isDanger, key, act } = item;
  const shown = (
    <>
      <Icon name={icon} size={16} />
      {label}
      {key && <kbd aria-hidden="true">{key}</kbd>}
    </>
  );
  const common = {
    role: "menuitem" as const,
    tabIndex: -1,
    ...(isDanger && { class: "danger" }),
    ...(key && { "aria-keyshortcuts": key }),
  };
  return typeof act === "string" ? (
    <a {...common} href={act} onClick={close}>
      {shown}
    </a>
  ) : (
    <button {...common} type="button" onClick={() => closeAnd(act, close)}>
      {shown}
    </button>
  );
}

const Choices = ({ of: { label, choices }, close }: { of: MenuChoices; close: () => void }): VNode => (
  <ul role="group" aria-label={label}>
    <li role="none" class="hint" aria-hidden="true">
      {label}
    </li>
    {choices.map((choice) => (
      <li key={choice.label} role="none">
        <button
          type="button"
          role="menuitemradio"
          aria-checked={choice.isChosen}
          tabIndex={-1}
          onClick={() => closeAnd(choice.act, close)}
        >
          <Icon name="check" size={16} />
          {choice.label}
        </button>
      </li>
    ))}
  </ul>
);

/** In this order: a dialog that opens gives the focus back to the menu's button. */
function closeAnd(act: () => void, close: () => void): void {
  close();
  act();
}
