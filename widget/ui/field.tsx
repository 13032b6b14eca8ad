/** A labelled input with its hint, what is wrong with it, and a quiet counter near the end. */
import type { ComponentChildren } from "preact";
import type { FieldProblem } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import type { FieldName } from "../state/form.ts";

interface FieldProps {
  app: App;
  name: FieldName;
  optional?: boolean;
  hint?: string;
  /** UTF-16 units, as the server counts. */
  max?: number;
  options?: readonly (readonly [value: string, label: string])[];
  rows?: number;
  type?: "text" | "email";
}

/** @param pattern by plural form, with `#` for the number */
export function plural(locale: string, count: number, pattern: Partial<Record<Intl.LDMLPluralRule, string>>): string {
  const form = pattern[new Intl.PluralRules(locale).select(count)] ?? pattern.other!;
  return form.replace("#", new Intl.NumberFormat(locale).format(count));
}

export function problemText(app: App, problem: FieldProblem): string {
  const { fields } = app.t;
  return (fields as Record<string, string>)[problem] ?? fields.other;
}

export function Counter({ app, length, max }: { app: App; length: number; max: number }) {
  const left = max - length;
  if (left > max / 10) return null;
  const { charactersLeft, charactersOver } = app.t;
  return (
    <span class={left < 0 ? "wrong" : "hint"}>
      {plural(app.locale, Math.abs(left), left < 0 ? charactersOver : charactersLeft)}
    </span>
  );
}

export function Field({ app, name, optional, hint, max, options, rows, type = "text" }: FieldProps) {
  const { form, t } = app;
  const value = form.fields[name];
  const problem = form.problem?.fields[name];
  const id = `f-${name}`;
  const described = problem || hint ? `${id}-d` : undefined;
  const shared = {
    id,
    name,
    value,
    disabled: !!form.sending,
    "aria-invalid": !!problem,
    ...(described && { "aria-describedby": described }),
    ...(!optional && { "aria-required": true }),
    onInput(event: Event) {
      delete form.problem?.fields[name];
      form.fields[name] = (event.target as HTMLInputElement).value;
    },
  };
  let input: ComponentChildren;
  if (options) {
    input = (
      <select {...shared}>
        {options.map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    );
  } else if (rows) input = <textarea {...shared} rows={rows} dir="auto" />;
  else {
    const autocomplete = name === "email" || name === "name" ? name : "off";
    input = <input {...shared} type={type} list={undefined} dir="auto" autocomplete={autocomplete} />;
  }
  return (
    <div class="field">
      <label for={id}>
        {t[name]}
        {optional && <span class="hint"> · {t.optional}</span>}
      </label>
      {input}
      {max !== undefined && <Counter app={app} length={value.length} max={max} />}
      {described && (
        <span id={described} class={problem ? "wrong" : "hint"}>
          {problem ? problemText(app, problem) : hint}
        </span>
      )}
    </div>
  );
}
