import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { projects } from "../../state/desk.ts";
import { named } from "../../ui/choices/choice-list.tsx";
import { Select } from "../../ui/choices/select.tsx";

interface ProjectSelectProps {
  /** Empty: not chosen yet. */
  value: string;
  problem: string | null;
  onValue: (project: string) => void;
}

/** Which project people are added to; where there is one only, nothing is asked. */
export const ProjectSelect = (props: ProjectSelectProps): VNode | null =>
  projects.value.length < 2 ? null : (
    <Select
      label={text.people.project}
      placeholder={text.people.chooseProject}
      choices={projects.value.map(named)}
      {...props}
    />
  );
