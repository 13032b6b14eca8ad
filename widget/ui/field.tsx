/** A labelled input with its hint, and what is wrong with it. */
import type { ComponentChildren } from "preact";
import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import type { FieldName } from "../state/drafts.ts";
import { subjectOf } from "../state/subject.ts";
import { Count } from "./count.tsx";
import { problemText } from "./problem.tsx";

/** What is being filled in: the new ticket, or a form of another part. */
export interface Filling {
  fields: Record<string, string>;
  problem?: ApiError | undefined;
  /** On its way: nothing can be changed. */
  sending?: unknown;
}

/** The form of a new ticket has words for its own fields; any other brings its label. */
type Named = { name: Exclude<FieldName, "type" | "priority">; label?: string } | { name: string; label: string };

type FieldProps = Named & {
  app: App;
  form?: Filling;
  /** What is wrong with it, where that needs more exact words. */
  wrong?: string | undefined;
  optional?: boolean;
  hint?: string;
  /** UTF-16 units, as the server counts. */
  max?: number;
  /** Of a list to choose from. */
  children?: ComponentChildren;
  rows?: number;
  type?: "text" | "email" | "password";
  autocomplete?: string;
  inputMode?: "numeric";
};

export function Field({
  app,
  name,
  form = app.form,
  label,
  wrong,
  optional,
  hint,
  max,
  children,
  rows,
  ...kind
}: FieldProps) {
  const { t } = app;
  const value = form.fields[name]!;
  const problem = form.problem?.fields[name];
  const id = `f-${name}`;
  const described = problem || (hint && !rows) ? `${id}-d` : undefined;
  const shared = {
    id,
    name,
    value,
    disabled: !!form.sending,
    "aria-invalid": !!problem,
    "aria-describedby": described,
    "aria-required": !optional,
    onInput(event: Event) {
      const { fields, problem } = form;
      const { value } = event.target as HTMLInputElement;
      delete problem?.fields[name];
      // A message brings a subject along.
      if (name === "body") delete problem?.fields["subject"];
      // Nothing is marked any more.
      if (problem?.code === "fields_invalid" && !Object.keys(problem.fields)[0]) form.problem = undefined;
      fields[name] = value;
    },
  };
  // Empty, it begins where the reader does.
  const dir = value ? "auto" : undefined;
  let input: ComponentChildren;
  if (children) input = <select {...shared}>{children}</select>;
  else if (rows) input = <textarea {...shared} rows={rows} placeholder={hint} dir={dir} />;
  else {
    // What it is sent with where somebody leaves it empty. Kept nowhere: two tabs would take each other's.
    const placeholder = (name === "subject" && subjectOf(form.fields["body"]!)) || undefined;
    input = (
      <input autocomplete="off" placeholder={placeholder} {...shared} {...(kind as { type?: "text" })} dir={dir} />
    );
  }
  return (
    <div class="field">
      <label for={id}>
        {label ?? t[name as "subject"]}
        {optional && <span class="hint"> · {t.optional}</span>}
      </label>
      {input}
      {max !== undefined && <Count app={app} length={value.length} max={max} />}
      {described && (
        <span id={described} class={problem ? "wrong" : "hint"}>
          {problem ? (wrong ?? problemText(app, problem)) : hint}
        </span>
      )}
    </div>
  );
}
