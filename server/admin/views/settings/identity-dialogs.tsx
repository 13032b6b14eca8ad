import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { deleteIdentityKey, endSessions } from "../../state/identity.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { SecretDialog, SecretField } from "../../ui/secret-dialog.tsx";
import { secretName } from "./site-code.ts";

export const NewSecret = (props: { kid: string; secret: string; onClose: () => void }): VNode => (
  <SecretDialog
    title={text.identity.secretTitle}
    lead={text.identity.secretLead(secretName)}
    copy={{ label: text.identity.copySecret, value: props.secret }}
    done={text.identity.done}
    onDone={props.onClose}
  >
    <Field label={text.identity.keyId}>{(ids) => <input {...ids} readOnly value={props.kid} dir="ltr" />}</Field>
    <SecretField label={text.identity.secret} value={props.secret} />
  </SecretDialog>
);

export function DeleteKey({ project, kid, onClose }: { project: string; kid: string; onClose: () => void }): VNode {
  const all = useSignal(false);
  return (
    <ConfirmDialog
      title={text.identity.removeTitle}
      confirm={text.identity.removeConfirm}
      lead={text.identity.removeLead}
      onClose={onClose}
      act={() => deleteIdentityKey(project, kid, all.peek())}
    >
      <label class="check">
        <input
          type="checkbox"
          checked={all.value}
          onChange={(event) => {
            all.value = event.currentTarget.checked;
          }}
        />
        {text.identity.alsoAll}
      </label>
    </ConfirmDialog>
  );
}

export const EndSessions = ({ project, onClose }: { project: string; onClose: () => void }): VNode => (
  <ConfirmDialog
    title={text.identity.endAllTitle}
    confirm={text.identity.endAll}
    lead={text.identity.sessionsLead}
    onClose={onClose}
    act={() => endSessions(project)}
  />
);
