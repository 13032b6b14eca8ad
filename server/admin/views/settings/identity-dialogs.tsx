import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { deleteIdentityKey, endSessions } from "../../state/identity.ts";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { secretName } from "./site-code.ts";

export const NewSecret = (props: { kid: string; secret: string; onClose: () => void }): VNode => (
  <ShownOnce
    title={text.identity.secretTitle}
    lead={text.identity.secretLead(secretName)}
    label={text.identity.secret}
    value={props.secret}
    copy={text.identity.copySecret}
    done={text.identity.done}
    onDone={props.onClose}
  >
    <Field label={text.identity.keyId}>{(ids) => <input {...ids} readOnly value={props.kid} dir="ltr" />}</Field>
  </ShownOnce>
);

export function DeleteKey({ project, kid, onClose }: { project: string; kid: string; onClose: () => void }): VNode {
  const all = useSignal(false);
  return (
    <FormDialog
      title={text.identity.removeTitle}
      confirm={text.identity.removeConfirm}
      isDanger
      onClose={onClose}
      act={() => deleteIdentityKey(project, kid, all.peek())}
    >
      {() => (
        <>
          <p class="quiet">{text.identity.removeLead}</p>
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
        </>
      )}
    </FormDialog>
  );
}

export const EndSessions = ({ project, onClose }: { project: string; onClose: () => void }): VNode => (
  <FormDialog
    title={text.identity.endAllTitle}
    confirm={text.identity.endAll}
    isDanger
    onClose={onClose}
    act={() => endSessions(project)}
  >
    {() => <p class="quiet">{text.identity.sessionsLead}</p>}
  </FormDialog>
);
