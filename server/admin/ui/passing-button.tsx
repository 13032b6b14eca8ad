import type { ComponentProps, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A button that goes once it has done its work. Whoever was on it goes on in what it stood in: a focus that goes with
 * its button is nowhere, and the next key begins at the top of the page. Busy, it stays one that can have the focus.
 */
export function PassingButton({ isBusy, ...rest }: ComponentProps<"button"> & { isBusy?: boolean }): VNode {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const mine = button.current;
    const around = mine?.closest<HTMLElement>("[tabindex]");
    return () => {
      if (document.activeElement === mine) around?.focus({ preventScroll: true });
    };
  }, []);
  return <button {...rest} ref={button} type="button" aria-busy={isBusy} />;
}
