import { type Context, Hono } from "hono";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import { findProjectByKey } from "../projects/store.ts";
import { type Asset, sendAsset } from "./assets.ts";
import { adminPage, appPolicy, noArticlesPage, noticePolicy, portalOffPage, portalPage } from "./html.ts";
import { languageOfReader } from "./language-of-reader.ts";
import type { Releases } from "./releases.ts";

const forEver = "public, max-age=31536000, immutable";

export interface PagesDeps extends Pick<Deps, "database"> {
  releases: Releases;
  adminAssets: Map<string, Asset>;
  /** There is an administrator; the page is there as well where nobody can tell. */
  isSetUp: () => Promise<boolean>;
}

/** A person who types the bare address of a desk is one of its staff: customers come by a portal's link. */
const staffPage = (c: Context): Response => c.redirect("/admin");

export function pages({ database, releases, adminAssets, isSetUp }: PagesDeps): Hono {
  const readPortal = async (c: Context) => {
    const project = await findProjectByKey(database.read, c.req.param("key")!);
    c.header("Cache-Control", "no-cache");
    c.header("Vary", "Accept-Language");
    return project?.enabled === true ? project : undefined;
  };
  /** A portal that is off does not tell its language either, or it would differ from one that never was. */
  const portalOff = (c: Context) => {
    c.header("Content-Security-Policy", noticePolicy);
    return c.html(portalOffPage(languageOfReader(c)), 404);
  };
  const help = async (c: Context) => {
    const project = await readPortal(c);
    if (!project) return portalOff(c);
    c.header("Content-Security-Policy", noticePolicy);
    return c.html(noArticlesPage(project, languageOfReader(c, project.locale)), 404);
  };
  const [entry = "", page = ""] = ["main-", "page-"].map((start) =>
    [...adminAssets.keys()].find((name) => name.startsWith(start)),
  );
  return new Hono()
    .get("/widget.js", (c) => sendAsset(c, releases.loader, "public, max-age=300"))
    .get("/w/:version/:name", async (c) => {
      const found = await releases.find(c.req.param("version"), c.req.param("name"));
      if (!found) throw notFound();
      return sendAsset(c, found, forEver);
    })
    .get("/p/:key", async (c) => {
      const project = await readPortal(c);
      if (!project) return portalOff(c);
      c.header("Content-Security-Policy", appPolicy);
      return c.html(portalPage(project, languageOfReader(c, project.locale)));
    })
    .get("/p/:key/help", help)
    .get("/p/:key/help/:locale/:slug", help)
    .get("/", staffPage)
    .get("/admin", async (c) => {
      c.header("Cache-Control", "no-cache");
      c.header("Vary", "Accept-Language");
      c.header("Content-Security-Policy", appPolicy);
      const isThere = await isSetUp().catch(() => true);
      return c.html(adminPage(entry, page, isThere, languageOfReader(c)));
    })
    .get("/admin/assets/:name", (c) => {
      const found = adminAssets.get(c.req.param("name"));
      if (!found) throw notFound();
      return sendAsset(c, found, forEver);
    });
}
