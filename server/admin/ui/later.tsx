import { signal } from "@preact/signals";
import type { ComponentType, VNode } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../locales/text.ts";
import { NotRead } from "./not-read.tsx";

/**
 * A part of the page that is fetched when it is first opened.
 * @param isOptional what stands around it is whole without it: nothing is said where it is missing
 */
export function later<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  isOptional = false,
): ComponentType<Props> {
  const part = signal<ComponentType<Props> | null>(null);
  const isMissing = signal(false);
  return function Later(props: Props): VNode | null {
    useEffect(
      () => {
        if (part.peek()) return;
        if (!isOptional) isMissing.value = false;
        fetchPart().then(
          (fetched) => {
            part.value = fetched;
          },
          () => {
            isMissing.value = true;
          },
        );
        // A part that could not be fetched is asked for again wherever somebody goes next.
      },
      isOptional ? [] : [props],
    );
    const Part = part.value;
    if (Part) return <Part {...props} />;
    // After an update of the desk the names of its parts have changed: only loading the page anew helps.
    return isMissing.value && !isOptional ? (
      <NotRead why={text.partMissing}>
        <button type="button" class="button" onClick={() => location.reload()}>
          {text.reload}
        </button>
      </NotRead>
    ) : null;
  };
}
