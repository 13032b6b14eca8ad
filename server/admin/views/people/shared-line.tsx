/** Customers who share an address with somebody else, which only staff can settle. */
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import type { PeopleFilter } from "../../router-people.ts";
import { readShared, shared } from "../../state/people.ts";
import { Icon } from "../../ui/icon.tsx";

export function SharedLine({ people: { project, same } }: { people: PeopleFilter }): VNode | null {
  useEffect(() => void readShared(project), [project, same]);
  const found = shared.value;
  if (!found && !same) return null;
  const people: PeopleFilter = { ...(project && { project }), ...(!same && { same: "true" }) };
  return (
    <div class="note-line">
      <Icon name="people" size={16} />
      <p class="grow">{text.people.shared(found?.count ?? 0, found?.isMore ?? false)}</p>
      <a class="button small" href={hashOf({ page: "customers", customer: null, people })}>
        {same ? text.people.sharedAll : text.people.sharedShow}
      </a>
    </div>
  );
}
