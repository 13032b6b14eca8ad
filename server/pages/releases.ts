/**
 * Released versions of the widget are served for ever: a page that pinned one must not break on our update. Each
 * version is put into the database by the first start that has it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Snippets } from "../contract/staff.ts";
import type { Database } from "../db/database.ts";
import { nearestLanguage } from "../languages.ts";
import type { ProjectRow } from "../projects/store.ts";
import { type Asset, asset, readAssets } from "./assets.ts";
import { keptAssets } from "./kept-assets.ts";
import { pageTexts } from "./locales.ts";

/** The loader that checks what it imports: the `widget.js` of a version. */
const pinnedLoader = "widget-pinned.js";

interface Release {
  version: string;
  /** File name to its Subresource Integrity digest. */
  files: Record<string, string>;
}

export interface Releases {
  readonly loader: Asset;
  find(version: string, name: string): Promise<Asset | undefined>;
  snippets(publicUrl: string, project: Installed): Snippets;
}

/** What the tag says of a project. */
type Installed = Pick<ProjectRow, "key" | "branding" | "locale">;

/** @param dir folder of the built widget, with `release.json` */
export async function openReleases(database: Database, dir: string, keep: boolean): Promise<Releases> {
  const release = JSON.parse(readFileSync(join(dir, "release.json"), "utf8")) as Release;
  const files = readAssets(dir);
  const loader = files.get("widget.js");
  const pinned = files.get(pinnedLoader);
  if (!loader || !pinned) throw new Error(`The widget is not built: ${dir} has no widget.js.`);
  // Whoever names a version pins it.
  files.set("widget.js", pinned);
  release.files["widget.js"] = release.files[pinnedLoader]!;
  if (keep) await keepRelease(database, release, files);
  const older = keptAssets(async (version, name) => {
    const row = await database.read
      .selectFrom("widget_files")
      .select("body")
      .where("version", "=", version)
      .where("name", "=", name)
      .executeTakeFirst();
    return row && asset(name, Buffer.from(row.body));
  });

  return {
    loader,
    async find(version, name) {
      return version === release.version ? files.get(name) : older(version, name);
    },
    snippets: (publicUrl, project) => snippets(release, publicUrl, project),
  };
}

async function keepRelease(
  database: Database,
  { version, files: digests }: Release,
  files: Map<string, Asset>,
): Promise<void> {
  const query = database.read.selectFrom("widget_files").select("name").where("version", "=", version);
  if (await query.executeTakeFirst()) return;
  const rows = [...files].map(([name, { body }]) => ({ version, name, body, integrity: digests[name] ?? "" }));
  await database.write(({ db }) =>
    db
      .insertInto("widget_files")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/**
 * The round button is drawn before anything is asked of the desk, so its colour and words have to stand in the tag. A
 * project that speaks the visitor's language names no word of its own: the widget finds the visitor's.
 */
function attributes({ key, branding, locale }: Installed): string {
  const label = branding.label || (locale && pageTexts[nearestLanguage(locale)].launcher);
  const data = { portal: key, color: branding.color, label };
  const written = Object.entries(data).map(([name, value]) => (value ? `data-${name}="${escaped(value)}"` : ""));
  return written.filter(Boolean).join(" ");
}

const escaped = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

function snippets({ version, files }: Release, publicUrl: string, project: Installed): Snippets {
  const data = attributes(project);
  const src = `${publicUrl}/w/${version}/widget.js`;
  return {
    simple: `<script async src="${publicUrl}/widget.js" ${data}></script>`,
    pinned: `<script async src="${src}" integrity="${files["widget.js"]}" crossorigin ${data}></script>`,
  };
}
