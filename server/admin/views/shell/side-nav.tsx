import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import type { Route } from "../../router.ts";
import { isMenuOpen } from "../../state/chrome.ts";
import { areStepsOpen, shownRoute, stepNames, stepsDone } from "../../state/first-steps.ts";
import { newTicketHash, route } from "../../state/place.ts";
import { isAdmin, isViewer, session } from "../../state/session.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { ViewLinks } from "./view-links.tsx";

export const SideNav = (): VNode => (
  <>
    <nav class="side" aria-label={text.nav.label} data-open={isMenuOpen.value || undefined}>
      <p class="brand">
        <Icon name="bell" size={20} />
        {text.desk}
        {session.value?.server.demo && <span class="chip">{text.nav.demo}</span>}
      </p>
      {!isViewer.value && (
        <a class="button primary wide" href={newTicketHash()} data-key="c" aria-keyshortcuts="c">
          <Icon name="plus" />
          {text.nav.newTicket}
        </a>
      )}
      <h2 class="visually-hidden">{text.nav.views}</h2>
      <ViewLinks />
      {/* What comes later than the rest comes at the end of the upper list or at the top of the lower one: between
          them is room, and nothing moves under a pointer. */}
      <ul class="places">
        {areStepsOpen.value && (
          <li>
            <a class="place" href="#start" {...currentIf(shownRoute.value.page === "start")}>
              <Icon name="solved" />
              <span>{text.start.title}</span>
              <span class="count">{text.start.stepsDone(stepsDone.value, stepNames.length)}</span>
            </a>
          </li>
        )}
        <Place page="customers" also={["companies", "import"]} icon="people" label={text.nav.customers} />
        {isAdmin.value ? (
          <Place
            page="settings"
            also={["staff", "audit", "mail", "blocked", "keys"]}
            icon="settings"
            label={text.nav.settings}
          />
        ) : (
          <>
            <Place page="mail" icon="mail" label={text.nav.mail} />
            <Place page="blocked" icon="block" label={text.deskPages.blocked} />
          </>
        )}
      </ul>
      <div class="myself">
        <AccountMenu />
      </div>
    </nav>
    {isMenuOpen.value && (
      <button
        type="button"
        class="scrim"
        aria-label={text.close}
        onClick={() => {
          isMenuOpen.value = false;
        }}
      />
    )}
  </>
);

const currentIf = (isHere: boolean) => isHere && { "aria-current": "page" as const };

interface PlaceProps {
  page: Route["page"];
  /** Pages that are reached from there. */
  also?: readonly Route["page"][];
  icon: IconName;
  label: string;
}

function Place({ page, also = [], icon, label }: PlaceProps): VNode {
  const isHere = [page, ...also].includes(route.value.page);
  return (
    <li>
      <a class="place" href={`#${page}`} {...(isHere && { "aria-current": "page" as const })}>
        <Icon name={icon} />
        <span>{label}</span>
      </a>
    </li>
  );
}
