import { type Context, Hono } from "hono";
import { parseAccept } from "hono/utils/accept";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import { nearestLanguage } from "../languages.ts";
import { findProjectByKey } from "../projects/store.ts";
import { type Asset, sendAsset } from "./assets.ts";
import { adminPage, appPolicy, noticePolicy, portalOffPage, portalPage } from "./html.ts";
import type { Releases } from "./releases.ts";

const forEver = "public, max-age=31536000, immutable";

export interface PagesDeps extends Pick<Deps, "database"> {
  releases: Releases;
  adminAssets: Map<string, Asset>;
}

/** A person who types the bare address of a desk is one of its staff: customers come by a portal's link. */
const staffPage = (c: Context): Response => c.redirect("/admin");

export function pages({ database, releases, adminAssets }: PagesDeps): Hono {
  const adminAsset = (start: string): string => [...adminAssets.keys()].find((name) => name.startsWith(start)) ?? "";
  return new Hono()
    .get("/widget.js", (c) => sendAsset(c, releases.loader, "public, max-age=300"))
    .get("/w/:version/:name", async (c) => {
      const found = await releases.find(c.req.param("version"), c.req.param("name"));
      if (!found) throw notFound();
      return sendAsset(c, found, forEver);
    })
    .get("/p/:key", async (c) => {
      const project = await findProjectByKey(database.read, c.req.param("key"));
      const open = project?.enabled === true;
      c.header("Cache-Control", "no-cache");
      c.header("Vary", "Accept-Language");
      c.header("Content-Security-Policy", open ? appPolicy : noticePolicy);
      const asked = languagesAsked(c);
      // A portal that is off does not tell its language either, or it would differ from one that never was.
      return open
        ? c.html(portalPage(project, nearestLanguage(project.locale, ...asked)))
        : c.html(portalOffPage(nearestLanguage(...asked)), 404);
    })
    .get("/", staffPage)
    .get("/admin", (c) => {
      c.header("Cache-Control", "no-cache");
      c.header("Content-Security-Policy", appPolicy);
      return c.html(adminPage(adminAsset("main-"), adminAsset("page-")));
    })
    .get("/admin/assets/:name", (c) => {
      const found = adminAssets.get(c.req.param("name"));
      if (!found) throw notFound();
      return sendAsset(c, found, forEver);
    });
}

/** What the reader's browser asks for, the most wanted first. */
const languagesAsked = (c: Context): string[] =>
  parseAccept(c.req.header("Accept-Language") ?? "").flatMap(({ type, q }) => (q > 0 ? type : []));
