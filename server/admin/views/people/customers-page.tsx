import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Customer, CustomerSort } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { customerSorts, portalStates, type PeopleFilter } from "../../router-people.ts";
import { isDeskRead, projects } from "../../state/desk.ts";
import { pickOf, writeTo } from "../../state/find-people.ts";
import { chosen, companies, customerQuery, customers, invite, toggle } from "../../state/people.ts";
import { importFile, importProject } from "../../state/import.ts";
import { goTo, replacePlace } from "../../state/place.ts";
import { isAdmin, isViewer } from "../../state/session.ts";
import { PagedTable, type Column } from "../../ui/data-table.tsx";
import { named } from "../../ui/choices/choice-list.tsx";
import { ChipSelect } from "../../ui/choices/select.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { MenuItem } from "../../ui/menu.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { AddCustomer } from "./add-customer.tsx";
import { AskedLines } from "./asked-lines.tsx";
import { ChosenBar, InvitedLine } from "./chosen-bar.tsx";
import { ListHead } from "./list-head.tsx";
import { columns, customerHash } from "./customer-columns.tsx";

const projectColumn: Column<Customer> = {
  name: "project",
  label: text.people.project,
  cell: ({ project }) => <bdi>{project.name}</bdi>,
};

function actions(customer: Customer): MenuItem[] {
  const { id, email, invitation } = customer;
  return [
    { label: text.people.open, icon: "person", act: customerHash(id) },
    ...(email && invitation !== "registered"
      ? [
          {
            label: invitation === "none" ? text.people.invite : text.people.inviteAgain,
            icon: "mail" as const,
            act: () => void invite(customer),
          },
        ]
      : []),
    { label: text.people.newTicketFor(customer.name), icon: "plus", act: () => writeTo(pickOf(customer)) },
  ];
}

export function CustomersPage({ people }: { people: PeopleFilter }): VNode {
  const isAddOpen = useSignal(false);
  const read = (): void => void customers.read(customerQuery(people));
  useEffect(() => {
    chosen.value = new Set();
    read();
  }, [JSON.stringify(people)]);
  const add = (): void => {
    isAddOpen.value = true;
  };
  const go = (change: { [Name in keyof PeopleFilter]?: PeopleFilter[Name] | undefined }, isTyping = false): void =>
    (isTyping ? replacePlace : goTo)({
      page: "customers",
      customer: null,
      people: { ...people, ...change } as PeopleFilter,
    });
  const isOneOfMany = projects.value.length > 1 && !people.project;
  return (
    <main class="people" tabIndex={-1}>
      <ListHead
        here="customers"
        project={people.project}
        actions={
          !isViewer.value && (
            <>
              <a
                class="button"
                href="#import"
                onClick={() => {
                  // Who is looked at is who is added to; a file that waits there has its project.
                  if (!importFile.peek()) importProject.value = people.project ?? "";
                }}
              >
                <Icon name="upload" size={16} />
                <span>{text.people.import}</span>
              </a>
              {!(customers.items.value?.length === 0 && asksToAdd(people)) && (
                <button type="button" class="button primary" onClick={add}>
                  <Icon name="plus" size={16} />
                  <span>{text.people.add}</span>
                </button>
              )}
            </>
          )
        }
      >
        <SearchBox label={text.people.search} q={people.q ?? ""} onSearch={(q) => go({ q: q || undefined }, true)} />
        <Chips people={people} go={go} />
      </ListHead>
      <InvitedLine />
      <AskedLines people={people} />
      <ChosenBar />
      <PagedTable
        label={text.people.title}
        list={customers}
        again={read}
        columns={isOneOfMany ? [...columns.slice(0, 2), projectColumn, ...columns.slice(2)] : columns}
        nameOf={({ name }) => name}
        href={({ id }) => customerHash(id)}
        sort={{ by: people.sort ?? "name", onSort: (sort) => go({ sort: sort as CustomerSort }) }}
        {...(!isViewer.value && {
          actions,
          chosen: {
            ids: chosen.value,
            toggle,
            all: (isOn) => {
              chosen.value = new Set(isOn ? customers.items.peek()?.map(({ id }) => id) : []);
            },
          },
        })}
        empty={<Empty people={people} add={add} />}
      />
      {isAddOpen.value && (
        <AddCustomer
          project={people.project}
          onClose={() => {
            isAddOpen.value = false;
          }}
          onDone={read}
        />
      )}
    </main>
  );
}

type Go = (change: { [Name in keyof PeopleFilter]?: PeopleFilter[Name] | undefined }) => void;

function Chips({ people, go }: { people: PeopleFilter; go: Go }): VNode {
  const { project } = people;
  useEffect(() => void companies.read(project ? { project } : {}), [project]);
  const known = companies.items.value?.map(named) ?? [];
  const shown = customers.items.value?.find(({ company }) => company?.id === people.company)?.company;
  return (
    <div class="chips">
      {projects.value.length > 1 && (
        <ChipSelect
          label={text.people.project}
          value={project ?? ""}
          choices={[{ value: "", label: text.people.anyProject }, ...projects.value.map(named)]}
          onValue={(value) => go({ project: value || undefined, company: undefined })}
        />
      )}
      <ChipSelect
        label={text.people.company}
        value={people.company ?? ""}
        choices={[
          { value: "", label: text.people.anyCompany },
          ...known,
          ...(shown && !known.some(({ value }) => value === shown.id) ? [named(shown)] : []),
        ]}
        onValue={(company) => go({ company: company || undefined })}
      />
      <ChipSelect
        label={text.people.portal}
        value={people.state ?? ""}
        choices={[
          { value: "", label: text.people.anyState },
          ...portalStates.map((value) => ({
            value,
            label: value === "stopped" ? text.people.stopped : text.people.states[value],
          })),
        ]}
        onValue={(state) => go({ state: (state || undefined) as PeopleFilter["state"] })}
      />
      <span class="narrow-only">
        <ChipSelect
          label={text.people.sort}
          value={people.sort ?? "name"}
          choices={customerSorts.map((value) => ({ value, label: text.people.sorts[value] }))}
          onValue={(sort) => go({ sort: sort as CustomerSort })}
        />
      </span>
    </div>
  );
}

const isNarrowed = (people: PeopleFilter): boolean =>
  Object.keys(people).some((name) => name !== "project" && name !== "sort");

/** An empty list says itself what to do, and then nothing above it does. */
const asksToAdd = (people: PeopleFilter): boolean => !isNarrowed(people) && projects.value.length > 0;

function Empty({ people: asked, add }: { people: PeopleFilter; add: () => void }): VNode {
  if (isNarrowed(asked)) {
    const { project, sort } = asked;
    const people = { ...(project && { project }), ...(sort && { sort }) };
    return (
      <>
        <p>{text.people.nothingFound}</p>
        <a class="button" href={hashOf({ page: "customers", customer: null, people })}>
          {text.queue.clear}
        </a>
      </>
    );
  }
  if (isDeskRead.value && projects.value.length === 0) {
    return (
      <>
        <p>{text.people.none}</p>
        {isAdmin.value && (
          <a class="button" href="#settings">
            {text.settings.newProject}
          </a>
        )}
      </>
    );
  }
  return (
    <>
      <p>{text.people.empty}</p>
      {!isViewer.value && (
        <button type="button" class="button primary" onClick={add}>
          {text.people.add}
        </button>
      )}
    </>
  );
}
