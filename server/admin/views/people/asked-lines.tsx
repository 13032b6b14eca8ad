/** Customers and companies about which only staff can settle something, above the list they are in. */
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import type { PeopleFilter } from "../../router-people.ts";
import {
  readSameNamed,
  readShared,
  readStopped,
  sameNamed,
  shared,
  stopped,
  type Found,
} from "../../state/unsettled.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

export function AskedLines({ people: { project, same, state } }: { people: PeopleFilter }): VNode {
  useEffect(() => void readShared(project), [project, same]);
  useEffect(() => void readStopped(project), [project, state]);
  const here = project ? { project } : {};
  return (
    <>
      <AskedLine
        icon="warning"
        found={stopped.value}
        sentence={text.people.stoppedCount}
        isOn={state === "stopped"}
        them={{ ...here, state: "stopped" }}
        all={here}
      />
      <AskedLine
        icon="people"
        found={shared.value}
        sentence={text.people.shared}
        isOn={same === "true"}
        them={{ ...here, same: "true" }}
        all={here}
      />
    </>
  );
}

/** The same above the companies: what a name means is settled by another name, or by moving people and deleting one. */
export function SameNames({ people: { project, same } }: { people: PeopleFilter }): VNode {
  useEffect(() => void readSameNamed(project), [project, same]);
  const here = project ? { project } : {};
  return (
    <AskedLine
      page="companies"
      icon="people"
      found={sameNamed.value}
      sentence={text.companies.sameCount}
      isOn={same === "true"}
      them={{ ...here, same: "true" }}
      all={here}
    />
  );
}

interface AskedLineProps {
  page?: "customers" | "companies";
  icon: IconName;
  /** Null: there is nobody to ask about. */
  found: Found | null;
  sentence: (count: number, isMore: boolean) => string;
  /** Whether the list shows nobody else. */
  isOn: boolean;
  them: PeopleFilter;
  all: PeopleFilter;
}

function AskedLine({ page = "customers", icon, found, sentence, isOn, them, all }: AskedLineProps): VNode | null {
  if (!found) return null;
  const people = isOn ? all : them;
  const there = page === "customers" ? { page, customer: null, people } : { page, company: null, people };
  return (
    <div class="note-line">
      <Icon name={icon} size={16} />
      <p class="grow">{sentence(found.count, found.isMore)}</p>
      <a class="button small" href={hashOf(there)}>
        {isOn ? text.people.sharedAll : text.people.sharedShow}
      </a>
    </div>
  );
}
