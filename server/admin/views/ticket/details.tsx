import type { VNode } from "preact";
import type { StaffTicket, TicketPriority, TicketStatus } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { areDetailsOpen } from "../../state/chrome.ts";
import { agents, assignableAt, projectOf } from "../../state/desk.ts";
import { findCompanies } from "../../state/find-people.ts";
import { ticketHash } from "../../state/place.ts";
import { me } from "../../state/session.ts";
import { changeTicket } from "../../state/ticket.ts";
import { Changeable } from "../../ui/changeable.tsx";
import { named, type Choice } from "../../ui/choices/choice-list.tsx";
import { Select } from "../../ui/choices/select.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Picker } from "../../ui/picker.tsx";
import { agentChoice, nobodyChoice, priorityChoices, statusChoices } from "../../ui/ticket-choices.tsx";
import { Time } from "../../ui/time.tsx";
import { Sender } from "./sender.tsx";
import { Tags } from "./tags.tsx";

/** A value that is no longer on offer stays readable. */
const withCurrent = (choices: readonly Choice[], current: Choice | null): readonly Choice[] =>
  !current || choices.some(({ value }) => value === current.value) ? choices : [...choices, current];

export function Details({ ticket }: { ticket: StaffTicket }): VNode {
  const project = projectOf(ticket.project.id);
  return (
    <aside class="details" id="details" aria-label={text.ticket.details} data-open={areDetailsOpen.value || undefined}>
      <Changeable>
        <div class="controls">
          <div data-control="status">
            <Select
              label={text.ticket.status}
              shortcut="s"
              isImmediate
              value={ticket.status}
              choices={statusChoices}
              onValue={(value) => {
                const status = value as TicketStatus;
                void changeTicket({ status }, { status });
              }}
            />
          </div>
          <Assignee ticket={ticket} />
          <Select
            label={text.ticket.priority}
            isImmediate
            value={ticket.priority}
            choices={priorityChoices}
            onValue={(value) => {
              const priority = value as TicketPriority;
              void changeTicket({ priority }, { priority });
            }}
          />
          <Select
            label={text.ticket.type}
            isImmediate
            value={ticket.type ?? ""}
            choices={withCurrent(
              (project?.types ?? []).map((type) => ({ value: type, label: type })),
              { value: ticket.type ?? "", label: ticket.type ?? text.none },
            )}
            onValue={(type) => void changeTicket({ type }, { type })}
          />
          <Select
            label={text.ticket.inbox}
            isImmediate
            value={ticket.inbox.id}
            choices={withCurrent((project?.inboxes ?? []).map(named), named(ticket.inbox))}
            onValue={(id) => {
              const inbox = project?.inboxes.find((one) => one.id === id);
              if (inbox) void changeTicket({ inbox: id }, { inbox });
            }}
          />
          {ticket.from.kind === "customer" && ticket.from.emailProven && <Company key={ticket.id} ticket={ticket} />}
        </div>
        <Tags ticket={ticket} />
      </Changeable>
      <Sender ticket={ticket} />
      <dl class="facts">
        <div>
          <dt>{text.ticket.project}</dt>
          <dd>
            <bdi>{ticket.project.name}</bdi>
          </dd>
        </div>
        <div>
          <dt>{text.ticket.created}</dt>
          <dd>
            <Time iso={ticket.createdAt} />
          </dd>
        </div>
        <div>
          <dt>{text.ticket.updated}</dt>
          <dd>
            <Time iso={ticket.updatedAt} />
          </dd>
        </div>
        {ticket.follows && (
          <div>
            <dt>{text.ticket.follows}</dt>
            <dd>
              <a href={ticketHash(ticket.follows.id)}>{text.ticket.number(ticket.follows.number)}</a>
            </dd>
          </div>
        )}
      </dl>
    </aside>
  );
}

/** What came under an address that nobody has proven is never for a company to read. */
const Company = ({ ticket }: { ticket: StaffTicket }): VNode => (
  <Picker
    label={text.ticket.company}
    placeholder={text.none}
    value={ticket.company}
    search={findCompanies(ticket.project.id)}
    onPick={(company) => void changeTicket({ company: company?.id ?? null }, { company })}
  />
);

function Assignee({ ticket }: { ticket: StaffTicket }): VNode {
  const assign = (id: string): void => {
    const agent = agents.peek().find((one) => one.id === id) ?? null;
    void changeTicket({ assignee: agent?.id ?? null }, { assignee: agent });
  };
  const myId = me.value?.id;
  const isMine = ticket.assignee?.id === myId;
  const choices = assignableAt(ticket.project.id).map((agent) => ({
    ...agentChoice(agent),
    ...(agent.id === myId && { shortcut: "a" }),
  }));
  return (
    <div class="assignee">
      <Select
        label={text.ticket.assignee}
        isImmediate
        value={ticket.assignee?.id ?? ""}
        choices={withCurrent(
          [nobodyChoice("", text.nobody), ...choices],
          ticket.assignee && agentChoice(ticket.assignee),
        )}
        onValue={assign}
      />
      {/* It stays when there is nothing to do, and so do the lines below it and the focus. */}
      <button
        type="button"
        class="link-button"
        data-key={isMine ? undefined : "a"}
        aria-keyshortcuts="a"
        aria-disabled={isMine}
        onClick={() => myId && !isMine && assign(myId)}
      >
        {isMine && <Icon name="check" size={16} />}
        {isMine ? text.ticket.assignedToMe : text.ticket.takeIt}
      </button>
    </div>
  );
}
