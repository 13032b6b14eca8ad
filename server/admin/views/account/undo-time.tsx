import type { VNode } from "preact";
import type { UndoSeconds } from "../../../contract/index.ts";
import { language, text } from "../../locales/text.ts";
import { setUndoSeconds } from "../../state/account.ts";
import { session } from "../../state/session.ts";
import { Select } from "../../ui/choices/select.tsx";

const inSeconds = new Intl.NumberFormat(language, { style: "unit", unit: "second", unitDisplay: "long" });
const offered: readonly UndoSeconds[] = [0, 5, 10, 30];

export const UndoTime = (): VNode => (
  <section class="card">
    <Select
      label={text.account.undo}
      hint={text.account.undoHint}
      value={String(session.value?.undoSeconds ?? 0)}
      choices={offered.map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 ? text.none : inSeconds.format(seconds),
      }))}
      onValue={(chosen) => void setUndoSeconds(Number(chosen) as UndoSeconds)}
    />
  </section>
);
