import type { App } from "../state/app.ts";
import { Field, type Filling } from "../ui/field.tsx";

const digits = 6;
const anyDigit = /\p{Nd}/gu;

/** Digits of a script stand in a row, from its zero on. */
function valueOf(digit: string): number {
  let value = 0;
  while (String.fromCodePoint(digit.codePointAt(0)! - value - 1).match(anyDigit)) value += 1;
  return value % 10;
}

interface CodeFieldProps {
  app: App;
  form: Filling;
  label: string;
  /** All digits are there, typed or pasted or filled in by the phone. */
  onWhole: () => unknown;
}

export const CodeField = ({ app, form, label, onWhole }: CodeFieldProps) => (
  <div
    class="code"
    onInput={() => {
      // Mails and phones put spaces and words around them; many keyboards have digits of their own.
      const typed = form.fields["code"]!.match(anyDigit) ?? [];
      form.fields["code"] = typed.slice(0, digits).map(valueOf).join("");
      if (form.fields["code"].length === digits) onWhole();
    }}
  >
    <Field app={app} form={form} name="code" label={label} inputMode="numeric" autocomplete="one-time-code" />
  </div>
);
