import type { App } from "../state/app.ts";
import { Field, type Filling } from "../ui/field.tsx";

const digits = 6;

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
      // Mails and phones put spaces and words around them.
      form.fields["code"] = form.fields["code"]!.replace(/\D/g, "").slice(0, digits);
      if (form.fields["code"].length === digits) onWhole();
    }}
  >
    <Field app={app} form={form} name="code" label={label} inputMode="numeric" autocomplete="one-time-code" />
  </div>
);
