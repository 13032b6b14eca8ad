import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { PermissionOverrides, Permissions } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { notifyProblem } from "../../state/notices.ts";
import { type Choice } from "../../ui/choices/choice-list.tsx";
import { Select } from "../../ui/choices/select.tsx";

type Name = keyof Permissions;
type Value = Permissions[Name];

export const permissionNames = Object.keys(text.permissions.names) as Name[];

const choicesOf: Record<"field" | "switch", readonly Value[]> = {
  field: ["none", "view", "edit"],
  switch: [true, false],
};

export const valueText = (value: Value): string => text.permissions.values[`${value}`];

export interface Inherited {
  level: "project" | "company";
  value: Value;
}

interface EditorProps {
  level: "project" | "company" | "customer";
  /** What is set here; null inherits. */
  own: PermissionOverrides;
  /** What would hold without a choice of its own; absent where there is no level above. */
  inherited?: (name: Name) => Inherited | undefined;
  /** @throws ApiProblem: the choice goes back, and it is said why */
  save: (change: Partial<PermissionOverrides>) => Promise<void>;
}

/** The same six rows at every level. Each choice acts at once. */
export function PermissionEditor({ level, own, inherited, save }: EditorProps): VNode {
  const pending = useSignal<Partial<PermissionOverrides>>({});
  const shown = { ...own, ...pending.value };
  const choose = async (name: Name, value: Value | null): Promise<void> => {
    const change = { [name]: value };
    pending.value = { ...pending.peek(), ...change };
    try {
      await save(change);
    } catch (problem) {
      notifyProblem(problem, text.permissions.failed);
    }
    const { [name]: _, ...others } = pending.peek();
    pending.value = others;
  };
  return (
    <section class="card permissions" aria-label={text.permissions.title}>
      <div>
        <h2>{text.permissions.title}</h2>
        <p class="hint">{text.permissions.lead[level]}</p>
      </div>
      {permissionNames.map((name) => (
        <Select
          key={name}
          label={text.permissions.names[name]}
          hint={text.permissions.hints[name]}
          value={String(shown[name] ?? "")}
          choices={choices(name, inherited?.(name))}
          onValue={(value) => void choose(name, read(value))}
        />
      ))}
    </section>
  );
}

function choices(name: Name, above: Inherited | undefined): Choice[] {
  const isField = name === "priority" || name === "type" || name === "tags";
  return [
    ...(above
      ? [{ value: "", label: text.permissions.inherit(text.permissions.levels[above.level], valueText(above.value)) }]
      : []),
    ...choicesOf[isField ? "field" : "switch"].map((value) => ({ value: String(value), label: valueText(value) })),
  ];
}

const read = (value: string): Value | null =>
  value === "" ? null : value === "true" || value === "false" ? value === "true" : (value as Value);
