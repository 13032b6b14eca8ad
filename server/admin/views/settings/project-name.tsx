import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import type { ApiProblem } from "../../problem.ts";
import { NameField } from "../../ui/name-field.tsx";

/** What a new project is called. */
export const ProjectName = ({ name, problem }: { name: Signal<string>; problem: ApiProblem | null }): VNode => (
  <NameField
    label={text.settings.newProjectName}
    hint={text.settings.newProjectHint}
    autofocus
    name={name}
    problem={problem}
  />
);
