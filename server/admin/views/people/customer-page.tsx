import type { ComponentChildren, VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { CustomerProfile } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { projectOf } from "../../state/desk.ts";
import { pickOf, writeTo } from "../../state/find-people.ts";
import { company, inviteOpen, openCustomer, personProblem, profile, saveCustomer } from "../../state/person.ts";
import { isAdmin, isViewer } from "../../state/session.ts";
import { Avatar } from "../../ui/badges.tsx";
import { Changeable } from "../../ui/changeable.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NotRead } from "../../ui/not-read.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";
import { PermissionEditor, type Inherited } from "../permissions/permission-editor.tsx";
import { customerHash } from "./customer-columns.tsx";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerMenu, Merges, SamePerson } from "./merging.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { PortalState } from "./portal-state.tsx";
import { Stopped } from "./stopped.tsx";

export const listOfCustomers = (people = {}): string => hashOf({ page: "customers", customer: null, people });

/** What stands where a person or company should be, until it is read or when it is not there. */
export const NotThere = ({ missing, again }: { missing: string; again: () => void }): VNode | null => {
  const problem = personProblem.value;
  if (!problem) return null;
  const isMissing = problem.code === "not_found";
  return <NotRead why={isMissing ? missing : problemText(problem)} again={!isMissing && again} />;
};

export function CustomerPage({ id }: { id: string }): VNode {
  useEffect(() => void openCustomer(id), [id]);
  const customer = profile.value?.id === id ? profile.value : null;
  return (
    <PageColumn isWide>
      <PageHead title={customer?.name} back={{ href: listOfCustomers(), label: text.people.title }}>
        {customer && !isViewer.value && <CustomerMenu customer={customer} />}
      </PageHead>
      {customer ? (
        <Profile key={id} customer={customer} />
      ) : (
        <NotThere missing={text.person.notFound} again={() => void openCustomer(id)} />
      )}
    </PageColumn>
  );
}

function Profile({ customer }: { customer: CustomerProfile }): VNode {
  return (
    <>
      <p class="line quiet">
        <Avatar name={customer.name} kind="customer" />
        <bdi>{customer.email ?? customer.externalId ?? text.people.noAddress}</bdi>
      </p>
      <Changeable>
        <Stopped customer={customer} />
        <SamePerson customer={customer} />
        <div class="beside">
          <div class="sections">
            <CustomerForm customer={customer} />
            {isAdmin.value && (
              <PermissionEditor
                level="customer"
                own={customer.permissions}
                inherited={(name) => aboveCustomer(customer, name)}
                save={(permissions) => saveCustomer(customer.id, { permissions })}
              />
            )}
          </div>
          <div class="sections">
            <Invitation customer={customer} />
            <Facts customer={customer} />
            <Merges customer={customer} />
          </div>
        </div>
      </Changeable>
    </>
  );
}

function aboveCustomer(customer: CustomerProfile, name: keyof CustomerProfile["permissions"]): Inherited | undefined {
  const its = customer.company && company.value?.permissions[name];
  if (its !== null && its !== undefined) return { level: "company", value: its };
  return aboveCompany(customer.project.id, name);
}

export function aboveCompany(project: string, name: keyof CustomerProfile["permissions"]): Inherited | undefined {
  const value = projectOf(project)?.portal?.permissions[name];
  return value === undefined ? undefined : { level: "project", value };
}

function Invitation({ customer }: { customer: CustomerProfile }): VNode {
  const { invitation, email, stopped } = customer;
  const hint = email ? text.person.inviteLead[invitation] : text.person.inviteNoAddress;
  return (
    <section class="card tight" aria-label={text.people.portal}>
      <h2>{text.people.portal}</h2>
      <PortalState customer={customer} />
      <p class="hint">{stopped ? text.person.stoppedHint : hint}</p>
      {invitation !== "registered" && !stopped && (
        <button type="button" class="button" disabled={!email} onClick={() => void inviteOpen()}>
          <Icon name="mail" size={16} />
          {invitation === "none" ? text.person.sendInvitation : text.people.inviteAgain}
        </button>
      )}
      <a class="quiet-link" href={customerHash(customer.id, true)}>
        <Icon name="eye" size={16} />
        {text.person.view}
      </a>
    </section>
  );
}

const Fact = ({ label, children }: { label: string; children: ComponentChildren }): VNode => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

function Facts({ customer }: { customer: CustomerProfile }): VNode {
  const { id, project, ticketCount, source, createdAt } = customer;
  const tickets = hashOf({ page: "tickets", filter: { view: "all", customer: id }, ticket: null });
  return (
    <section class="card tight" aria-label={text.person.facts}>
      <dl class="facts">
        <Fact label={text.nav.views}>
          {ticketCount > 0 ? <a href={tickets}>{text.person.tickets(ticketCount)}</a> : text.person.noTickets}
        </Fact>
        {customer.company && (
          <Fact label={text.people.company}>
            <a href={hashOf({ page: "companies", company: customer.company.id })}>
              <bdi>{customer.company.name}</bdi>
            </a>
          </Fact>
        )}
        <Fact label={text.people.project}>
          <bdi>{project.name}</bdi>
        </Fact>
        <Fact label={text.person.source}>{text.person.sources[source]}</Fact>
        <Fact label={text.people.added}>
          <Time iso={createdAt} />
        </Fact>
      </dl>
      <button type="button" class="button" onClick={() => writeTo(pickOf(customer))}>
        <Icon name="plus" size={16} />
        {text.person.newTicket}
      </button>
    </section>
  );
}
