/**
 * Which room may import from which. The linter asks for every import, Rollup again for what really ships.
 * The reasons are in ARCHITECTURE.md.
 */
import { serverOrder, typesUpwards } from "./server-order.ts";

export type Kind = "value" | "type";

interface Room {
  /** Its files: a folder (ends with a slash) or a single file. The first room that fits is the one. */
  files: string[];
  /** Rooms whose values it may use, beside its own. */
  values: string[];
  /** Rooms whose types it may use on top of that. */
  types: string[];
  /** Which packages it may use: those that match. */
  packages: RegExp;
}

const none = /^(?!)/;
const all = /^/;
const browser = /^(?!node:)/;

const rooms: Record<string, Room> = {
  widget: {
    files: ["widget/"],
    values: ["notation"],
    types: ["contract"],
    packages: /^(preact|@preact\/signals)(\/|$)/,
  },
  admin: { files: ["server/admin/"], values: ["notation"], types: ["contract"], packages: browser },
  // The one room whose values both sides use.
  notation: { files: ["server/notation/"], values: [], types: [], packages: none },
  contract: { files: ["server/contract/"], values: [], types: [], packages: none },
  command: {
    // Tests set up whole servers, as commands do.
    files: ["server/commands/", "server/main.ts", "server/demo/", "server/testing/"],
    values: ["server", "demo-site", "notation"],
    types: ["contract"],
    packages: all,
  },
  server: { files: ["server/"], values: ["notation"], types: ["contract"], packages: all },
  "demo-site": { files: ["demo-site/"], values: [], types: [], packages: /^node:/ },
};

const namesAndRooms = Object.entries(rooms);

function roomOf(file: string): [name: string, room: Room] | undefined {
  return namesAndRooms.find(([, room]) =>
    room.files.some((start) => (start.endsWith("/") ? file.startsWith(start) : file === start)),
  );
}

/** `server/tickets/store.ts` lies in `tickets/`; a file right under `server/` is a room by itself. */
export function serverRoomOf(file: string): string {
  const [, folder, inside] = file.split("/");
  return inside === undefined ? (folder ?? file) : `${folder}/`;
}

const lineOf = (room: string): number => serverOrder.findIndex((line) => line.includes(room));

function objectionOnServer(importer: string, imported: string, kind: Kind): string | undefined {
  const [from, to] = [serverRoomOf(importer), serverRoomOf(imported)];
  if (from === to) return undefined;
  for (const room of [from, to]) {
    if (lineOf(room) < 0) return `${room} has no line in scripts/borders/server-order.ts`;
  }
  // The table of routes alone enters a room by its routes.
  if (/[/-]routes\.ts$/.test(imported) && from !== "app.ts") return `only app.ts may import routes (${imported})`;
  if (lineOf(from) > lineOf(to)) return undefined;
  if (kind === "type" && (typesUpwards[from]?.includes(to) || typesUpwards["*"]!.includes(to))) return undefined;
  return `${from} may import ${kind}s only from lines below its own (${imported})`;
}

/** By these files the staff page calls the desk. Its state alone uses them, and views show what the state knows. */
const staffCalls = /^server\/admin\/(api[^/]*|upload)\.ts$/;
const mayCall = /^server\/admin\/(state\/|api|upload)/;

/**
 * What there is to say against an import, if anything. Both are paths from the root of the repository.
 * @example objection("widget/api.ts", "server/errors.ts", "value") // "widget may not import values from server"
 */
export function objection(importer: string, imported: string, kind: Kind): string | undefined {
  const from = roomOf(importer);
  if (!from) return undefined;
  const [fromName, { values, types }] = from;
  const toName = roomOf(imported)?.[0] ?? "outside the rooms";
  if (fromName === "server" && toName === "server") return objectionOnServer(importer, imported, kind);
  if (toName === "contract" && kind === "value")
    return `server/contract holds types only: use import type (${imported})`;
  if (fromName === "admin" && staffCalls.test(imported) && !mayCall.test(importer))
    return `only server/admin/state/ may call the desk (${imported})`;
  if (toName === fromName || values.includes(toName) || (kind === "type" && types.includes(toName))) return undefined;
  return `${fromName} may not import ${kind}s from ${toName} (${imported})`;
}

/** The same for a package, by the name it is imported by. */
export function packageObjection(importer: string, name: string, kind: Kind): string | undefined {
  const from = roomOf(importer);
  if (!from || from[1].packages.test(name) || (kind === "type" && from[0] !== "contract")) return undefined;
  return `${from[0]} may not import the package ${name}`;
}
