/**
 * On which sites the widget of a project was opened: whoever put it there reads that it works. Anybody can name any
 * site, so there are never more rows than staff read, and never more writes than one a minute for each of them.
 */
import type { SeenSite } from "../contract/staff.ts";
import type { Db } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { Deps } from "../deps.ts";
import { origin as originField } from "../http/fields.ts";
import type { ProjectRow } from "./store.ts";

const maxSites = 20;
const betweenWritesMs = 60_000;
const dayMs = 86_400_000;

/** Of one process. */
type NoteSite = (project: Pick<ProjectRow, "id" | "origins">, origin: string | undefined) => void;

/** @returns what takes a note and never waits: the request that brought it is answered meanwhile */
export function createSeenSites({ database, now, log, publicUrl }: SeenSitesDeps): NoteSite {
  const own = new URL(publicUrl).origin;
  /** By project: when its sites were last written down, of the last minute. */
  const noted = new Map<string, Map<string, number>>();
  let writing = Promise.resolve();
  return ({ id, origins }, origin) => {
    if (origin === undefined || origin === own) return;
    if (origins.length > 0 && !origins.includes(origin)) return;
    const at = now();
    const sites = noted.get(id) ?? new Map<string, number>();
    for (const [site, since] of sites) if (at - since >= betweenWritesMs) sites.delete(site);
    // As many as are kept: more than that in a minute is nobody's site.
    if (sites.has(origin) || sites.size >= maxSites || !originField.safeParse(origin).success) return;
    noted.set(id, sites.set(origin, at));
    // A commit keeps the thread for as long as the disk takes: the answer leaves first. One after the other, since each
    // counts what is there.
    setImmediate(() => {
      writing = writing
        .then(() => writeSite(database, id, origin, at))
        .catch((err: unknown) => log.warn({ err }, "a site was not written down"));
    });
  };
}

type SeenSitesDeps = Pick<Deps, "database" | "now" | "log" | "publicUrl">;

/**
 * One that was not seen for a day makes room for another, else the one that came last: a stranger who names sites hides
 * neither those that were there before nor, for long, a new one.
 */
function writeSite(database: Deps["database"], projectId: string, origin: string, at: number): Promise<void> {
  return database.write(async ({ db }) => {
    const known = await ofProject(db, { projectId });
    const oldest = known.at(-1);
    if (!known.some((site) => site.origin === origin) && oldest && known.length >= maxSites) {
      const newest = known.reduce((one, other) => (other.first_seen_at > one.first_seen_at ? other : one));
      const { origin: leaves } = at - oldest.last_seen_at >= dayMs ? oldest : newest;
      await db.deleteFrom("seen_sites").where("project_id", "=", projectId).where("origin", "=", leaves).execute();
    }
    await db
      .insertInto("seen_sites")
      .values({ project_id: projectId, origin, first_seen_at: at, last_seen_at: at })
      .onConflict((conflict) => conflict.columns(["project_id", "origin"]).doUpdateSet({ last_seen_at: at }))
      .execute();
  });
}

/** Those seen last come first. */
export async function listSeenSites(db: Db, projectId: string): Promise<SeenSite[]> {
  const rows = await ofProject(db, { projectId });
  return rows.map((row) => ({
    origin: row.origin,
    firstSeenAt: new Date(row.first_seen_at).toISOString(),
    lastSeenAt: new Date(row.last_seen_at).toISOString(),
  }));
}

const ofProject = prepared((db, arg: { projectId: string }) =>
  db
    .selectFrom("seen_sites")
    .selectAll()
    .where("project_id", "=", arg.projectId)
    .orderBy("last_seen_at", "desc")
    .orderBy("origin"),
);
