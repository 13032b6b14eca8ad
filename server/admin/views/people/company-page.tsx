import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Company } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { members } from "../../state/people.ts";
import { company, deleteCompany, openCompany, readMembers, saveCompany } from "../../state/person.ts";
import { isAdmin } from "../../state/session.ts";
import { Changeable } from "../../ui/changeable.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { PagedTable } from "../../ui/data-table.tsx";
import { TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { NameField } from "../../ui/name-field.tsx";
import { PermissionEditor } from "../permissions/permission-editor.tsx";
import { SaveForm } from "../../ui/save-form.tsx";
import { NotThere, aboveCompany, listOfCustomers } from "./customer-page.tsx";
import { columns, customerHash } from "./customer-columns.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead } from "../shell/page-head.tsx";

const back = { href: hashOf({ page: "companies", company: null }), label: text.people.tabs.companies };

export function CompanyPage({ id }: { id: string }): VNode {
  useEffect(() => void openCompany(id), [id]);
  const found = company.value?.id === id ? company.value : null;
  return (
    <PageColumn isWide>
      {found ? (
        <OpenCompany key={id} found={found} />
      ) : (
        <>
          <PageHead back={back} />
          <NotThere missing={text.companies.notFound} again={() => void openCompany(id)} />
        </>
      )}
    </PageColumn>
  );
}

function OpenCompany({ found }: { found: Company }): VNode {
  const isDeleteOpen = useSignal(false);
  return (
    <>
      <PageHead title={found.name} back={back}>
        {isAdmin.value && (
          <Menu
            label={text.people.actions(found.name)}
            items={[
              {
                label: text.companies.delete,
                icon: "trash",
                isDanger: true,
                act: () => {
                  isDeleteOpen.value = true;
                },
              },
            ]}
          />
        )}
      </PageHead>
      <p class="quiet">
        <bdi>{found.project.name}</bdi>
      </p>
      {found.sameAs && (
        <div class="note-line">
          <Icon name="people" size={16} />
          <p class="grow">{text.companies.sameLead}</p>
          <a class="button small" href={hashOf({ page: "companies", company: found.sameAs.id })}>
            {text.people.open}
          </a>
        </div>
      )}
      <Members id={found.id} />
      <Changeable>
        <CompanyForm found={found} />
      </Changeable>
      {isAdmin.value && (
        <PermissionEditor
          level="company"
          own={found.permissions}
          inherited={(name) => aboveCompany(found.project.id, name)}
          save={(permissions) => saveCompany(found.id, { permissions })}
        />
      )}
      {isDeleteOpen.value && (
        <DeleteCompany
          found={found}
          onClose={() => {
            isDeleteOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function Members({ id }: { id: string }): VNode {
  const read = (): void => readMembers(id);
  useEffect(() => {
    // Those of another company are not to be seen here even for a moment.
    members.clear();
    read();
  }, [id]);
  return (
    <section class="card members" aria-label={text.companies.customers}>
      <h2>{text.companies.customers}</h2>
      <PagedTable
        label={text.companies.customers}
        list={members}
        again={read}
        columns={columns.filter(({ name }) => name === "name" || name === "portal")}
        nameOf={({ name }) => name}
        href={(customer) => customerHash(customer.id)}
        empty={
          <>
            <p>{text.companies.noCustomers}</p>
            <a class="button" href={listOfCustomers()}>
              {text.import.toCustomers}
            </a>
          </>
        }
      />
    </section>
  );
}

function CompanyForm({ found }: { found: Company }): VNode {
  const name = useSignal(found.name);
  const externalId = useSignal(found.externalId ?? "");
  return (
    <section class="card" aria-label={text.person.details}>
      <SaveForm
        isChanged={name.value !== found.name || externalId.value !== (found.externalId ?? "")}
        save={() => saveCompany(found.id, { name: name.value, externalId: externalId.value.trim() || null })}
      >
        {(problem) => (
          <>
            <NameField label={text.people.name} name={name} problem={problem} />
            <TextField
              label={text.person.externalId}
              maxLength={200}
              {...factField(externalId, problem, "externalId")}
            />
          </>
        )}
      </SaveForm>
    </section>
  );
}

function DeleteCompany({ found, onClose }: { found: Company; onClose: () => void }): VNode {
  const isFull = found.customerCount > 0;
  return (
    <ConfirmDialog
      title={text.companies.deleteTitle(found.name)}
      confirm={text.companies.delete}
      lead={isFull ? text.problems.company_not_empty : text.companies.deleteLead}
      isReady={!isFull}
      onClose={onClose}
      act={() => deleteCompany(found)}
    />
  );
}
