import { signal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { ApiKey, ApiScope, Reach } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { apiKeys, createKey, deleteKey, readKeys, turnKeyOn } from "../../state/api-keys.ts";
import { projects } from "../../state/desk.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { PagedTable, type Column } from "../../ui/data-table.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NameField } from "../../ui/name-field.tsx";
import { isReachSaid, ReachField, reachWords } from "../../ui/reach-field.tsx";
import { SecretDialog, SecretField } from "../../ui/secret-dialog.tsx";
import { Snippet } from "../../ui/snippet.tsx";
import { Time } from "../../ui/time.tsx";
import { AdminsOnly } from "../shell/admins-only.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead, toSettings } from "../shell/page-head.tsx";

type Open = { dialog: "new" } | { dialog: "made"; key: string } | { dialog: "delete"; key: ApiKey };
const open = signal<Open | null>(null);
const close = (): void => {
  open.value = null;
};

const columns: readonly Column<ApiKey>[] = [
  {
    name: "name",
    label: text.apiKeys.name,
    cell: ({ name, hint }) => (
      <span class="two-lines">
        <bdi class="clip">{name}</bdi>
        <code dir="ltr" class="quiet">
          {text.apiKeys.hint(hint)}
        </code>
      </span>
    ),
  },
  {
    name: "scopes",
    label: text.apiKeys.scopes,
    cell: ({ scopes, projects: reach }) =>
      [...scopes.map((scope) => text.apiKeys.scopeNames[scope]), reachWords(reach)].filter(Boolean).join(" · "),
  },
  {
    name: "used",
    label: text.apiKeys.used,
    cell: ({ off, usedAt }) =>
      off ? <span class="chip">{text.apiKeys.off}</span> : usedAt ? <Time iso={usedAt} /> : text.apiKeys.never,
  },
  { name: "added", label: text.apiKeys.created, cell: ({ createdAt }) => <Time iso={createdAt} /> },
];

export const KeysPage = (): VNode => (
  <PageColumn isWide>
    <AdminsOnly title={text.apiKeys.title} sentence={text.settings.onlyAdmins}>
      <Keys />
    </AdminsOnly>
  </PageColumn>
);

function Keys(): VNode {
  useEffect(readKeys, []);
  const add = (): void => {
    open.value = { dialog: "new" };
  };
  const now = open.value;
  return (
    <>
      <PageHead title={text.apiKeys.title} back={toSettings()}>
        {apiKeys.items.value?.length !== 0 && (
          <button type="button" class="button primary" onClick={add}>
            <Icon name="plus" size={16} />
            {text.apiKeys.add}
          </button>
        )}
      </PageHead>
      <p class="quiet">{text.apiKeys.lead}</p>
      <section class="card members" aria-label={text.apiKeys.title}>
        <PagedTable
          label={text.apiKeys.title}
          list={apiKeys}
          again={readKeys}
          columns={columns}
          nameOf={({ name }) => name}
          actions={(key) => [
            ...(key.off
              ? [
                  {
                    label: text.apiKeys.turnOn,
                    icon: "check" as const,
                    act: () => void turnKeyOn(key),
                  },
                ]
              : []),
            {
              label: text.apiKeys.delete,
              icon: "trash",
              isDanger: true,
              act: () => {
                open.value = { dialog: "delete", key };
              },
            },
          ]}
          empty={
            <>
              <p>{text.apiKeys.empty}</p>
              <button type="button" class="button primary" onClick={add}>
                {text.apiKeys.add}
              </button>
            </>
          }
        />
      </section>
      <Example />
      {now?.dialog === "new" && <NewKey />}
      {now?.dialog === "made" && <MadeKey value={now.key} />}
      {now?.dialog === "delete" && <DeleteKey found={now.key} />}
    </>
  );
}

const scopeNames = Object.keys(text.apiKeys.scopeNames) as ApiScope[];

function NewKey(): VNode {
  const name = useSignal("");
  const scopes = useSignal<readonly ApiScope[]>(["customers:read", "customers:write"]);
  const reach = useSignal<Reach>("all");
  const make = async (): Promise<void> => {
    const key = await createKey({ name: name.peek(), scopes: [...scopes.peek()], projects: reach.peek() });
    open.value = { dialog: "made", key };
  };
  const closeUnlessMade = (): void => {
    if (open.peek()?.dialog === "new") close();
  };
  return (
    <FormDialog
      title={text.apiKeys.add}
      confirm={text.apiKeys.create}
      isReady={scopes.value.length > 0 && isReachSaid(reach.value)}
      onClose={closeUnlessMade}
      act={make}
    >
      {(problem) => (
        <>
          <NameField label={text.apiKeys.name} hint={text.apiKeys.nameHint} autofocus name={name} problem={problem} />
          <fieldset>
            <legend>{text.apiKeys.scopes}</legend>
            {scopeNames.map((scope) => (
              <label key={scope} class="check strong">
                <input
                  type="checkbox"
                  checked={scopes.value.includes(scope)}
                  onChange={(event) => {
                    const others = scopes.peek().filter((one) => one !== scope);
                    scopes.value = event.currentTarget.checked ? [...others, scope] : others;
                  }}
                />
                {text.apiKeys.scopeNames[scope]}
              </label>
            ))}
            {scopes.value.includes("customers:write") && <p class="hint">{text.apiKeys.writeHint}</p>}
            {scopes.value.length === 0 && <p class="field-problem">{text.apiKeys.needScope}</p>}
          </fieldset>
          <ReachField reach={reach} />
        </>
      )}
    </FormDialog>
  );
}

const MadeKey = ({ value }: { value: string }): VNode => (
  <SecretDialog
    title={text.apiKeys.made}
    lead={text.apiKeys.once}
    copy={{ label: text.apiKeys.copy, value }}
    done={text.apiKeys.done}
    onDone={close}
  >
    <SecretField label={text.apiKeys.key} value={value} />
  </SecretDialog>
);

const DeleteKey = ({ found }: { found: ApiKey }): VNode => (
  <ConfirmDialog
    title={text.apiKeys.deleteTitle(found.name)}
    confirm={text.apiKeys.delete}
    lead={text.apiKeys.deleteLead}
    onClose={close}
    act={() => deleteKey(found.id)}
  />
);

function Example(): VNode | null {
  const project = projects.value[0]?.id;
  if (!project) return null;
  const body = JSON.stringify({ project, name: "Ada Berg", email: "ada@example.com" });
  const example = [
    `curl ${location.origin}/api/staff/customers \\`,
    `  -H "Authorization: Bearer $DESKBELL_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body}'`,
  ].join("\n");
  return (
    <section class="card" aria-label={text.apiKeys.example}>
      <h2>{text.apiKeys.example}</h2>
      <Snippet code={example} label={text.apiKeys.copyExample} />
    </section>
  );
}
