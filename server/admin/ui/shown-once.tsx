import type { ComponentChildren, VNode } from "preact";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";

interface ShownOnceProps {
  title: string;
  lead: string;
  /** Of the field that holds it. */
  label: string;
  value: string;
  copy: string;
  done: string;
  onDone: () => void;
  /** Another one is made as easily: it may be left in any way. */
  isReplaceable?: boolean;
  /** What goes with it, above it. */
  children?: ComponentChildren;
}

/** A key or a link that nobody can read again. Left by its button only: a slip beside it would lose it for good. */
export function ShownOnce(props: ShownOnceProps): VNode {
  const { title, lead, label, value, copy, done, onDone, isReplaceable, children } = props;
  return (
    <Dialog title={title} {...(isReplaceable && { onClose: onDone })}>
      <p class="quiet">{lead}</p>
      {children}
      <Field label={label}>
        {(ids) => (
          <div class="with-button">
            <input {...ids} readOnly dir="ltr" value={value} onFocus={(event) => event.currentTarget.select()} />
            <CopyButton label={copy} value={value} />
          </div>
        )}
      </Field>
      <div class="form-foot">
        <button type="button" class="button primary" onClick={onDone}>
          {done}
        </button>
      </div>
    </Dialog>
  );
}
