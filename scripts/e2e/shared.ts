/**
 * What the tests of a file, or of a suite, have in common: opened before the first of them, closed after the last, also
 * where one failed. By hooks: Vitest has fixtures of a test and of a file, and none of a suite.
 */
import { beforeAll } from "vitest";
import { standFor } from "../../server/testing/stand-for.ts";
import type { Engine } from "./desk.ts";
import { hostPage } from "./host-page.ts";
import { firstAdministrator } from "./staff.ts";
import type { Staff } from "./staff.ts";
import { openWorld } from "./world.ts";
import type { World, WorldOptions } from "./world.ts";

type Environment = Record<string, string>;

export interface Shop {
  /** Of its portal. */
  key: string;
  /** `/api/portal/<key>` */
  api: string;
}

/** @param environment of the desk; a function where it has to be known first what else was opened */
export function sharedWorld(
  engine?: Engine,
  environment: Environment | (() => Environment | Promise<Environment>) = {},
  options?: WorldOptions,
): World {
  const world = {} as World;
  beforeAll(async () => {
    const given = typeof environment === "function" ? await environment() : environment;
    const opened = await openWorld(engine, given, options);
    standFor(world, opened);
    return opened.close;
  });
  return world;
}

/** With Hanna at the desk, its first administrator. */
export function sharedStaff(...how: Parameters<typeof sharedWorld>) {
  const world = sharedWorld(...how);
  const hanna = {} as Staff;
  beforeAll(async () => void standFor(hanna, await firstAdministrator(world)));
  return { world, hanna };
}

/** And with a shop that has its portal on. The demo site's pages are its own, and `/shop.html`, an empty one. */
export function sharedShop(...how: Parameters<typeof sharedWorld>) {
  const { world, hanna } = sharedStaff(...how);
  const shop = {} as Shop;
  beforeAll(async () => {
    const key = await hanna.quickProject("Willow Tea");
    standFor(shop, { key, api: `/api/portal/${key}` });
    world.sites.useKey(key);
    world.sites.addPage("/shop.html", hostPage({ attributes: { "data-portal": key, "data-label": "Ask us" } }));
  });
  return { world, hanna, shop };
}
