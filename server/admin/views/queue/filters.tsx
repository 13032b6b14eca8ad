import type { VNode } from "preact";
import type { ProjectItem, TicketPriority, TicketSort } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { hashOf, type Filter } from "../../router.ts";
import { isFilterOpen } from "../../state/chrome.ts";
import { agents, projectOf, projects } from "../../state/desk.ts";
import { viewRules } from "../../state/filter.ts";
import { filter, goTo, openTicketId, routeWith, type FilterChange } from "../../state/place.ts";
import { tickets } from "../../state/queue.ts";
import { named, type Choice } from "../../ui/choices/choice-list.tsx";
import { Select } from "../../ui/choices/select.tsx";
import { Icon } from "../../ui/icon.tsx";
import { agentChoice, nobodyChoice, priorityChoices } from "../../ui/ticket-choices.tsx";

const names = [
  "project",
  "inbox",
  "priority",
  "assignee",
  "type",
  "tag",
  "customer",
] as const satisfies (keyof Filter)[];
export const chosenFilters = (chosen: Filter): number => names.filter((name) => chosen[name]).length;

export function FilterButton(): VNode {
  const count = chosenFilters(filter.value);
  return (
    <button
      type="button"
      class={count > 0 ? "button small on" : "button small"}
      data-key="f"
      aria-keyshortcuts="f"
      aria-expanded={isFilterOpen.value}
      onClick={() => {
        isFilterOpen.value = !isFilterOpen.value;
      }}
    >
      <Icon name="filter" size={16} />
      {count > 0 ? text.queue.filtersOn(count) : text.queue.filters}
    </button>
  );
}

const any: Choice = { value: "", label: text.queue.any };
const change = (chosen: FilterChange): void => goTo(routeWith(chosen));

/** Every project may call an inbox "Support": among those of all, each stands with its project. */
const inboxesOf = (project: ProjectItem | undefined): Choice[] =>
  project
    ? project.inboxes.map(named)
    : projects.value.flatMap(({ name, inboxes }) =>
        inboxes.map((inbox) => ({
          value: inbox.id,
          label: projects.value.length > 1 ? text.queue.inboxOf(inbox.name, name) : inbox.name,
        })),
      );

export function Filters(): VNode | null {
  if (!isFilterOpen.value) return null;
  const chosen = filter.value;
  const { view } = chosen;
  const shown = projectOf(chosen.project);
  const types = new Set((shown ? [shown] : projects.value).flatMap((project) => project.types));
  return (
    <div class="filters" id="filters">
      <Select
        label={text.queue.project}
        value={chosen.project ?? ""}
        choices={[any, ...projects.value.map(named)]}
        onValue={(project) => change({ project: project || undefined, inbox: undefined, type: undefined })}
      />
      <Select
        label={text.queue.inbox}
        value={chosen.inbox ?? ""}
        choices={[any, ...inboxesOf(shown)]}
        onValue={(inbox) => change({ inbox: inbox || undefined })}
      />
      <Select
        label={text.queue.priority}
        value={chosen.priority ?? ""}
        choices={[any, ...priorityChoices]}
        onValue={(priority) => change({ priority: (priority || undefined) as TicketPriority | undefined })}
      />
      {!viewRules[view].assignee && (
        <Select
          label={text.queue.assignee}
          value={chosen.assignee ?? ""}
          choices={[
            any,
            agentChoice({ id: "me", name: text.queue.me }),
            nobodyChoice("none", text.queue.nobody),
            ...agents.value.map(agentChoice),
          ]}
          onValue={(assignee) => change({ assignee: assignee || undefined })}
        />
      )}
      <Select
        label={text.queue.type}
        value={chosen.type ?? ""}
        choices={[any, ...[...types].map((type) => ({ value: type, label: type }))]}
        onValue={(type) => change({ type: type || undefined })}
      />
      <div class="select">
        <label for="filter-tag">{text.queue.tag}</label>
        <input
          id="filter-tag"
          dir="auto"
          autocomplete="off"
          value={chosen.tag ?? ""}
          onChange={(event) => change({ tag: event.currentTarget.value.trim() || undefined })}
        />
      </div>
      <Select
        label={text.queue.sort}
        value={chosen.sort ?? "updated"}
        choices={Object.entries(text.queue.sorts).map(([value, label]) => ({ value, label }))}
        onValue={(sort) => change({ sort: sort === "updated" ? undefined : (sort as TicketSort) })}
      />
      {chosenFilters(chosen) > 0 && (
        <a class="button small" href={hashOf({ page: "tickets", filter: { view }, ticket: openTicketId.value })}>
          {text.queue.clear}
        </a>
      )}
    </div>
  );
}

/** Chosen on a customer's page, so it stands here without the filters being open. Their tickets know the name. */
export function ChosenCustomer(): VNode | null {
  const { customer } = filter.value;
  if (!customer) return null;
  const name = tickets.value?.find(({ from }) => from.customerId === customer)?.from.name ?? text.ticket.customer;
  return (
    <p class="chip chosen-customer">
      <Icon name="person" size={16} />
      <bdi class="clip">{name}</bdi>
      <button type="button" aria-label={text.people.remove(name)} onClick={() => change({ customer: undefined })}>
        <Icon name="close" size={16} />
      </button>
    </p>
  );
}
