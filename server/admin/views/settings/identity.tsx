import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { IdentityKey, PortalSettings } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { identityKeys, makeIdentityKey, readIdentityKeys, turnIdentityKeyOn } from "../../state/identity.ts";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Snippet } from "../../ui/snippet.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Time } from "../../ui/time.tsx";
import { DeleteKey, EndSessions, NewSecret } from "./identity-dialogs.tsx";
import { languages, pageCode, secretName, serverCode, signOutCode } from "./site-code.ts";

const mostKeys = 2;

export function Identity({ project, portal }: { project: string; portal: PortalSettings }): VNode {
  const { problem, run } = useForm();
  useEffect(() => void run(() => readIdentityKeys(project)), []);
  const keys = identityKeys.value[project];
  const newest = keys?.at(-1);
  return (
    <div class="sections">
      <p class="quiet">{text.identity.lead}</p>
      <FormProblem problem={problem.value} sentence={(met) => `${text.identity.failed} ${problemText(met)}`} />
      {keys && <Keys project={project} keys={keys} />}
      <Sessions project={project} />
      {newest && (
        <>
          <section class="card">
            <h2>{text.identity.server}</h2>
            <p class="hint">
              {text.identity.serverLead(secretName)} {keys && keys.length > 1 && text.identity.serverKey(newest.id)}
            </p>
            <Tabs label={text.identity.languages} tabs={languages}>
              {(language) => (
                <Snippet code={serverCode(language, portal.key, newest.id)} label={text.identity.copyCode} />
              )}
            </Tabs>
            <p class="hint">{text.identity.verified}</p>
          </section>
          <section class="card">
            <h2>{text.identity.page}</h2>
            <p class="hint">{text.identity.pageLead}</p>
            <Snippet code={pageCode} label={text.identity.copyPage} />
            <p class="hint">{text.identity.signOut}</p>
            <Snippet code={signOutCode} label={text.identity.copySignOut} />
          </section>
        </>
      )}
    </div>
  );
}

function Keys({ project, keys }: { project: string; keys: readonly IdentityKey[] }): VNode {
  const { problem, isBusy, run } = useForm();
  const secret = useSignal("");
  const leaving = useSignal("");
  const isFull = keys.length >= mostKeys;
  const make = async (): Promise<void> => {
    secret.value = await makeIdentityKey(project);
  };
  return (
    <section class="card">
      <header class="settings-head">
        <h2>{text.identity.keys}</h2>
        <button type="button" class="button" disabled={isFull || isBusy.value} onClick={() => void run(make)}>
          <Icon name="plus" />
          {text.identity.newKey}
        </button>
      </header>
      <p class="hint">{text.identity.keysLead}</p>
      <FormProblem problem={problem.value} />
      {keys.length === 0 ? (
        <p class="quiet">{text.identity.none}</p>
      ) : (
        <ul class="site-keys">
          {keys.map(({ id, off, createdAt }) => (
            <li key={id}>
              <code dir="ltr" title={text.identity.keyId}>
                {id}
              </code>
              {off ? (
                <span class="chip">{text.identity.off}</span>
              ) : (
                <span class="quiet">
                  {text.identity.made} <Time iso={createdAt} />
                </span>
              )}
              {off && (
                <PassingButton
                  class="button"
                  aria-label={text.identity.turnOnKey(id)}
                  isBusy={isBusy.value}
                  onClick={() => void run(() => turnIdentityKeyOn(project, id))}
                >
                  {text.identity.turnOn}
                </PassingButton>
              )}
              <button
                type="button"
                class="button quiet-button"
                aria-label={text.identity.removeKey(id)}
                onClick={() => {
                  leaving.value = id;
                }}
              >
                <Icon name="trash" size={16} />
                {text.identity.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      {keys.length > 0 && <p class="hint">{isFull ? text.identity.two : text.identity.rotation}</p>}
      {secret.value && (
        <NewSecret
          kid={keys.at(-1)!.id}
          secret={secret.value}
          onClose={() => {
            secret.value = "";
          }}
        />
      )}
      {leaving.value && (
        <DeleteKey
          project={project}
          kid={leaving.value}
          onClose={() => {
            leaving.value = "";
          }}
        />
      )}
    </section>
  );
}

function Sessions({ project }: { project: string }): VNode {
  const isAsked = useSignal(false);
  return (
    <section class="card">
      <h2>{text.identity.sessions}</h2>
      <p class="hint">{text.identity.sessionsLead}</p>
      <div>
        <button
          type="button"
          class="button"
          onClick={() => {
            isAsked.value = true;
          }}
        >
          {text.identity.endAll}
        </button>
      </div>
      {isAsked.value && (
        <EndSessions
          project={project}
          onClose={() => {
            isAsked.value = false;
          }}
        />
      )}
    </section>
  );
}
