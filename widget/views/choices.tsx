/** What a new ticket is about and how urgent it is, from whom the project lets say so. */
import { words } from "../locales/en-details.ts";
import type { App } from "../state/app.ts";
import { asks } from "../state/form.ts";
import { Field } from "../ui/field.tsx";

export function Choices({ app }: { app: App }) {
  const t = words(app);
  const { types = [], priorities = [], permissions } = app.portal!;
  return (
    <>
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
