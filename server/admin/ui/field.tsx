import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { text } from "../locales/text.ts";

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

interface FieldProps extends Labelled {
  look?: "field" | "select";
  /** Shown while somebody holds Shift. */
  shortcut?: string | undefined;
  children: (ids: FieldIds) => ComponentChildren;
}

/** A label, a control, what helps and what is wrong with it. */
export function Field({ label, hint, problem, look = "field", shortcut, children }: FieldProps): VNode {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div class={look}>
      <label for={id} data-key={shortcut}>
        {label}
      </label>
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
  // What a browser refuses to send is said here, in the page's words, instead of in a bubble of its own.
  const refused = useSignal<string | null>(null);
  const checks = {
    onInvalid(event: Event): void {
      event.preventDefault();
      const { form, validity } = event.currentTarget as HTMLInputElement;
      refused.value = whyInvalid(validity);
      if (form?.querySelector("input:invalid, textarea:invalid") === event.currentTarget) field.current?.focus();
    },
    onInput(event: Event): void {
      refused.value = null;
      onValue((event.currentTarget as HTMLInputElement).value);
    },
  };
  // Preact types the attributes of each kind of input apart; those used here are the same for all four.
  const typed = { type: type ?? "text" } as { type: "text" };
  // An empty field begins where the page's language does; by itself "auto" begins it at the left.
  const dir = value ? "auto" : undefined;
  return (
    <Field label={label} hint={hint} problem={refused.value ?? problem}>
      {(ids) =>
        rows ? (
          <textarea {...ids} {...rest} rows={rows} dir={dir} {...checks} ref={field} value={value} />
        ) : (
          <input {...ids} {...rest} {...typed} dir={dir} ref={field} autofocus={isFirst} {...checks} value={value} />
        )
      }
    </Field>
  );
}

function whyInvalid({ valueMissing, tooShort, typeMismatch }: ValidityState): string {
  const { required, too_short, invalid_email, wrong_type } = text.fieldProblems;
  return valueMissing ? required : tooShort ? too_short : typeMismatch ? invalid_email : wrong_type;
}
