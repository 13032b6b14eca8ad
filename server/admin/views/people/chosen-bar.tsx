import type { VNode } from "preact";
import { useSignal } from "@preact/signals";
import { text } from "../../locales/text.ts";
import { chosen, invited, inviteChosen } from "../../state/people.ts";
import { Icon } from "../../ui/icon.tsx";

/** What can be done with all ticked rows at once. */
export function ChosenBar(): VNode | null {
  const isBusy = useSignal(false);
  const count = chosen.value.size;
  if (count === 0) return null;
  const send = async (): Promise<void> => {
    isBusy.value = true;
    await inviteChosen();
    isBusy.value = false;
  };
  return (
    <div class="chosen">
      <span>{text.people.chosen(count)}</span>
      <button type="button" class="button small" disabled={isBusy.value} onClick={() => void send()}>
        <Icon name="mail" size={16} />
        {text.people.inviteCount(count)}
      </button>
      <button
        type="button"
        class="button small quiet-button"
        onClick={() => {
          chosen.value = new Set();
        }}
      >
        {text.people.choseNone}
      </button>
    </div>
  );
}

/** Who was not invited, and why. */
export function InvitedLine(): VNode | null {
  if (!invited.value) return null;
  return (
    <div class="note-line">
      <Icon name="warning" size={16} />
      <p>{invited}</p>
      <button
        type="button"
        class="icon-button"
        aria-label={text.dismiss}
        onClick={() => {
          invited.value = null;
        }}
      >
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
