/**
 * Which room may import from which. The linter asks for every import, Rollup again for what really ships.
 * The reasons are in ARCHITECTURE.md.
 */
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
  widget: { files: ["widget/"], values: [], types: ["contract"], packages: /^(preact|@preact\/signals)(\/|$)/ },
  admin: { files: ["server/admin/"], values: [], types: ["contract"], packages: browser },
  contract: { files: ["server/contract/"], values: [], types: [], packages: none },
  ground: {
    files: ["server/http/", "server/db/", "server/errors.ts", "server/config.ts"],
    values: [],
    // What a middleware puts on the request is described by the feature that reads it.
    types: ["contract", "feature"],
    packages: all,
  },
  command: {
    // Tests set up whole servers, as commands do.
    files: ["server/commands/", "server/main.ts", "server/testing/"],
    values: ["ground", "feature", "app", "demo-site"],
    types: ["contract"],
    packages: all,
  },
  app: {
    files: ["server/app.ts", "server/start.ts"],
    values: ["ground", "feature"],
    types: ["contract"],
    packages: all,
  },
  feature: { files: ["server/"], values: ["ground"], types: ["contract"], packages: all },
  "demo-site": { files: ["demo-site/"], values: [], types: [], packages: /^node:/ },
};

const namesAndRooms = Object.entries(rooms);

function roomOf(file: string): [name: string, room: Room] | undefined {
  return namesAndRooms.find(([, room]) =>
    room.files.some((start) => (start.endsWith("/") ? file.startsWith(start) : file === start)),
  );
}

/** `server/tickets/store.ts` belongs to `tickets`; a file right under `server/` is a feature by itself. */
const featureOf = (file: string): string => file.split("/")[1] ?? file;

/**
 * What there is to say against an import, if anything. Both are paths from the root of the repository.
 * @example objection("widget/api.ts", "server/errors.ts", "value") // "widget may not import values from ground"
 */
export function objection(importer: string, imported: string, kind: Kind): string | undefined {
  const from = roomOf(importer);
  if (!from) return undefined;
  const [fromName, { values, types }] = from;
  const toName = roomOf(imported)?.[0] ?? "outside the rooms";
  // A feature is entered by its store or its rules; its routes are for app.ts alone.
  if (
    fromName === "feature" &&
    toName === "feature" &&
    featureOf(importer) !== featureOf(imported) &&
    /\/routes[.-]/.test(imported)
  ) {
    return `one feature may not import another's routes (${imported})`;
  }
  if (toName === "contract" && kind === "value")
    return `server/contract holds types only: use import type (${imported})`;
  if (toName === fromName || values.includes(toName) || (kind === "type" && types.includes(toName))) return undefined;
  return `${fromName} may not import ${kind}s from ${toName} (${imported})`;
}

/** The same for a package, by the name it is imported by. */
export function packageObjection(importer: string, name: string, kind: Kind): string | undefined {
  const from = roomOf(importer);
  if (!from || from[1].packages.test(name) || (kind === "type" && from[0] !== "contract")) return undefined;
  return `${from[0]} may not import the package ${name}`;
}
