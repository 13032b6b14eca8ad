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
      // Mails and phones put spaces and words around them; Arabic and Persian keyboards have digits of their own.
      const typed = form.fields["code"]!.match(/[\d٠-٩۰-۹]/g) ?? [];
      form.fields["code"] = typed
        .slice(0, digits)
        .map((digit) => digit.charCodeAt(0) & 15)
        .join("");
      if (form.fields["code"].length === digits) onWhole();
    }}
  >
    <Field app={app} form={form} name="code" label={label} inputMode="numeric" autocomplete="one-time-code" />
  </div>
);
