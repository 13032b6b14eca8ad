import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { arrival, messages, refreshTicket, ticketProblem } from "../../state/ticket.ts";
import { Patient } from "../../ui/patient.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Letter } from "./letter.tsx";

/** Links to files work for 10 minutes; a thread with files is read again before they run out. */
const filesAreGoodFor = 8 * 60_000;
const nearEnd = 80;

export function Thread({ ticket }: { ticket: string }): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const letters = messages.value;
  const toEnd = (): void => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  useLayoutEffect(() => {
    if (letters && isAtEnd.current) toEnd();
  }, [letters]);
  useLayoutEffect(() => {
    isAtEnd.current = true;
  }, [ticket]);
  useEffect(() => {
    if (!letters?.some(({ attachments }) => attachments.length > 0)) return;
    const timer = setTimeout(() => void refreshTicket(), filesAreGoodFor);
    return () => clearTimeout(timer);
  }, [letters]);
  // A composer that grows must not push the last letter out of sight.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd();
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
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        if (isAtEnd.current && arrival.peek() && document.activeElement === event.currentTarget) arrival.value = null;
      }}
    >
      {letters ? (
        <ol class="thread">
          {letters.map((message) => (
            <li key={message.id} data-message={message.id}>
              <Letter message={message} />
            </li>
          ))}
        </ol>
      ) : ticketProblem.value ? (
        <div class="empty" role="alert">
          <p>
            {text.ticket.failed} {problemText(ticketProblem.value)}
          </p>
          <button type="button" class="button" onClick={() => void refreshTicket()}>
            {text.tryAgain}
          </button>
        </div>
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
