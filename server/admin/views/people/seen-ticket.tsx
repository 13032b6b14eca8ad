import { Fragment, type ComponentChildren, type VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Message, Permissions, PortalPreview, Ticket, TicketWithMessages } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { readSeenTicket, seenProblem, seenTicket } from "../../state/customer-view.ts";
import { ContentView } from "../../ui/content.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NotRead } from "../../ui/not-read.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";
import { Attachments, type Thread } from "../ticket/attachments.tsx";
import { Rule } from "./rule.tsx";
import { NotShown } from "./seen-form.tsx";

const words = text.customerView;

interface SeenTicketProps {
  view: PortalPreview;
  id: string;
}

/** A ticket as this customer reads it, to its last word; notes of the desk never get here. */
export function SeenTicket({ view, id }: SeenTicketProps): VNode {
  const customer = view.customer.id;
  useEffect(() => void readSeenTicket(customer, id), [customer, id]);
  const ticket = seenTicket.value;
  const problem = seenProblem.value;
  if (!ticket) {
    return problem ? (
      <NotRead why={problemText(problem)}>
        <button type="button" class="button" onClick={() => void readSeenTicket(customer, id)}>
          {text.tryAgain}
        </button>
      </NotRead>
    ) : (
      <p class="quiet" role="status">
        {text.loading}
      </p>
    );
  }
  return (
    <article class="sections tight" aria-label={ticket.subject}>
      <h2 dir="auto">{ticket.subject}</h2>
      <p class="row-line">
        <span class="quiet">#{ticket.number}</span> <SeenStatus ticket={ticket} />
        {ticket.mine === false && <bdi class="quiet">{words.raisedBy(ticket.raisedBy ?? "")}</bdi>}
      </p>
      <Whose view={view} ticket={ticket} />
      <Details view={view} ticket={ticket} />
      {ticket.earlier && (
        <button
          type="button"
          class="button quiet-button"
          onClick={() => void readSeenTicket(customer, id, ticket.messages[0]?.id)}
        >
          {words.earlier}
        </button>
      )}
      {ticket.messages.map((message) => (
        <SeenMessage key={message.id} view={view} message={message} />
      ))}
      <Field label={words.reply}>{(ids) => <textarea {...ids} rows={3} disabled />}</Field>
      <div class="form-foot start">
        <button type="button" class="button primary" disabled>
          {words.send}
        </button>
      </div>
    </article>
  );
}

export const SeenStatus = ({ ticket }: { ticket: Pick<Ticket, "status" | "mine"> }): VNode => (
  <span class={`status status-${ticket.status}`}>
    <Icon name={ticket.status} size={16} />
    {ticket.mine === false && ticket.status === "waiting" ? words.answered : words.statuses[ticket.status]}
  </span>
);

/** Why this ticket is there at all. */
export const Whose = ({ view, ticket }: { view: PortalPreview; ticket: Pick<Ticket, "mine"> }): VNode =>
  ticket.mine === false ? (
    <Rule view={view} name="viewCompanyTickets" />
  ) : (
    <span class="hint rule">{words.ownTicket}</span>
  );

type Shown = [name: keyof Permissions, what: ComponentChildren];

/** What stands beside the messages, and what does not, with the rule of each. */
function Details({ view, ticket }: { view: PortalPreview; ticket: TicketWithMessages }): VNode {
  const { closeTickets } = view.permissions;
  const all: Shown[] = [
    ["priority", ticket.priority && text.priority[ticket.priority]],
    ["type", ticket.type],
    ["tags", ticket.tags?.length ? ticket.tags.join(", ") : undefined],
    ["seeAgents", ticket.agent],
    [
      "closeTickets",
      closeTickets.value && (
        <button type="button" class="button" disabled>
          {words.closeTicket}
        </button>
      ),
    ],
  ];
  const isShown = ([, what]: Shown): boolean => !!what;
  // What is permitted and just empty is not kept away by a rule.
  const isKeptAway = ([name]: Shown): boolean => ["none", false].includes(view.permissions[name].value);
  return (
    <>
      <dl class="reasons">
        {all.filter(isShown).map(([name, what]) => (
          <div key={name}>
            <dt>{text.permissions.names[name]}</dt>
            <dd>
              <bdi>{what}</bdi>
              <Rule view={view} name={name} />
            </dd>
          </div>
        ))}
      </dl>
      {all.some(isKeptAway) && (
        <NotShown>
          {all.filter(isKeptAway).map(([name]) => (
            <Fragment key={name}>
              <Rule view={view} name={name} />
            </Fragment>
          ))}
        </NotShown>
      )}
    </>
  );
}

const thread: Thread = () => seenTicket.value?.messages ?? [];

function SeenMessage({ view, message }: { view: PortalPreview; message: Message }): VNode {
  const { author, change, createdAt, content, attachments } = message;
  if (change) {
    return (
      <p class="status-line">
        <Icon name={change.status.to} size={16} />
        <span>{words.statuses[change.status.to]}</span>
        <Time iso={createdAt} />
      </p>
    );
  }
  return (
    <section class="seen-message">
      <header class="row-line">
        <strong class="clip grow">
          <bdi>{author.name || view.portal.name}</bdi>
        </strong>
        <Time iso={createdAt} />
      </header>
      <ContentView content={content} />
      {attachments.length > 0 && <Attachments files={attachments} thread={thread} />}
    </section>
  );
}
