/** A page of a list that was walked by key and id, shown. */
import type { Page } from "../contract/portal.ts";
import { lookedThrough, type Walked } from "../db/keyset.ts";
import { pageOf, pageWithin, writeCursor } from "./read-query.ts";

/** @param read shows those of the page, in any order; who is deleted this moment is on no page */
export async function walkedPage<Item extends { id: string }>(
  { rows, end }: Walked,
  limit: number,
  read: (ids: readonly string[]) => Promise<Item[]>,
): Promise<Page<Item>> {
  const page = pageOf(
    rows,
    limit,
    ({ id }) => id,
    ({ k, id }) => writeCursor([k, id]),
  );
  const byId = new Map((await read(page.items)).map((item) => [item.id, item]));
  const items = page.items.flatMap((id) => byId.get(id) ?? []);
  return pageWithin({ ...page, items }, end && { cursor: writeCursor([end.k, end.id]), rows: lookedThrough });
}
