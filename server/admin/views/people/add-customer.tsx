import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { ProjectItem } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { missing } from "../../problem.ts";
import { chosenProject, projectOf, projects } from "../../state/desk.ts";
import { findCompanies, makeCompany } from "../../state/find-people.ts";
import { createCustomer } from "../../state/person.ts";
import { mailIsSent } from "../../state/session.ts";
import { TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { NameField } from "../../ui/name-field.tsx";
import { Picker, type Pick } from "../../ui/picker.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { ProjectSelect } from "./project-select.tsx";

interface AddProps {
  project: string | undefined;
  onClose: () => void;
  onDone: () => void;
}

export function AddCustomer({ project: asked, onClose, onDone }: AddProps): VNode {
  const projectId = useSignal(chosenProject(asked)?.id ?? "");
  const name = useSignal("");
  const email = useSignal("");
  const company = useSignal<Pick | null>(null);
  const isWelcome = useSignal(false);
  const project = projectOf(projectId.value);
  const whyNot = whyNoWelcome(project, email.value);
  const add = async (): Promise<void> => {
    if (!projectId.peek()) throw missing("project");
    await createCustomer({
      project: projectId.peek(),
      name: name.peek(),
      ...(email.peek() && { email: email.peek() }),
      ...(company.peek() && { company: company.peek()!.id }),
      ...(isWelcome.peek() && !whyNot && { sendWelcome: true }),
    });
    onDone();
  };
  return (
    <FormDialog
      title={text.people.add}
      confirm={text.people.add}
      isReady={projects.value.length > 0}
      onClose={onClose}
      act={add}
    >
      {(problem) => (
        <>
          {projects.value.length === 0 && <p class="quiet">{text.people.none}</p>}
          <ProjectSelect
            value={projectId.value}
            problem={fieldText(problem, "project")}
            onValue={(id) => {
              projectId.value = id;
              company.value = null;
            }}
          />
          <NameField label={text.people.name} autofocus name={name} problem={problem} />
          <TextField
            label={text.people.email}
            hint={text.people.emailHint}
            type="email"
            required
            {...factField(email, problem, "email")}
          />
          {project && (
            <Picker
              key={project.id}
              label={text.people.company}
              placeholder={text.people.companyPlaceholder}
              problem={fieldText(problem, "company")}
              value={company.value}
              search={findCompanies(project.id)}
              create={{ label: text.people.createCompany, make: makeCompany(project.id) }}
              onPick={(picked) => {
                company.value = picked;
              }}
            />
          )}
          <Welcome isOn={isWelcome.value && !whyNot} whyNot={whyNot} set={(isOn) => (isWelcome.value = isOn)} />
        </>
      )}
    </FormDialog>
  );
}

/** Agents do not see how a project is set up; for them the desk decides. */
function whyNoWelcome(project: ProjectItem | undefined, email: string): string | null {
  if (project?.portal?.enabled === false) return text.people.welcomePortalOff;
  if (project?.portal?.notifications === false) return text.people.welcomeQuiet;
  return email.trim() ? null : text.people.welcomeNoAddress;
}

function Welcome(props: { isOn: boolean; whyNot: string | null; set: (isOn: boolean) => void }): VNode {
  const { isOn, whyNot, set } = props;
  const id = useId();
  return (
    <div>
      <label class="check strong">
        <input
          type="checkbox"
          checked={isOn}
          disabled={whyNot !== null}
          aria-describedby={id}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        {text.people.welcome}
      </label>
      <p class="hint" id={id}>
        {whyNot ?? (mailIsSent.value ? text.people.welcomeHint : text.people.welcomeKept)}
      </p>
    </div>
  );
}
