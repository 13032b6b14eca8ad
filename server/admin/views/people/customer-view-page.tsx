import type { VNode } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PortalPreview, Ticket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { goInView, seenPlace } from "../../state/customer-view.ts";
import { customerView, openCustomerView } from "../../state/person.ts";
import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";
import { permissionNames, valueText } from "../permissions/permission-editor.tsx";
import { NotThere } from "./customer-page.tsx";
import { customerHash } from "./customer-columns.tsx";
import { decidedBy } from "./rule.tsx";
import { SeenForm } from "./seen-form.tsx";
import { SeenStatus, SeenTicket, Whose } from "./seen-ticket.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead } from "../shell/page-head.tsx";

/** The portal with a customer's eyes: all of it can be looked at, and nothing done. */
export function CustomerViewPage({ id }: { id: string }): VNode {
  useEffect(() => {
    goInView({ name: "home" });
    void openCustomerView(id);
  }, [id]);
  const view = customerView.value?.customer.id === id ? customerView.value : null;
  return (
    <PageColumn isWide>
      <PageHead
        title={view ? text.customerView.title(view.customer.name) : undefined}
        back={{ href: customerHash(id), label: text.customerView.back }}
      />
      {view ? (
        <>
          <p class="quiet">{text.customerView.lead}</p>
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
  const { portal, customer } = view;
  const { color } = portal.branding;
  const place = seenPlace.value;
  return (
    <section class="seen" aria-label={text.customerView.portal}>
      <header style={color ? { borderBlockStartColor: color } : {}}>
        <strong dir="auto">{portal.name}</strong>
        <bdi class="quiet">{customer.name}</bdi>
      </header>
      {place.name !== "home" && (
        <button type="button" class="button quiet-button" onClick={() => goInView({ name: "home" })}>
          {text.customerView.home}
        </button>
      )}
      {place.name === "form" ? (
        <SeenForm view={view} />
      ) : place.name === "ticket" ? (
        <SeenTicket view={view} id={place.id} />
      ) : (
        <SeenHome view={view} />
      )}
    </section>
  );
}

function SeenHome({ view }: { view: PortalPreview }): VNode {
  const { portal, customer, tickets, companyTickets } = view;
  const isCompany = useSignal(false);
  const shown = isCompany.value ? (companyTickets ?? []) : tickets;
  return (
    <>
      {portal.branding.greeting && <p dir="auto">{portal.branding.greeting}</p>}
      <button type="button" class="button primary" onClick={() => goInView({ name: "form" })}>
        {text.customerView.newTicket}
      </button>
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
            <SeenRow key={ticket.id} view={view} ticket={ticket} />
          ))}
        </ul>
      )}
    </>
  );
}

const SeenRow = ({ view, ticket }: { view: PortalPreview; ticket: Ticket }): VNode => (
  <li>
    <span class="row-line">
      {ticket.unread && <Icon name="mail" size={16} label={text.customerView.unread} />}
      <button type="button" class="link-button clip grow" onClick={() => goInView({ name: "ticket", id: ticket.id })}>
        <bdi>{ticket.subject}</bdi>
      </button>
      <Time iso={ticket.updatedAt} />
    </span>
    <span class="row-line row-second">
      <SeenStatus ticket={ticket} />
      {ticket.mine === false && <bdi class="clip">{text.customerView.raisedBy(ticket.raisedBy ?? "")}</bdi>}
    </span>
    <Whose view={view} ticket={ticket} />
  </li>
);

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
  return (
    <section class="card tight" aria-label={text.customerView.why}>
      <h2>{text.customerView.why}</h2>
      <dl class="reasons">
        {permissionNames.map((name) => (
          <div key={name}>
            <dt>{text.permissions.names[name]}</dt>
            <dd>
              <strong>{valueText(view.permissions[name].value)}</strong>
              <span class="hint">{decidedBy(view, name)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
