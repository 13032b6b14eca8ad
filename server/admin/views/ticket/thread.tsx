import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { isEndInSight } from "../../state/chrome.ts";
import {
  arrival,
  earlierProblem,
  hasEarlier,
  messages,
  readEarlier,
  refreshTicket,
  ticketProblem,
} from "../../state/ticket.ts";
import { NotRead } from "../../ui/not-read.tsx";
import { Patient } from "../../ui/patient.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Earlier } from "./earlier.tsx";
import { Letter } from "./letter.tsx";

const nearEnd = 80;
const nearStart = 200;

export function Thread({ ticket }: { ticket: string }): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const letters = messages.value;
  const first = letters?.[0]?.id;
  const drawnFirst = useRef(first);
  // As it was before more came above.
  const fromEnd = useRef(0);
  const toEnd = (): void => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  useLayoutEffect(() => {
    const box = scroller.current;
    if (letters && isEndInSight.peek()) toEnd();
    // What was being read stays where it is when more comes above.
    else if (box && drawnFirst.current !== first) box.scrollTop = box.scrollHeight - fromEnd.current;
    drawnFirst.current = first;
    if (box) fromEnd.current = box.scrollHeight - box.scrollTop;
  }, [letters]);
  useLayoutEffect(() => {
    isEndInSight.value = true;
  }, [ticket]);
  // A composer that grows must not push the last letter out of sight.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (isEndInSight.peek()) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      class="thread-scroll"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={text.ticket.thread}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        fromEnd.current = scrollHeight - scrollTop;
        if (scrollTop < nearStart && !earlierProblem.peek()) void readEarlier();
        isEndInSight.value = scrollHeight - scrollTop - clientHeight < nearEnd;
        if (isEndInSight.peek()) arrival.value = null;
      }}
    >
      {letters ? (
        <>
          {hasEarlier.value && <Earlier />}
          <ol class="thread">
            {letters.map((message) => (
              <li key={message.id} data-message={message.id}>
                <Letter message={message} />
              </li>
            ))}
          </ol>
        </>
      ) : ticketProblem.value ? (
        <NotRead why={`${text.ticket.failed} ${problemText(ticketProblem.value)}`} again={() => void refreshTicket()} />
      ) : (
        <Patient>
          <div class="thread skeleton" role="img" aria-label={text.loading}>
            {["70%", "50%", "64%"].map((width) => (
              <div key={width} class="letter">
                <span class="bar" style={{ inlineSize: "30%" }} />
                <span class="bar" style={{ inlineSize: width }} />
                <span class="bar" style={{ inlineSize: "82%" }} />
              </div>
            ))}
          </div>
        </Patient>
      )}
    </div>
  );
}

export function showLetter(id: string): void {
  document.querySelector(`[data-message="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
}
