import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../locales/text.ts";
import { Icon } from "./icon.tsx";

const pause = 250;

interface SearchBoxProps {
  label: string;
  /** What the list shows now, as the address says. */
  q: string;
  onSearch: (q: string) => void;
}

export function SearchBox({ label, q, onSearch }: SearchBoxProps): VNode {
  const typed = useSignal(q);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(q);
  // The back button and other views change what is searched for, too. What is typed while an answer of this box comes stays.
  useLayoutEffect(() => {
    if (q !== asked.current) typed.value = q;
    asked.current = q;
  }, [q]);
  const search = (): void => {
    clearTimeout(waiting.current);
    const wanted = typed.peek().trim();
    if (wanted === q) return;
    asked.current = wanted;
    onSearch(wanted);
  };
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Icon name="search" size={16} />
      <input
        id="search"
        type="search"
        dir={typed.value ? "auto" : undefined}
        aria-label={label}
        placeholder={label}
        aria-keyshortcuts="/"
        autocomplete="off"
        maxLength={200}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          clearTimeout(waiting.current);
          waiting.current = setTimeout(search, pause);
        }}
      />
      {typed.value === "" ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button
          type="button"
          class="icon-button"
          aria-label={text.queue.clearSearch}
          onClick={(event) => {
            typed.value = "";
            search();
            event.currentTarget.closest("form")?.querySelector("input")?.focus();
          }}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </form>
  );
}
