import type { ComponentChildren, VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../locales/text.ts";
import { Icon } from "./icon.tsx";

/** The browser's own dialog: it keeps the focus inside and gives it back. Without `onClose` it cannot be left. */
export function Dialog({
  title,
  beside,
  class: look,
  onClose,
  children,
}: {
  title: ComponentChildren;
  /** Between the title and the cross. */
  beside?: ComponentChildren;
  class?: string;
  onClose?: () => void;
  children: ComponentChildren;
}): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isPressedOutside = useRef(false);
  // Closed while it is still in the page: once it is out, the browser has nowhere to give the focus back from.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Where no field asks for the focus, the browser gives it to the cross, as if leaving were what to do here.
    if (element?.querySelector("header :focus")) element.focus();
    return () => {
      element?.close();
      // What opened it is gone: with a dialog that made room for this one, or with the page that it led away from.
      const { activeElement: at, body } = document;
      if (at === body || element?.contains(at)) document.querySelector("main")?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={look}
      tabIndex={-1}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={() => {
        // One that made room for the next dialog is closed already: that is nobody's wish to leave the next one.
        if (!dialog.current?.isConnected) return;
        // A browser closes a dialog at the second Escape whatever the page says.
        if (onClose) onClose();
        else dialog.current.showModal();
      }}
      onPointerDown={(event) => {
        isPressedOutside.current = event.target === event.currentTarget;
      }}
      onClick={(event) => {
        // Selecting text with the pointer may end outside, which is no wish to leave.
        if (event.target === event.currentTarget && isPressedOutside.current) onClose?.();
      }}
    >
      <div class="dialog-body">
        <header>
          <h2 id={id}>{title}</h2>
          {beside}
          {onClose && (
            <button type="button" class="icon-button" aria-label={text.close} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
