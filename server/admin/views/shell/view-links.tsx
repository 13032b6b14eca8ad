import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf, type ViewName } from "../../router.ts";
import { countShown } from "../../state/filter.ts";
import { shownRoute } from "../../state/first-steps.ts";
import { firstViews, isMoreOpen, moreViews, openMore } from "../../state/more-views.ts";
import { filter } from "../../state/place.ts";
import { counts } from "../../state/queue.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

const icons: Record<ViewName, IconName> = {
  open: "open",
  mine: "person",
  unassigned: "new",
  waiting: "waiting",
  "on-hold": "on-hold",
  solved: "solved",
  closed: "closed",
  held: "lock",
  all: "menu",
};

export const ViewLinks = (): VNode => (
  <ul class="views">
    {firstViews.map((name) => (
      <ViewLink key={name} name={name} />
    ))}
    <li>
      <button type="button" class="place" aria-expanded={isMoreOpen.value} onClick={() => openMore(!isMoreOpen.peek())}>
        <Icon name={isMoreOpen.value ? "down" : "right"} />
        <span>{text.nav.more}</span>
      </button>
      {isMoreOpen.value && (
        <ul class="views">
          {moreViews.map((name) => (
            <ViewLink key={name} name={name} />
          ))}
        </ul>
      )}
    </li>
    <ViewLink name="held" />
  </ul>
);

function ViewLink({ name }: { name: ViewName }): VNode | null {
  const here = shownRoute.value;
  const isHere = "filter" in here && here.filter.view === name && !here.filter.q;
  // Most desks hold nothing back: a place that is empty for years is no place.
  const waits = name === "held" && (counts.value?.held ?? 0) > 0;
  if (name === "held" && !waits && !isHere) return null;
  const { project } = filter.value;
  const href = hashOf({ page: "tickets", filter: { view: name, ...(project && { project }) }, ticket: null });
  return (
    <li>
      <a class={waits ? "place waits" : "place"} href={href} {...(isHere && { "aria-current": "page" as const })}>
        <Icon name={icons[name]} />
        <span>{text.views[name]}</span>
        <span class="count">
          <bdi dir="ltr">{countShown(name, counts.value)}</bdi>
        </span>
      </a>
    </li>
  );
}
