/** What a ticket is about and where it goes: below its words, as chips. Native lists, so that a phone shows its own. */
import { words } from "../locales/en-details.ts";
import type { App } from "../state/app.ts";
import { asks } from "../state/form.ts";
import { Field } from "../ui/field.tsx";

export function Choices({ app }: { app: App }) {
  const t = words(app);
  const { inboxes = [], types = [], priorities = [], permissions } = app.portal!;
  return (
    <>
      {inboxes.length > 1 && (
        <Field app={app} name="inbox" options={inboxes.map(({ id, name }, at) => [at ? id : "", name] as const)} />
      )}
      {asks("type", app.session, permissions) && (
        <Field
          app={app}
          name="type"
          label={t.type}
          optional
          options={[["", t.typeNone], ...types.map((type) => [type, type] as const)]}
        />
      )}
      {asks("priority", app.session, permissions) && (
        <Field
          app={app}
          name="priority"
          label={t.priority}
          options={priorities.map((one) => [one === "normal" ? "" : one, t.priorities[one]] as const)}
        />
      )}
    </>
  );
}
