import type { Signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Labelled {
  label: string;
  hint?: string | undefined;
  problem?: string | null | undefined;
}

export interface FieldIds {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
}

/** A label, a control, what helps and what is wrong with it. */
export function Field({
  label,
  hint,
  problem,
  children,
}: Labelled & { children: (ids: FieldIds) => ComponentChildren }): VNode {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(described && { "aria-describedby": described }),
        ...(problem && { "aria-invalid": "true" }),
      })}
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A field that shows what a signal holds and writes what is typed into it. */
export const bound = (to: Signal<string>): { value: string; onValue: (value: string) => void } => ({
  value: to.value,
  onValue(value) {
    to.value = value;
  },
});

interface TextFieldProps extends Labelled {
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "email" | "password" | "search";
  autocomplete?: "name" | "username" | "current-password" | "new-password" | "one-time-code" | "off";
  maxLength?: number;
  minLength?: number;
  required?: boolean;
  autofocus?: boolean;
  placeholder?: string;
  rows?: number;
}

export function TextField({
  label,
  hint,
  problem,
  value,
  onValue,
  autofocus,
  rows,
  type,
  ...rest
}: TextFieldProps): VNode {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  // Once, when the field appears: at a later draw somebody types elsewhere already. The attribute beside it is for
  // dialogs, which choose whom to give the focus; elsewhere it does nothing after the page has loaded.
  const [isFirst] = useState(autofocus);
  useLayoutEffect(() => {
    if (isFirst) field.current?.focus();
  }, []);
  // Preact types the attributes of each kind of input apart; those used here are the same for all four.
  const typed = { type: type ?? "text" } as { type: "text" };
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) =>
        rows ? (
          <textarea
            {...ids}
            {...rest}
            rows={rows}
            dir="auto"
            ref={field}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <input
            {...ids}
            {...rest}
            {...typed}
            dir="auto"
            ref={field}
            autofocus={isFirst}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
