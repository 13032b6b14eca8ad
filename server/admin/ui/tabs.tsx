import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import { text } from "../locales/text.ts";

interface TabsProps<Name extends string> {
  label: string;
  tabs: readonly { name: Name; title: string }[];
  children: (name: Name) => ComponentChildren;
}

/** One of several views of the same thing. Arrow keys go from tab to tab, as the pattern has it. */
export function Tabs<Name extends string>({ label, tabs, children }: TabsProps<Name>): VNode {
  const id = useId();
  const chosen = useSignal(tabs[0]!.name);
  const list = useRef<HTMLDivElement>(null);
  const choose = (place: number): void => {
    const at = (place + tabs.length) % tabs.length;
    chosen.value = tabs[at]!.name;
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ name }) => name === chosen.peek());
    const forward = text.dir === "rtl" ? -1 : 1;
    const next = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  return (
    <div class="sections">
      <div ref={list} class="tab-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-controls={`${id}-panel`}
            aria-selected={name === chosen.value}
            tabIndex={name === chosen.value ? 0 : -1}
            onClick={() => {
              chosen.value = name;
            }}
          >
            {title}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen.value}`}>
        {children(chosen.value)}
      </div>
    </div>
  );
}
