import { Fragment, type VNode } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PortalPreview, Ticket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { customerView, openCustomerView } from "../../state/person.ts";
import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";
import { permissionNames, valueText } from "../permissions/permission-editor.tsx";
import { NotThere } from "./customer-page.tsx";
import { customerHash } from "./customer-columns.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { Crumbs } from "../shell/crumbs.tsx";

/** The portal with a customer's eyes; nothing in it can be pressed but its tabs. */
export function CustomerViewPage({ id }: { id: string }): VNode {
  useEffect(() => void openCustomerView(id), [id]);
  const view = customerView.value?.customer.id === id ? customerView.value : null;
  return (
    <PageColumn isWide>
      <Crumbs href={customerHash(id)} label={text.customerView.back} />
      {view ? (
        <>
          <header>
            <h1 dir="auto">{text.customerView.title(view.customer.name)}</h1>
            <p class="quiet">{text.customerView.lead}</p>
          </header>
          <div class="beside reading">
            <Seen view={view} />
            <div class="sections">
              <Access {...view.access} />
              <Reasons view={view} />
            </div>
          </div>
        </>
      ) : (
        <NotThere missing={text.person.notFound} again={() => void openCustomerView(id)} />
      )}
    </PageColumn>
  );
}

function Seen({ view }: { view: PortalPreview }): VNode {
  const { portal, customer, tickets, companyTickets } = view;
  const isCompany = useSignal(false);
  const shown = isCompany.value ? (companyTickets ?? []) : tickets;
  const { color } = portal.branding;
  return (
    <section class="seen" aria-label={text.customerView.portal}>
      <header style={color ? { borderBlockStartColor: color } : {}}>
        <strong dir="auto">{portal.name}</strong>
        <bdi class="quiet">{customer.name}</bdi>
      </header>
      {portal.branding.greeting && <p dir="auto">{portal.branding.greeting}</p>}
      <h2>{text.customerView.yourTickets}</h2>
      {companyTickets && customer.company && (
        <div class="segments" role="group" aria-label={text.customerView.yourTickets}>
          {[false, true].map((isTheirs) => (
            <button
              key={String(isTheirs)}
              type="button"
              aria-pressed={isCompany.value === isTheirs}
              onClick={() => {
                isCompany.value = isTheirs;
              }}
            >
              {isTheirs ? <bdi>{customer.company?.name}</bdi> : text.customerView.mine}
            </button>
          ))}
        </div>
      )}
      {shown.length === 0 ? (
        <p class="quiet">{text.customerView.empty}</p>
      ) : (
        <ul>
          {shown.map((ticket) => (
            <SeenTicket key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
    </section>
  );
}

function SeenTicket({ ticket }: { ticket: Ticket }): VNode {
  const more = [
    ticket.raisedBy && !ticket.mine && text.customerView.raisedBy(ticket.raisedBy),
    ticket.agent && text.customerView.agent(ticket.agent),
    ticket.priority && text.priority[ticket.priority],
    ticket.type,
    ...(ticket.tags ?? []),
  ].filter((one) => !!one);
  return (
    <li>
      <span class="row-line">
        {ticket.unread && <Icon name="mail" size={16} label={text.customerView.unread} />}
        <bdi class="clip grow">{ticket.subject}</bdi>
        <Time iso={ticket.updatedAt} />
      </span>
      <span class="row-line row-second">
        <span class={`status status-${ticket.status}`}>
          <Icon name={ticket.status} size={16} />
          {text.customerView.statuses[ticket.status]}
        </span>
        <span class="clip">
          {more.map((one, place) => (
            <Fragment key={one}>
              {place > 0 && " · "}
              <bdi>{one}</bdi>
            </Fragment>
          ))}
        </span>
      </span>
    </li>
  );
}

const Access = ({ canSignIn, reason }: PortalPreview["access"]): VNode => (
  <section class="card tight" aria-label={text.customerView.access}>
    <h2>{text.customerView.access}</h2>
    <p class={canSignIn ? "verdict yes" : "verdict"}>
      <Icon name={canSignIn ? "solved" : "lock"} size={16} />
      {text.customerView.reasons[reason]}
    </p>
  </section>
);

/** Beside each permission the level that decided it, by its name. */
function Reasons({ view }: { view: PortalPreview }): VNode {
  const names = { project: view.portal.name, company: view.customer.company?.name };
  return (
    <section class="card tight" aria-label={text.customerView.why}>
      <h2>{text.customerView.why}</h2>
      <dl class="reasons">
        {permissionNames.map((name) => {
          const { value, level } = view.permissions[name];
          const of = level === "project" || level === "company" ? names[level] : undefined;
          const decided = text.permissions.levels[level];
          return (
            <div key={name}>
              <dt>{text.permissions.names[name]}</dt>
              <dd>
                <strong>{valueText(value)}</strong>
                <span class="hint">{of ? text.permissions.level(decided, of) : decided}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
