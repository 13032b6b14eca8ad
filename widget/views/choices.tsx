/** What a ticket is about and where it goes: below its words, as chips. Native lists, so that a phone shows its own. */
import type { ComponentChildren } from "preact";
import { words } from "../locales/en-details.ts";
import type { App } from "../state/app.ts";
import { asks } from "../state/form.ts";
import { Field } from "../ui/field.tsx";

const listed = (choices: (readonly [value: string, label: string])[]): ComponentChildren =>
  choices.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

export function Choices({ app }: { app: App }) {
  const t = words(app);
  const { inboxes = [], types = [], priorities = [], permissions } = app.portal!;
  return (
    <>
      {inboxes.length > 1 && (
        <Field app={app} name="inbox">
          {listed(inboxes.map(({ id, name }, at) => [at ? id : "", name]))}
        </Field>
      )}
      {asks("type", app.session, permissions) && (
        <Field app={app} name="type" label={t.type} optional>
          {listed([["", t.typeNone], ...types.map((type) => [type, type] as const)])}
        </Field>
      )}
      {asks("priority", app.session, permissions) && (
        <Field app={app} name="priority" label={t.priority}>
          {listed(priorities.map((one) => [one === "normal" ? "" : one, t.priorities[one]]))}
        </Field>
      )}
    </>
  );
}
