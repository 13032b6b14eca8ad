import type { ComponentChildren, VNode } from "preact";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";

interface SecretDialogProps {
  title: string;
  lead: string;
  done: string;
  onDone: () => void;
  /** Another one is made as easily: it may be left in any way. */
  isReplaceable?: boolean;
  /** Ways to keep it, beside the button that ends. */
  ways?: ComponentChildren;
  /** The secret, and what goes with it. */
  children: ComponentChildren;
}

/** What nobody can read again. Left by its button only: a slip beside it would lose it for good. */
export const SecretDialog = (props: SecretDialogProps): VNode => {
  const { title, lead, done, onDone, isReplaceable, ways, children } = props;
  return (
    <Dialog title={title} {...(isReplaceable && { onClose: onDone })}>
      <p class="quiet">{lead}</p>
      {children}
      <div class={ways ? "form-foot apart" : "form-foot"}>
        {ways}
        <button type="button" class="button primary" onClick={onDone}>
          {done}
        </button>
      </div>
    </Dialog>
  );
};

/** A key or a link, to be copied as a whole. */
export const SecretField = ({ label, value, copy }: { label: string; value: string; copy: string }): VNode => (
  <Field label={label}>
    {(ids) => (
      <div class="with-button">
        <input {...ids} readOnly dir="ltr" value={value} onFocus={(event) => event.currentTarget.select()} />
        <CopyButton label={copy} value={value} />
      </div>
    )}
  </Field>
);
