import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { showBeside } from "./choices/show-beside.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuItem {
  label: string;
  icon: IconName;
  isDanger?: boolean;
  /** A place to go, or something to do. */
  act: string | (() => void);
}

interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** Of the button, three dots by itself. */
  icon?: IconName;
  look?: string;
  isDisabled?: boolean;
}

/** Actions of one thing behind a button: arrow keys move, Escape closes, and the focus goes back to the button. */
export function Menu({ label, items, icon = "more", look = "icon-button", isDisabled }: MenuProps): VNode {
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  // Before the next key, which would be pressed on the button else.
  useLayoutEffect(() => {
    const [menu, button] = [list.current, root.current?.querySelector("button")];
    if (!isOpen.value || !menu || !button) return undefined;
    const hide = showBeside(menu, button, "end");
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
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name={icon} size={icon === "more" ? 20 : 16} />
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
              <Entry item={item} close={close} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Entry({ item: { label, icon, isDanger, act }, close }: { item: MenuItem; close: () => void }): VNode {
  const shown = (
    <>
      <Icon name={icon} size={16} />
      {label}
    </>
  );
  const common = { role: "menuitem" as const, tabIndex: -1, ...(isDanger && { class: "danger" }) };
  return typeof act === "string" ? (
    <a {...common} href={act}>
      {shown}
    </a>
  ) : (
    <button
      {...common}
      type="button"
      onClick={() => {
        close();
        act();
      }}
    >
      {shown}
    </button>
  );
}
