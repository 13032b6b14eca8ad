import type { ComponentChildren, VNode } from "preact";
import { language, text } from "../locales/text.ts";
import { Icon } from "./icon.tsx";
import { ListStates, type ListStatesProps } from "./list-states.tsx";
import { Menu, type MenuItem } from "./menu.tsx";

export interface Column<Item> {
  name: string;
  label: string;
  /** The name of the order that a click on the header asks for; the desk knows one direction of each. */
  sort?: string;
  cell: (item: Item) => ComponentChildren;
}

interface TableProps<Item> {
  label: string;
  columns: readonly Column<Item>[];
  items: readonly Item[];
  nameOf: (item: Item) => string;
  /** Where a row leads. */
  href?: (item: Item) => string;
  sort?: { by: string; onSort: (by: string) => void };
  chosen?: { ids: ReadonlySet<string>; toggle: (id: string) => void; all: (isOn: boolean) => void };
  actions?: (item: Item) => readonly MenuItem[];
}

/** A list with columns. On a phone each row becomes a small sheet of its own. */
export function DataTable<Item extends { id: string }>(props: TableProps<Item>): VNode {
  const { label, columns, items, nameOf, href, sort, chosen, actions } = props;
  const isAll = !!chosen && items.length > 0 && items.every(({ id }) => chosen.ids.has(id));
  return (
    <table class="table" aria-label={label}>
      <thead>
        <tr>
          {chosen && (
            <th class="tick">
              <input
                type="checkbox"
                aria-label={text.people.chooseAll}
                checked={isAll}
                indeterminate={!isAll && items.some(({ id }) => chosen.ids.has(id))}
                onChange={(event) => chosen.all(event.currentTarget.checked)}
              />
            </th>
          )}
          {columns.map((column) => (
            <Header key={column.name} column={column} sort={sort} />
          ))}
          {actions && <td />}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} data-chosen={chosen?.ids.has(item.id) || undefined}>
            {chosen && (
              <td class="tick">
                <input
                  type="checkbox"
                  aria-label={text.people.choose(nameOf(item))}
                  checked={chosen.ids.has(item.id)}
                  onChange={() => chosen.toggle(item.id)}
                />
              </td>
            )}
            {columns.map(({ name, cell }, place) =>
              place === 0 ? (
                <th key={name} scope="row" class={`cell-${name}`}>
                  {href ? <a href={href(item)}>{cell(item)}</a> : cell(item)}
                </th>
              ) : (
                <td key={name} class={`cell-${name}`}>
                  {cell(item)}
                </td>
              ),
            )}
            {actions && (
              <td class="cell-actions">
                <Menu label={text.people.actions(nameOf(item))} items={actions(item)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Header<Item>({ column, sort }: { column: Column<Item>; sort: TableProps<Item>["sort"] }): VNode {
  const { name, label, sort: by } = column;
  const isHere = by !== undefined && sort?.by === by;
  return (
    <th
      scope="col"
      class={`cell-${name}`}
      {...(isHere && { "aria-sort": name === "name" ? ("ascending" as const) : ("descending" as const) })}
    >
      {by && sort ? (
        <button type="button" onClick={() => sort.onSort(by)}>
          {label}
          {isHere && <Icon name={name === "name" ? "up" : "down"} size={16} />}
        </button>
      ) : (
        label
      )}
    </th>
  );
}

type PagedTableProps<Item> = Omit<TableProps<Item>, "items"> & Pick<ListStatesProps<Item>, "list" | "again" | "empty">;

export const PagedTable = <Item extends { id: string }>({
  list,
  again,
  empty,
  ...table
}: PagedTableProps<Item>): VNode => (
  <div class="table-scroll" aria-busy={list.isStale.value}>
    <ListStates
      list={list}
      failed={text.people.failed}
      again={again}
      // What was not found yet may be among what was not looked at.
      empty={list.looked.value ? null : empty}
      more={list.looked.value > 0 && <LookFurther list={list} />}
    >
      {(items) => <DataTable {...table} items={items} />}
    </ListStates>
  </div>
);

const LookFurther = <Item extends { id: string }>({ list }: Pick<ListStatesProps<Item>, "list">): VNode => (
  <p class="more">
    {text.people.looked(new Intl.NumberFormat(language).format(list.looked.value))}{" "}
    <button type="button" class="button" onClick={() => void list.readMore()}>
      {text.people.lookFurther}
    </button>
  </p>
);
