/** What tests in other browsers have in common: the way to the sites of their world, and a browser that runs. */
import { beforeAll, onTestFinished } from "vitest";
import { standFor } from "../../server/testing/stand-for.ts";
import type { World } from "../e2e/world.ts";
import { type EngineName, findEngine } from "./install.ts";
import { type Person, personAt } from "./person.ts";
import { startProxy } from "./proxy.ts";
import type { Running } from "./tab.ts";

/** An install that is not there yet comes by Debian's packages. */
const installMs = 600_000;

/** @returns somebody new at an address of this world, for as long as the test goes on */
export function sharedEngine(name: EngineName, world: World): (address: string) => Promise<Person> {
  const engine = {} as Running;
  beforeAll(async () => {
    const launch = await findEngine(name);
    const proxy = await startProxy(world.sites.ports);
    standFor(engine, await launch({ proxyPort: proxy.port }));
    return async () => {
      await engine.close();
      await proxy.close();
    };
  }, installMs);
  return async (address) => {
    const person = personAt(await engine.newTab());
    // After one that failed too: WebKit has one tab at a time.
    onTestFinished(person.tab.close);
    await person.tab.goto(address);
    return person;
  };
}
