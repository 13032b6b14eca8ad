import { useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import type { StaffAccount } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { agents } from "../../state/desk.ts";
import { me } from "../../state/session.ts";
import { readStaff, shownLink, staff } from "../../state/staff.ts";
import { Avatar } from "../../ui/badges.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ListStates } from "../../ui/list-states.tsx";
import { reachWords } from "../../ui/reach-field.tsx";
import { ChangeStaff } from "./change-staff.tsx";
import { PageHead, toSettings } from "../shell/page-head.tsx";
import { InviteStaff } from "./invite-staff.tsx";
import { LinkDialog } from "./link-dialog.tsx";

export function Staff(): VNode {
  const isInviteOpen = useSignal(false);
  const open = useSignal<string | null>(null);
  useSignalEffect(() => {
    // Read anew whenever the desk says that somebody came, left or changed.
    void agents.value;
    void readStaff();
  });
  const opened = staff.items.value?.find(({ id }) => id === open.value);
  return (
    <>
      <PageHead title={text.deskPages.staff} back={toSettings()}>
        <button
          type="button"
          class="button primary"
          onClick={() => {
            isInviteOpen.value = true;
          }}
        >
          <Icon name="plus" />
          {text.staff.invite}
        </button>
      </PageHead>
      <p class="quiet">{text.staff.lead}</p>
      <ListStates list={staff} failed={text.notRead} again={() => void readStaff()} empty={null}>
        {(accounts) => (
          <ul class="lines">
            {accounts.map((account) => (
              <li key={account.id}>
                <StaffRow
                  account={account}
                  onOpen={() => {
                    open.value = account.id;
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </ListStates>
      {isInviteOpen.value && (
        <InviteStaff
          onClose={() => {
            isInviteOpen.value = false;
          }}
        />
      )}
      {opened && (
        <ChangeStaff
          account={opened}
          onClose={() => {
            open.value = null;
          }}
        />
      )}
      {shownLink.value && <LinkDialog {...shownLink.value} />}
    </>
  );
}

function StaffRow({ account, onOpen }: { account: StaffAccount; onOpen: () => void }): VNode {
  const { id, name, email, role, projects, state, hasTotp, sameAs } = account;
  const same = state !== "left" && staff.items.value?.find((other) => other.id === sameAs);
  const isMe = id === me.value?.id;
  return (
    <div class={state === "left" ? "line left" : "line"}>
      <Avatar name={name} kind="staff" />
      <div class="line-text">
        <p>
          <bdi class="strong">{name}</bdi> {isMe && <span class="chip">{text.staff.you}</span>}
        </p>
        <p class="hint clip">
          <bdi>{email}</bdi>
        </p>
        <p class="hint">
          {(state === "left"
            ? [text.staff.state.left]
            : [text.staff.roles[role], reachWords(projects), state === "active" ? null : text.staff.state[state]]
          )
            .filter(Boolean)
            .join(" · ")}
          {hasTotp && (
            <span class="marked">
              <Icon name="check" size={16} />
              {text.staff.totpOn}
            </span>
          )}
        </p>
        {same && (
          <p class="hint same-mailbox">
            <Icon name="warning" size={16} />
            {text.staff.same(same.name)}
          </p>
        )}
      </div>
      {state !== "left" && !isMe && (
        <button type="button" class="button small" aria-label={text.staff.change(name)} onClick={onOpen}>
          {text.change}
        </button>
      )}
      {isMe && (
        <a class="button small" href="#account">
          {text.deskPages.account}
        </a>
      )}
    </div>
  );
}
