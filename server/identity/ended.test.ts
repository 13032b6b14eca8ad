import { beforeEach, describe, expect } from "vitest";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { staffAsk } from "../testing/people.ts";
import { makeSiteKey, type SiteKey, siteToken } from "../testing/site-token.ts";
import { followPortal } from "../testing/verbs.ts";

describe.each(engines)("S25: what hung on a trust ends with it (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);
  let key: SiteKey;
  beforeEach(async () => {
    key = await makeSiteKey(desk, talk.project);
  });

  const jwtOf = (sub: string, by = key): string => siteToken(by, desk.now(), { sub });
  const identify = (jwt: string) => desk.ask(`${talk.portal}/identity`, { body: { jwt } });
  const alive = async (token: string) => (await desk.ask(`${talk.portal}/session`, { token })).status === 200;
  const signOut = (token: string, query = "") =>
    desk.ask(`${talk.portal}/session${query}`, { method: "DELETE", token });
  const follow = (token: string) => followPortal(desk, talk.portal, token);
  /** By whoever is signed in, to a ticket of theirs; or by the visitor, to the one there is. @returns its secret */
  const linkBy = async (token: string, ticket?: string): Promise<string> => {
    const words = { token, key: newKey(), body: { subject: "Secret", body: "My words." } };
    const id = ticket ?? (await desk.ask(`${talk.portal}/tickets`, words)).body.ticket.id;
    const made = await desk.ask(`${talk.portal}/tickets/${id}/tracking-links`, { method: "POST", token });
    return made.body.url.split("#ticket=")[1]!;
  };
  const opens = async (secret: string) => (await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).status;
  const path = () => `/projects/${talk.project.id}`;

  it("a token of the site opens nothing again once its session was signed out, and a new one does", async () => {
    const jwt = jwtOf("mia");
    const { token } = (await identify(jwt)).body;
    expect((await identify(jwt)).status).toBe(201);
    await signOut(token);
    const refused = await identify(jwt);
    expect([refused.status, refused.body.error.code]).toEqual([401, "identity_invalid"]);
    desk.pass(1000);
    expect((await identify(jwtOf("mia"))).status).toBe(201);
  });

  it("signing out everywhere takes the tokens of every device along, and leaves other people's alone", async () => {
    const laptop = jwtOf("mia");
    const { token } = (await identify(laptop)).body;
    desk.pass(1000);
    const phone = jwtOf("mia");
    const other = jwtOf("noor");
    for (const jwt of [phone, other]) expect((await identify(jwt)).status).toBe(201);
    await signOut(token, "?all=true");
    for (const jwt of [laptop, phone]) expect((await identify(jwt)).status).toBe(401);
    expect((await identify(other)).status).toBe(201);
  });

  it("a deleted key ends the sessions that it opened, with their streams, and no others", async () => {
    const second = await makeSiteKey(desk, talk.project);
    const [leaked, trusted] = [
      (await identify(jwtOf("mia"))).body.token,
      (await identify(jwtOf("noor", second))).body.token,
    ];
    const byCode = await desk.customer(talk.project.id, { email: "z@shop.test" });
    const links = [await linkBy(leaked), await linkBy(byCode.token)];
    const reader = await follow(leaked);
    await staffAsk(desk, `${path()}/identity-keys/${key.kid}`, { method: "DELETE" });
    expect(await reader.next("access.changed")).toBeDefined();
    expect(await Promise.all([leaked, trusted, byCode.token].map(alive))).toEqual([false, true, true]);
    expect(await Promise.all(links.map(opens))).toEqual([410, 201]);
  });

  it("a token that nobody has used yet opens nothing either, once everybody was signed out", async () => {
    const [leaked, elsewhere] = [jwtOf("mia"), await desk.project("Other")];
    const otherKey = await makeSiteKey(desk, elsewhere);
    const other = siteToken(otherKey, desk.now(), { sub: "mia" });
    desk.pass(61_000);
    // By a site whose clock is a minute late.
    const renewed = siteToken(key, desk.now() - 59_000, { sub: "noor" });
    await staffAsk(desk, `${path()}/sessions`, { method: "DELETE" });
    expect((await identify(renewed)).status).toBe(201);
    const refused = await identify(leaked);
    expect([refused.status, refused.body.error.code]).toEqual([401, "identity_invalid"]);
    expect((await identify(jwtOf("mia"))).status).toBe(201);
    const there = await desk.ask(`/api/portal/${elsewhere.portal.key}/identity`, { body: { jwt: other } });
    expect(there.status).toBe(201);
  });

  it("an administrator ends all sessions of customers of a project, visitors stay, and other projects too", async () => {
    const jwt = jwtOf("mia");
    const { token } = (await identify(jwt)).body;
    const links = [await linkBy(token), await linkBy(talk.token, talk.ticket.id)];
    const reader = await follow(token);
    const elsewhere = await desk.project("Other");
    const other = await desk.customer(elsewhere.id, { email: "z@shop.test" });
    expect((await staffAsk(desk, `${path()}/sessions`, { method: "DELETE" })).status).toBe(204);
    expect(await reader.next("access.changed")).toBeDefined();
    expect([await alive(token), await alive(talk.token)]).toEqual([false, true]);
    expect(await Promise.all(links.map(opens))).toEqual([410, 201]);
    const { status } = await desk.ask(`/api/portal/${elsewhere.portal.key}/session`, { token: other.token });
    expect(status).toBe(200);
    expect((await identify(jwt)).status).toBe(401);
    const [newest] = (await staffAsk(desk, "/audit")).body.items;
    expect(newest).toMatchObject({ action: "sessions.ended", project: { id: talk.project.id } });
  });
});
