import type { ComponentChildren, VNode } from "preact";
import type { PortalPreview } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Field, type FieldIds } from "../../ui/field.tsx";
import { Rule } from "./rule.tsx";

const words = text.customerView;

/** The form of a new ticket as this customer meets it. Nothing can be typed into it. */
export function SeenForm({ view }: { view: PortalPreview }): VNode {
  const { inboxes = [], types = [], priorities = [] } = view.portal;
  const { type, priority } = view.permissions;
  const asksType = type.value === "edit";
  const asksPriority = priority.value === "edit";
  if (inboxes.length === 0) return <p class="quiet">{words.noInbox}</p>;
  return (
    <div class="form" role="group" aria-label={words.newTicket}>
      <Field label={words.subject}>{(ids) => <input {...ids} disabled />}</Field>
      <Field label={words.body}>{(ids) => <textarea {...ids} rows={4} disabled />}</Field>
      {asksType && <Choice label={words.type} choices={types} rule={<Rule view={view} name="type" />} />}
      {inboxes.length > 1 && (
        <Choice
          label={words.inbox}
          choices={inboxes.map(({ name }) => name)}
          rule={<span class="hint rule">{words.inboxChoice}</span>}
        />
      )}
      {asksPriority && (
        <Choice
          label={text.permissions.names.priority}
          choices={priorities.map((one) => text.priority[one])}
          rule={<Rule view={view} name="priority" />}
        />
      )}
      <div class="form-foot start">
        <button type="button" class="button" disabled>
          {words.addFiles}
        </button>
        <button type="button" class="button primary" disabled>
          {words.send}
        </button>
      </div>
      <NotShown>
        {!asksType && <Rule view={view} name="type" />}
        {inboxes.length === 1 && <span class="hint rule">{words.oneInbox(inboxes[0]!.name)}</span>}
        {!asksPriority && <Rule view={view} name="priority" />}
      </NotShown>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  choices: readonly string[];
  rule: ComponentChildren;
}

const Choice = ({ label, choices, rule }: ChoiceProps): VNode => (
  <div class="sections tight">
    <Field label={label}>
      {(ids: FieldIds) => (
        <select {...ids} disabled>
          {choices.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
    </Field>
    {rule}
  </div>
);

/** What this customer does not meet, each with the rule that keeps it away. */
export const NotShown = ({ children }: { children: ComponentChildren }): VNode => (
  <section class="not-shown" aria-label={words.notShown}>
    <h3>{words.notShown}</h3>
    {children}
  </section>
);
