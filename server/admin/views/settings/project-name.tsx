import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import type { ApiProblem } from "../../problem.ts";
import { TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";

/** What a new project is called. */
export const ProjectName = ({ name, problem }: { name: Signal<string>; problem: ApiProblem | null }): VNode => (
  <TextField
    label={text.settings.newProjectName}
    hint={text.settings.newProjectHint}
    maxLength={120}
    required
    autofocus
    {...factField(name, problem, "name")}
  />
);
