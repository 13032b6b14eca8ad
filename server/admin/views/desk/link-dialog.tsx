import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { mailIsSent } from "../../state/session.ts";
import { shownLink } from "../../state/staff.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";

export function LinkDialog({ name, email, link }: { name: string; email: string; link: string }): VNode {
  const close = (): void => {
    shownLink.value = null;
  };
  const isMailed = mailIsSent.value;
  return (
    <Dialog title={text.staff.linkTitle(name)} onClose={close}>
      <p class="quiet">{isMailed ? text.staff.linkMailed(email) : text.staff.linkKept}</p>
      <Field label={text.staff.link}>
        {(ids) => (
          <div class="with-button">
            <input {...ids} readOnly dir="ltr" value={link} onFocus={(event) => event.currentTarget.select()} />
            <CopyButton label={text.staff.copyLink} value={link} />
          </div>
        )}
      </Field>
      <div class="form-foot">
        <button type="button" class="button primary" onClick={close}>
          {text.close}
        </button>
      </div>
    </Dialog>
  );
}
