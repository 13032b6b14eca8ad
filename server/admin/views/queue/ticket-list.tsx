import { useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { filter, newTicketHash, openTicketId, replacePlace, routeWith } from "../../state/place.ts";
import {
  answered,
  cursor,
  isLoadingMore,
  isStale,
  listProblem,
  nextCursor,
  refreshTickets,
  showMore,
  tickets,
} from "../../state/queue.ts";
import { Patient } from "../../ui/patient.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { SearchBox } from "../../ui/search-box.tsx";
import { MenuButton } from "../shell/menu-button.tsx";
import { ChosenCustomer, FilterButton, Filters, chosenFilters } from "./filters.tsx";
import { TicketRow } from "./ticket-row.tsx";

export function TicketList(): VNode {
  useSignalEffect(() => {
    cursor.value = openTicketId.value ?? cursor.peek();
  });
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => scroller.current?.scrollTo({ top: 0 }), [answered.value]);
  return (
    <section class="list" aria-label={text.queue.label}>
      <header class="list-head">
        <div class="list-title">
          <MenuButton />
          <h1>{text.views[filter.value.view]}</h1>
          <FilterButton />
        </div>
        <SearchBox
          label={text.queue.search}
          q={filter.value.q ?? ""}
          onSearch={(q) => replacePlace(routeWith({ q: q || undefined }))}
        />
        <ChosenCustomer />
        <Filters />
      </header>
      <div class="list-scroll" ref={scroller} aria-busy={isStale.value}>
        <Rows />
      </div>
    </section>
  );
}

function Rows(): VNode {
  const rows = tickets.value;
  if (!rows && listProblem.value) return <Failed />;
  if (!rows) return <Skeleton />;
  if (rows.length === 0) return <Empty />;
  return (
    <>
      {listProblem.value && <Failed />}
      <ul class="rows">
        {rows.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} />
        ))}
      </ul>
      {nextCursor.value && <More key={nextCursor.value} />}
    </>
  );
}

/** A button, pressed by itself when it comes into sight. */
function More(): VNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = button.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void showMore();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="button more" onClick={() => void showMore()}>
      {isLoadingMore.value ? text.queue.loadingMore : text.queue.more}
    </button>
  );
}

const Skeleton = (): VNode => (
  <Patient>
    <div class="rows" role="img" aria-label={text.loading}>
      {[62, 48, 74, 55, 66, 50, 70].map((width) => (
        <div key={width} class="row skeleton">
          <span class="bar" style={{ inlineSize: `${width}%` }} />
          <span class="bar" style={{ inlineSize: "88%" }} />
        </div>
      ))}
    </div>
  </Patient>
);

const Failed = (): VNode => (
  <div class="empty" role="alert">
    <p>
      {text.queue.failed} {listProblem.value && problemText(listProblem.value)}
    </p>
    <button type="button" class="button" onClick={() => void refreshTickets()}>
      {text.tryAgain}
    </button>
  </div>
);

function Empty(): VNode {
  const { view } = filter.value;
  if (chosenFilters(filter.value) > 0 || filter.value.q) {
    return (
      <div class="empty">
        <p>{text.queue.nothingFound}</p>
        <a class="button" href={hashOf({ page: "tickets", filter: { view }, ticket: openTicketId.value })}>
          {text.queue.clear}
        </a>
      </div>
    );
  }
  const action =
    view === "mine"
      ? {
          href: hashOf({ page: "tickets", filter: { view: "unassigned" }, ticket: null }),
          label: text.queue.actions.showUnassigned,
        }
      : view === "all" || view === "open"
        ? { href: newTicketHash(), label: text.queue.actions.write }
        : {
            href: hashOf({ page: "tickets", filter: { view: "open" }, ticket: null }),
            label: text.queue.actions.showOpen,
          };
  return (
    <div class="empty">
      <p>{text.queue.empty[view]}</p>
      <a class="button" href={action.href}>
        {action.label}
      </a>
    </div>
  );
}
