import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { StaffSessionItem } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { endOtherSessions, endSession, readSessions, sessions } from "../../state/account.ts";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { ListStates } from "../../ui/list-states.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";

export function OwnSessions(): VNode {
  const { problem, isBusy, run } = useForm();
  const read = (): void => void readSessions();
  useEffect(read, []);
  return (
    <section class="card" aria-label={text.account.sessions}>
      <header class="settings-head">
        <h2>{text.account.sessions}</h2>
        {(sessions.items.value?.length ?? 0) > 1 && (
          <button type="button" class="button small" disabled={isBusy.value} onClick={() => void run(endOtherSessions)}>
            {text.account.endOthers}
          </button>
        )}
      </header>
      <FormProblem problem={problem.value} sentence={(met) => `${text.notRead} ${problemText(met)}`} />
      <ListStates list={sessions} failed={text.notRead} again={read} empty={null}>
        {(items) => (
          <ul class="plain-lines">
            {items.map((item) => (
              <li key={item.id}>
                <Session item={item} isBusy={isBusy.value} end={() => void run(() => endSession(item.id))} />
              </li>
            ))}
          </ul>
        )}
      </ListStates>
    </section>
  );
}

function Session({ item, isBusy, end }: { item: StaffSessionItem; isBusy: boolean; end: () => void }): VNode {
  const browser = item.browser ?? text.account.unknownBrowser;
  return (
    <div class="line">
      <div class="line-text">
        <p>
          <bdi>{browser}</bdi> {item.current && <span class="chip">{text.account.thisBrowser}</span>}
        </p>
        <p class="hint">
          {text.account.since} <Time iso={item.createdAt} />
        </p>
      </div>
      {!item.current && (
        <button
          type="button"
          class="button small"
          disabled={isBusy}
          aria-label={text.account.endOf(browser)}
          onClick={end}
        >
          {text.account.end}
        </button>
      )}
    </div>
  );
}
