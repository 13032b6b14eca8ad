/**
 * What each route takes, heard from the routes themselves: everything of the table of rights is sent once by somebody
 * who may, and whatever schema it is held against is that route's.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { z } from "zod";
import { schemasUsed } from "../../../server/http/read-json.ts";
import { openScene, type Scene } from "../../../server/testing/rights/scene.ts";
import { type Make, type Sent, toPortal, toStaff } from "../../../server/testing/rights/sent.ts";
import { portalPeople, portalRights, staffRights } from "../../../server/testing/rights/table.ts";

export interface Row {
  route: string;
  label: string;
  isStaff: boolean;
  make: Make | undefined;
  /** Who tries it. */
  people: readonly string[];
}

export interface LearnedRow extends Row {
  /** It is sent something that a schema is for. */
  takesBody: boolean;
  schemas: z.ZodType[];
}

/** Whoever is let in more often than who is not: most of what there is to find lies behind the door. */
const atPortal = [...portalPeople, "owner", "owner", "colleague", "visitor"];
const atDesk = ["administrator", "administrator", "administrator", "agent", "agent", "key", "owner", "nobody"];

const rows: Row[] = [
  ...portalRights.map(({ route, label }) => ({
    route,
    label,
    isStaff: false,
    make: toPortal[label],
    people: atPortal,
  })),
  ...staffRights.map(({ route, label }) => ({
    route,
    label,
    isStaff: true,
    make: toStaff[label],
    people: atDesk,
  })),
];

/** Where the path names something, the id that the row says, else the owner's own. */
export const pathOf = (row: Row, scene: Scene, ids: Sent["ids"]): string => {
  const [, path = ""] = row.route.split(" ");
  const own = scene.ids[path.split("/")[1]!] ?? "";
  return path.replace(/:(\w+)/g, (_, name: string) => ids?.[name] ?? own);
};

export async function learnRows(): Promise<LearnedRow[]> {
  const scene = await openScene("sqlite");
  let heard = new Set<z.ZodType>();
  const hear = (schema: unknown): void => void heard.add(schema as z.ZodType);
  subscribe(schemasUsed.name, hear);
  try {
    const learned: LearnedRow[] = [];
    for (const row of rows) {
      const [method = ""] = row.route.split(" ");
      const { ids, query, ...ask } = (await row.make?.(scene)) ?? {};
      const who = row.isStaff
        ? { cookie: await scene.cookieOf("administrator") }
        : { token: await scene.tokenOf("owner") };
      const door = row.isStaff ? "/api/staff" : scene.portalOf("owner");
      const path = pathOf(row, scene, ids);
      heard = new Set();
      await scene.send(method, `${door}${path === "/" ? "" : path}${query ? `?${query}` : ""}`, { ...who, ...ask });
      learned.push({ ...row, takesBody: ask.body !== undefined, schemas: [...heard] });
    }
    return learned;
  } finally {
    unsubscribe(schemasUsed.name, hear);
    await scene.desk.close();
  }
}
