/** What every way of signing in ends with; fetched together with the first of them. */
import type { PortalCustomer, SignedIn } from "../../server/contract/index.ts";
import type { App } from "./app.ts";

/**
 * Signs in by whatever this call proves, and goes on where somebody was asked to.
 * @param proven is called as soon as that is so, and nobody is signed in yet
 */
export async function enter(app: App, path: string, body: object, proven?: () => void): Promise<PortalCustomer> {
  const { kept, linked } = app.session;
  // By the visitor's token the server knows what this browser sent, and joins it, or asks whose it is.
  const asked = app.session.token();
  const { token, customer: person, fromBrowser } = await app.api.ask<SignedIn>(path, { body, token: asked });
  proven?.();
  const { visitor, before } = kept.read();
  // What has not joined can only be reached by its visitor's token, which then comes back with signing out.
  const left = fromBrowser || visitor !== asked ? visitor : undefined;
  linked.clear();
  kept.write({
    customer: token,
    person,
    bySite: path === "/identity",
    known: true,
    visitor: undefined,
    before: left ?? before,
  });
  app.become(person.id);
  app.ended = false;
  app.emit("signed-in");
  if (app.route.name === "sign-in" || app.route.name === "link") app.back();
  // Also what waits here since somebody else came.
  app.sendLeft();
  await app.load();
  return person;
}
