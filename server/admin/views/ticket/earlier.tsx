import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { earlierProblem, isReadingEarlier, readEarlier } from "../../state/ticket.ts";
import { PassingButton } from "../../ui/passing-button.tsx";
import { problemText } from "../../ui/problem-text.ts";

/** Above a thread of which not everything was read. It is read near the top by itself, too. */
export const Earlier = (): VNode => (
  <p class="earlier">
    {earlierProblem.value && (
      <span role="alert">
        {text.ticket.failed} {problemText(earlierProblem.value)}
      </span>
    )}
    <PassingButton class="button quiet-button" isBusy={isReadingEarlier.value} onClick={() => void readEarlier()}>
      {text.ticket.earlier}
    </PassingButton>
  </p>
);
