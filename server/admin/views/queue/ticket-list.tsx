import { useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { filter, newTicketHash, openTicketId, replacePlace, routeWith } from "../../state/place.ts";
import { isViewer } from "../../state/session.ts";
import { cursor, queue, refreshTickets } from "../../state/queue.ts";
import { later } from "../../ui/later.tsx";
import { ListStates } from "../../ui/list-states.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { ChosenCustomer, FilterButton, Filters, chosenFilters } from "./filters.tsx";
import { listTitle } from "./list-title.ts";
import { TicketRow } from "./ticket-row.tsx";

const Found = later(async () => (await import("./found.tsx")).Found, true);

export function TicketList(): VNode {
  useSignalEffect(() => {
    cursor.value = openTicketId.value ?? cursor.peek();
  });
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => scroller.current?.scrollTo({ top: 0 }), [queue.answered.value]);
  // The filters are higher beside a ticket than over the whole page, and may push the row that was pressed out of sight.
  useLayoutEffect(() => {
    const id = openTicketId.value;
    if (id) scroller.current?.querySelector(`[data-ticket="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [openTicketId.value]);
  return (
    <section class="list" aria-label={text.queue.label}>
      <div class="list-head">
        <PageHead title={listTitle(filter.value)}>
          <FilterButton />
        </PageHead>
        <SearchBox
          label={text.queue.search}
          q={filter.value.q ?? ""}
          onSearch={(q) => replacePlace(routeWith({ q: q || undefined, status: undefined }))}
        />
        {(filter.value.q || queue.looked.value > 0) && <Found />}
        <ChosenCustomer />
        <Filters />
      </div>
      <div class="list-scroll" ref={scroller} aria-busy={queue.isStale.value}>
        <Rows />
      </div>
    </section>
  );
}

const Rows = (): VNode => (
  <ListStates
    list={queue}
    failed={text.queue.failed}
    again={() => void refreshTickets()}
    waiting={<Skeleton />}
    empty={queue.looked.value ? null : <Empty />}
    more={<More key={queue.next.value} />}
  >
    {(rows) => (
      <ul class="rows">
        {rows.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    )}
  </ListStates>
);

/** A button, pressed by itself when it comes into sight, unless looking on may take long and find nothing. */
function More(): VNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = button.current;
    if (!element || queue.looked.value) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void queue.readMore();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="button more" onClick={() => void queue.readMore()}>
      {queue.isReadingMore.value ? text.queue.loadingMore : text.queue.more}
    </button>
  );
}

const Skeleton = (): VNode => (
  <div class="rows" role="img" aria-label={text.loading}>
    {[62, 48, 74, 55, 66, 50, 70].map((width) => (
      <div key={width} class="row skeleton">
        <span class="bar" style={{ inlineSize: `${width}%` }} />
        <span class="bar" style={{ inlineSize: "88%" }} />
      </div>
    ))}
  </div>
);

function Empty(): VNode {
  const { view, q } = filter.value;
  const isFiltered = chosenFilters(filter.value) > 0;
  if (isFiltered || q) {
    // With both, what was typed stays: it may be the filters that hide it.
    const less = isFiltered && q ? { view, q } : { view };
    return (
      <>
        <p>{q ? text.queue.nothingWith(q) : text.queue.nothingFound}</p>
        <a class="button" href={hashOf({ page: "tickets", filter: less, ticket: openTicketId.value })}>
          {isFiltered ? text.queue.clear : text.queue.clearSearch}
        </a>
      </>
    );
  }
  const action =
    view === "mine"
      ? {
          href: hashOf({ page: "tickets", filter: { view: "unassigned" }, ticket: null }),
          label: text.queue.actions.showUnassigned,
        }
      : (view === "all" || view === "open") && !isViewer.value
        ? { href: newTicketHash(), label: text.queue.actions.write }
        : {
            href: hashOf({ page: "tickets", filter: { view: "open" }, ticket: null }),
            label: text.queue.actions.showOpen,
          };
  return (
    <>
      <p>{text.queue.empty[view]}</p>
      <a class="button" href={action.href}>
        {action.label}
      </a>
    </>
  );
}
