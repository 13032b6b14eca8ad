import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";

interface SecretDialogProps {
  title: string;
  lead: string;
  /** What the button says that copies, and what it copies. */
  copy: { label: string; value: string };
  done: string;
  onDone: () => void;
  /** Another one is made as easily: it may be left in any way. */
  isReplaceable?: boolean;
  /** Other ways to keep it. */
  ways?: ComponentChildren;
  /** The secret, and what goes with it. */
  children: ComponentChildren;
}

/** What nobody can read again. Left by its button only: a slip beside it would lose it for good. Copying comes first. */
export const SecretDialog = (props: SecretDialogProps): VNode => {
  const { title, lead, copy, done, onDone, isReplaceable, ways, children } = props;
  const isCopied = useSignal(false);
  return (
    <Dialog title={title} {...(isReplaceable && { onClose: onDone })}>
      <p class="quiet">{lead}</p>
      {children}
      <div class="form-foot">
        {ways}
        <CopyButton
          {...copy}
          isPrimary={!isCopied.value}
          onCopied={() => {
            isCopied.value = true;
          }}
        />
        <button type="button" class={isCopied.value ? "button primary" : "button"} onClick={onDone}>
          {done}
        </button>
      </div>
    </Dialog>
  );
};

/** A key or a link, seen as a whole and copied as a whole. */
export const SecretField = ({ label, value }: { label: string; value: string }): VNode => (
  <Field label={label}>
    {(ids) => (
      <textarea
        {...ids}
        class="secret-value"
        readOnly
        rows={2}
        dir="ltr"
        spellcheck={false}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
    )}
  </Field>
);
