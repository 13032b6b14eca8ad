import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect } from "preact/hooks";

const patience = 400;

/** Most answers come sooner; a flash of grey bars would only be unrest. */
export function Patient({ children }: { children: ComponentChildren }): VNode {
  const isShown = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isShown.value = true;
    }, patience);
    return () => clearTimeout(timer);
  }, []);
  return <div class={isShown.value ? "patient shown" : "patient"}>{children}</div>;
}
