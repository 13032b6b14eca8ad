import type { Customer } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { Avatar } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Time } from "../../ui/time.tsx";
import { PortalState } from "./portal-state.tsx";

export const customerHash = (customer: string, isView = false): string =>
  hashOf({ page: "customers", customer, isView });

export const columns: readonly Column<Customer>[] = [
  {
    name: "name",
    label: text.people.name,
    sort: "name",
    cell: ({ name, email, externalId }) => (
      <>
        <Avatar name={name} kind="customer" />
        <span class="two-lines">
          <bdi class="clip">{name}</bdi>
          <bdi class="clip quiet">{email ?? externalId ?? text.people.noAddress}</bdi>
        </span>
      </>
    ),
  },
  { name: "company", label: text.people.company, cell: ({ company }) => company && <bdi>{company.name}</bdi> },
  {
    name: "portal",
    label: text.people.portal,
    sort: "invited",
    cell: (customer) => <PortalState customer={customer} />,
  },
  { name: "added", label: text.people.added, sort: "newest", cell: ({ createdAt }) => <Time iso={createdAt} /> },
];
