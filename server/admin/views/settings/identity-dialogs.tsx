import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { deleteIdentityKey } from "../../state/identity.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useForm } from "../../ui/form-state.ts";
import { problemText } from "../../ui/problem-text.ts";
import { secretName } from "./site-code.ts";

/** Left by its button only: the secret is nowhere else, and a click beside it would lose it. */
export function NewSecret({ kid, secret, onClose }: { kid: string; secret: string; onClose: () => void }): VNode {
  const id = useId();
  return (
    <Dialog title={text.identity.secretTitle}>
      <p class="quiet">{text.identity.secretLead(secretName)}</p>
      <div class="field">
        <label for={`${id}-kid`}>{text.identity.keyId}</label>
        <input id={`${id}-kid`} readOnly value={kid} dir="ltr" />
      </div>
      <div class="field">
        <label for={id}>{text.identity.secret}</label>
        <div class="with-button">
          <input id={id} readOnly value={secret} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
          <CopyButton label={text.identity.copySecret} value={secret} />
        </div>
      </div>
      <div class="form-foot">
        <button type="button" class="button primary" onClick={onClose}>
          {text.identity.done}
        </button>
      </div>
    </Dialog>
  );
}

export function DeleteKey({ project, kid, onClose }: { project: string; kid: string; onClose: () => void }): VNode {
  const { problem, isBusy, run } = useForm();
  const remove = async (): Promise<void> => {
    await deleteIdentityKey(project, kid);
    onClose();
  };
  return (
    <Dialog title={text.identity.removeTitle} onClose={onClose}>
      <p class="quiet">{text.identity.removeLead}</p>
      {problem.value && (
        <p class="form-problem" role="alert">
          {problemText(problem.value)}
        </p>
      )}
      <div class="form-foot">
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
        <button type="button" class="button danger" disabled={isBusy.value} onClick={() => void run(remove)}>
          {text.identity.removeConfirm}
        </button>
      </div>
    </Dialog>
  );
}
