import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Company } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { missing } from "../../problem.ts";
import { hashOf } from "../../router.ts";
import type { PeopleFilter } from "../../router-people.ts";
import { chosenProject, projects } from "../../state/desk.ts";
import { companies } from "../../state/people.ts";
import { createCompany } from "../../state/person.ts";
import { goTo, replacePlace } from "../../state/place.ts";
import { isViewer } from "../../state/session.ts";
import { PagedTable, type Column } from "../../ui/data-table.tsx";
import { named } from "../../ui/choices/choice-list.tsx";
import { ChipSelect } from "../../ui/choices/select.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NameField } from "../../ui/name-field.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import { Time } from "../../ui/time.tsx";
import { SameNames } from "./asked-lines.tsx";
import { ListHead } from "./list-head.tsx";
import { ProjectSelect } from "./project-select.tsx";

const columns: readonly Column<Company>[] = [
  { name: "name", label: text.people.name, cell: ({ name }) => <bdi class="clip">{name}</bdi> },
  {
    name: "customers",
    label: text.companies.customers,
    cell: ({ customerCount }) => text.companies.customersOf(customerCount),
  },
  { name: "project", label: text.people.project, cell: ({ project }) => <bdi>{project.name}</bdi> },
  { name: "added", label: text.people.added, cell: ({ createdAt }) => <Time iso={createdAt} /> },
];

export function CompaniesPage({ people }: { people: PeopleFilter }): VNode {
  const { project, q, same } = people;
  const isAddOpen = useSignal(false);
  const asked = { ...(project && { project }), ...(q && { q }), ...(same && { same }) };
  const read = (): void => void companies.read(asked);
  useEffect(read, [project, q, same]);
  const add = (): void => {
    isAddOpen.value = true;
  };
  const place = (asked: PeopleFilter) => ({ page: "companies" as const, company: null, people: asked });
  return (
    <main class="people" tabIndex={-1}>
      <ListHead
        here="companies"
        project={project}
        actions={
          !isViewer.value &&
          (q || companies.items.value?.length !== 0) && (
            <button type="button" class="button primary" onClick={add}>
              <Icon name="plus" size={16} />
              <span>{text.companies.add}</span>
            </button>
          )
        }
      >
        <SearchBox
          label={text.people.searchCompanies}
          q={q ?? ""}
          onSearch={(words) => replacePlace(place({ ...(project && { project }), ...(words && { q: words }) }))}
        />
        {projects.value.length > 1 && (
          <div class="chips">
            <ChipSelect
              label={text.people.project}
              value={project ?? ""}
              choices={[{ value: "", label: text.people.anyProject }, ...projects.value.map(named)]}
              onValue={(value) => goTo(place(value ? { project: value } : {}))}
            />
          </div>
        )}
      </ListHead>
      <SameNames people={people} />
      <PagedTable
        label={text.people.tabs.companies}
        list={companies}
        again={read}
        columns={project || projects.value.length < 2 ? columns.filter(({ name }) => name !== "project") : columns}
        nameOf={({ name }) => name}
        href={({ id }) => hashOf({ page: "companies", company: id })}
        empty={
          q || same ? (
            <p>{text.companies.nothingFound}</p>
          ) : (
            <>
              <p>{text.companies.empty}</p>
              {!isViewer.value && (
                <button type="button" class="button primary" onClick={add}>
                  {text.companies.add}
                </button>
              )}
            </>
          )
        }
      />
      {isAddOpen.value && (
        <AddCompany
          project={project}
          onClose={() => {
            isAddOpen.value = false;
          }}
          onDone={read}
        />
      )}
    </main>
  );
}

function AddCompany(props: { project: string | undefined; onClose: () => void; onDone: () => void }): VNode {
  const projectId = useSignal(chosenProject(props.project)?.id ?? "");
  const name = useSignal("");
  const add = async (): Promise<void> => {
    if (!projectId.peek()) throw missing("project");
    await createCompany({ project: projectId.peek(), name: name.peek() });
    props.onDone();
  };
  return (
    <FormDialog
      title={text.companies.add}
      confirm={text.companies.add}
      isReady={projects.value.length > 0}
      onClose={props.onClose}
      act={add}
    >
      {(problem) => (
        <>
          <ProjectSelect
            value={projectId.value}
            problem={fieldText(problem, "project")}
            onValue={(id) => {
              projectId.value = id;
            }}
          />
          <NameField label={text.people.name} autofocus name={name} problem={problem} />
        </>
      )}
    </FormDialog>
  );
}
