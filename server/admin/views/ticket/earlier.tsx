import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { earlierProblem, isReadingEarlier, readEarlier } from "../../state/ticket.ts";
import { problemText } from "../../ui/problem-text.ts";

/** Above a thread of which not everything was read. It is read near the top by itself, too. */
export function Earlier(): VNode {
  const button = useRef<HTMLButtonElement>(null);
  // With the last page this goes; whoever was on it goes on in the thread.
  useLayoutEffect(() => {
    const mine = button.current;
    const thread = mine?.closest<HTMLElement>("[role=region]");
    return () => {
      if (document.activeElement === mine) thread?.focus({ preventScroll: true });
    };
  }, []);
  const problem = earlierProblem.value;
  return (
    <p class="earlier">
      {problem && (
        <span role="alert">
          {text.ticket.failed} {problemText(problem)}
        </span>
      )}
      <button
        ref={button}
        type="button"
        class="button quiet-button"
        aria-busy={isReadingEarlier.value}
        onClick={() => void readEarlier()}
      >
        {text.ticket.earlier}
      </button>
    </p>
  );
}
