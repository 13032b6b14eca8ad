import { useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { filter, replacePlace, routeWith } from "../../state/place.ts";
import { Icon } from "../../ui/icon.tsx";

const pause = 250;

export function SearchBox(): VNode {
  const typed = useSignal(filter.peek().q ?? "");
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The back button and other views change what is searched for, too.
  useSignalEffect(() => {
    const { q = "" } = filter.value;
    if (q !== typed.peek().trim()) typed.value = q;
  });
  const search = (): void => {
    clearTimeout(waiting.current);
    const q = typed.peek().trim();
    if (q !== (filter.peek().q ?? "")) replacePlace(routeWith({ q: q || undefined }));
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
        dir="auto"
        aria-label={text.queue.search}
        placeholder={text.queue.search}
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
