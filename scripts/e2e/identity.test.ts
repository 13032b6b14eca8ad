/** A shop says who its user is: signed in there means signed in here, and nobody sees what was another's. */
import type { Page, Route } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { ProjectItem, SignedIn, Ticket } from "../../server/contract/index.ts";
import { type SiteKey, siteToken } from "../../server/testing/site-token.ts";
import type {} from "../../widget/context.ts";
import { call } from "./call.ts";
import { visitShop } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { signIn, visitorOn } from "./visitor.ts";

declare global {
  interface Window {
    /** What the shop's own server does: signs who is signed in there. */
    signed: (who: string) => Promise<string>;
    said: string[];
    answer: Promise<unknown>;
  }
}

const people: Record<string, Record<string, unknown>> = {
  mia: { sub: "shop-1", name: "Mia Claes", email: "mia@shop.test", email_verified: true },
  ben: { sub: "shop-2", name: "Ben Ogawa", email: "ben@shop.test", email_verified: true },
};

const { world, hanna, shop } = sharedShop();
let projectId: string;
let key: SiteKey;
let portal: string;
beforeAll(async () => {
  const { items } = await hanna.call<{ items: ProjectItem[] }>("GET", "/projects");
  projectId = items[0]!.id;
  const made = await hanna.call<{ key: { id: string }; secret: string }>(
    "POST",
    `/projects/${projectId}/identity-keys`,
  );
  key = { portal: shop.key, kid: made.key.id, secret: made.secret };
  portal = `https://desk.test${shop.api}`;
  for (const [who, subject] of [
    ["mia", "The lid of my tin"],
    ["ben", "A bike for Sunday"],
  ] as const) {
    const { token } = await signedIn(who);
    const ticket = { subject, body: "Hello" };
    const { id } = (await call<{ ticket: Ticket }>(hanna.page, "POST", `${portal}/tickets`, ticket, token)).ticket;
    await hanna.call("POST", `/tickets/${id}/messages`, { body: `An answer about: ${subject}` });
  }
});

/** Two that are made in the same second are two: one that was signed out by is worth nothing any more. */
const sign = (who: string): string => siteToken(key, Date.now(), { ...people[who], jti: crypto.randomUUID() });
const signedIn = (who: string): Promise<SignedIn> =>
  call<SignedIn>(hanna.page, "POST", `${portal}/identity`, { jwt: sign(who) });

interface Visit {
  page: Page;
  /** Addresses of all requests to the desk. */
  asked: string[];
  /** Who was asked for at the shop's server. */
  signings: string[];
}

/** @param queue what the page does before the widget's script has come */
async function visit(queue = ""): Promise<Visit> {
  // A cached script may have run before the page's own.
  const body = `<script>window.said = []; window.Deskbell ||= []; ${queue}</script>`;
  const page = await visitShop(world, { attributes: { "data-portal": key.portal, "data-label": "Ask us" }, body });
  const asked: string[] = [];
  const signings: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith("https://desk.test/")) asked.push(`${request.method()} ${request.url().slice(17)}`);
  });
  await page.exposeFunction("signed", (who: string) => {
    signings.push(who);
    return who === "forged" ? siteToken({ ...key, secret: "x".repeat(43) }, Date.now(), people["mia"]!) : sign(who);
  });
  await page.reload();
  await page.waitForFunction(() => typeof window.Deskbell?.on === "function");
  await page.evaluate(() => {
    for (const name of ["signed-in", "signed-out", "error"])
      window.Deskbell!.on(name, (detail) => window.said.push(detail ? JSON.stringify(detail) : name));
  });
  return { page, asked, signings };
}

const asMia = 'Deskbell.push(["identify", () => window.signed("mia")]);';
const mias = (page: Page) => visitorOn(page).panel.getByText("The lid of my tin", { exact: true });
const bens = (page: Page) => visitorOn(page).panel.getByText("A bike for Sunday", { exact: true });
const signings = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.said.filter((one) => one.startsWith("signed-")));
const identities = ({ asked }: Visit): number => asked.filter((one) => one.endsWith("/identity")).length;

test("nothing is signed, sent or stored before somebody opens the widget; then one's tickets are there", async () => {
  const here = await visit(asMia);
  const { page } = here;
  await page.waitForLoadState("networkidle");
  expect(here.signings).toEqual([]);
  expect(here.asked.filter((one) => !/\/(widget|identify)\.js$/.test(one))).toEqual([]);
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
  await visitorOn(page).open();
  await mias(page).waitFor();
  expect(here.signings).toEqual(["mia"]);
  expect(identities(here)).toBe(1);
  expect(await page.evaluate(() => window.said)).toEqual(["signed-in"]);
  await visitorOn(page)
    .panel.getByRole("button", { name: /The lid of my tin/ })
    .click();
  await visitorOn(page).panel.getByText("An answer about").waitFor();
  // The shop's token is in no address and in no storage.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain("eyJ");
  expect(here.asked.join()).not.toContain("eyJ");

  // On the next page the same person is signed in still, and only the shop is asked who that is.
  here.asked.length = 0;
  await page.reload();
  await expect.poll(() => here.signings).toEqual(["mia", "mia"]);
  await visitorOn(page).open();
  await mias(page).waitFor();
  expect(identities(here)).toBe(0);
});

test("the call answers with the customer", async () => {
  const { page } = await visit();
  await visitorOn(page).open();
  const customer = await page.evaluate(async () => window.Deskbell!.identify(await window.signed("mia")));
  expect(customer).toMatchObject({ name: "Mia Claes", email: "mia@shop.test", externalId: "shop-1" });
  await mias(page).waitFor();
});

test("another person's token hides the tickets and drafts of the one before, before the desk has said a word", async () => {
  const here = await visit(asMia);
  const { page } = here;
  const visitor = visitorOn(page);
  await visitor.open();
  await mias(page).waitFor();
  const before = await page.evaluate(
    (name) => JSON.parse(localStorage[name]).customer as string,
    `deskbell:${key.portal}`,
  );
  await visitor.write({ subject: "Mia's own business", body: "Not for Ben" });
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/identity", async (route) => {
    await held;
    await route.continue();
  });
  const asking = page.waitForRequest("**/identity");
  await page.evaluate(() => void (window.answer = window.Deskbell!.identify(() => window.signed("ben"))));
  await asking;
  expect(await mias(page).count()).toBe(0);
  expect(await visitor.panel.getByText("Mia's own business").count()).toBe(0);
  // Her draft waits for her, under her own name; of herself nothing is left.
  const kept = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(kept).filter((name) => kept[name]!.includes("Mia"))).toEqual([`deskbell:${key.portal}:drafts`]);
  expect(kept[`deskbell:${key.portal}:drafts`]).not.toContain("Claes");
  release();
  await bens(page).waitFor();
  expect(await mias(page).count()).toBe(0);
  expect(await page.evaluate(() => window.answer)).toMatchObject({ name: "Ben Ogawa" });
  expect(await signings(page)).toEqual(["signed-in", "signed-out", "signed-in"]);
  await visitor.startTicket();
  expect(await visitor.field("Subject").inputValue()).toBe("");
  // Mia's session is over on the server too.
  const asMiaBefore = (): Promise<unknown> =>
    call(hanna.page, "GET", `${portal}/tickets`, undefined, before).catch((error: Error) => error.message);
  await expect.poll(asMiaBefore).toMatch(/answered 401/);
  // And when she is back, it is there.
  await page.evaluate(() => window.Deskbell!.identify(() => window.signed("mia")));
  await mias(page).waitFor();
  await visitor.startTicket();
  expect(await visitor.field("Subject").inputValue()).toBe("Mia's own business");
});

test("an answer that was asked for by the one before and comes late is not shown", async () => {
  const { page } = await visit(asMia);
  const visitor = visitorOn(page);
  await visitor.open();
  await mias(page).waitFor();
  const { token } = await signedIn("mia");
  const json = await call(hanna.page, "GET", `${portal}/tickets`, undefined, token);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const hold = async (route: Route): Promise<void> => {
    await held;
    await route.fulfill({ json, headers: { "Access-Control-Allow-Origin": "*" } });
  };
  await page.route(/\/tickets(\?|$)/, hold, { times: 1 });
  const asked = page.waitForRequest(/\/tickets(\?|$)/);
  // Any change of access makes the open widget list again.
  await hanna.call("PATCH", `/projects/${projectId}`, { portal: { branding: {} } });
  const late = (await asked).response();
  await page.evaluate(() => window.Deskbell!.identify(() => window.signed("ben")));
  await bens(page).waitFor();
  release();
  expect(await (await late)!.json()).toEqual(json);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect([await mias(page).count(), await bens(page).count()]).toEqual([0, 1]);
});

test("signing out hides everything, and opens nothing again by itself", async () => {
  const here = await visit(asMia);
  const { page } = here;
  await visitorOn(page).open();
  await mias(page).waitFor();
  await page.evaluate(() => window.Deskbell!.signOut());
  await visitorOn(page).panel.getByText("No tickets yet").waitFor();
  expect(await mias(page).count()).toBe(0);
  expect(await signings(page)).toEqual(["signed-in", "signed-out"]);
  await page.evaluate(() => window.Deskbell!.close());
  await visitorOn(page).open();
  expect([here.signings, identities(here)]).toEqual([["mia"], 1]);
});

test("who signs out before the widget was ever opened is not signed in when it is", async () => {
  const here = await visit(asMia);
  await here.page.evaluate(() => window.Deskbell!.signOut());
  await visitorOn(here.page).open();
  await visitorOn(here.page).panel.getByText("No tickets yet").waitFor();
  expect([here.signings, identities(here)]).toEqual([[], 0]);
});

test("a session that has ended is followed by another one, for which the shop is asked once", async () => {
  const here = await visit(asMia);
  const { page } = here;
  await visitorOn(page).open();
  await mias(page).waitFor();
  const { token } = await signedIn("mia");
  await page.evaluate(() => window.Deskbell!.close());
  await call(hanna.page, "DELETE", `${portal}/session?all=true`, undefined, token);
  await page.evaluate(() => window.Deskbell!.open("home"));
  await visitorOn(page)
    .panel.getByRole("button", { name: /The lid of my tin/ })
    .click();
  await expect.poll(() => here.signings).toEqual(["mia", "mia"]);
  await expect.poll(async () => (await signings(page)).filter((one) => one === "signed-in").length).toBe(2);
  await page.evaluate(() => window.Deskbell!.open("home"));
  await mias(page).waitFor();
  expect(identities(here)).toBe(2);
});

test("what this browser sent before is there after signing in", async () => {
  const { page } = await visit();
  const visitor = visitorOn(page);
  await visitor.open();
  await visitor.write({ subject: "Before I signed in", body: "Hello" });
  await visitor.sendAfterTyping();
  await visitor.thanks();
  people["new"] = { sub: crypto.randomUUID(), name: "Nora" };
  await page.evaluate(() => window.Deskbell!.identify(() => window.signed("new")));
  await page.evaluate(() => window.Deskbell!.open("tickets"));
  await visitor.panel.getByText("Before I signed in").waitFor();
  const again = await signedIn("new");
  const { items } = await call<{ items: Ticket[] }>(hanna.page, "GET", `${portal}/tickets`, undefined, again.token);
  expect(items.map(({ subject }) => subject)).toEqual(["Before I signed in"]);
});

test("a token that proves nothing is told to the page, and the widget goes on without it", async () => {
  const { page } = await visit('Deskbell.push(["identify", () => window.signed("forged")]);');
  await page.evaluate(() =>
    window.Deskbell!.on("error", (detail) => window.said.push((detail as { code: string }).code)),
  );
  await visitorOn(page).open();
  await visitorOn(page).panel.getByText("No tickets yet").waitFor();
  await expect.poll(() => page.evaluate(() => window.said)).toContain("identity_invalid");
  const refused = await page.evaluate(() =>
    window.Deskbell!.identify("x").catch((error: Error & { code: string }) => error.code),
  );
  expect(refused).toBe("identity_invalid");
  const broken = (): Promise<string> => Promise.reject(new Error("the shop is away"));
  expect(await page.evaluate(`window.Deskbell.identify(${broken}).catch((error) => error.message)`)).toBe(
    "the shop is away",
  );
});

test.each([
  ["is none", "x"],
  ["names another one and is forged", "forged-ben"],
])("C11: a token that %s is refused, and nothing changes for who came by a proof of their own", async (_, bad) => {
  const { page } = await visit();
  const visitor = visitorOn(page);
  await visitor.open();
  await signIn(visitor, `${bad}@example.com`, "Own");
  const token = (): Promise<string> =>
    page.evaluate((name) => JSON.parse(localStorage[name]).customer as string, `deskbell:${key.portal}`);
  const before = await token();
  const given = bad === "x" ? bad : siteToken({ ...key, secret: "x".repeat(43) }, Date.now(), people["ben"]!);
  const code = await page.evaluate(
    (jwt) => window.Deskbell!.identify(jwt).catch((error: { code: string }) => error.code),
    given,
  );
  expect(code).toBe("identity_invalid");
  expect(await bens(page).count()).toBe(0);
  expect(await signings(page)).toEqual(["signed-in"]);
  expect(await token()).toBe(before);
  await call(hanna.page, "GET", `${portal}/tickets`, undefined, before);
});

test.each([
  ["is none", () => "x"],
  ["names another one and is forged", () => siteToken({ ...key, secret: "x".repeat(43) }, Date.now(), people["ben"]!)],
  ["names another one and comes too late", () => siteToken(key, Date.now() - 86_400_000, people["ben"]!)],
])("C11: who is here by the site's word goes out of sight by a token that %s", async (_, bad) => {
  const { page } = await visit(asMia);
  await visitorOn(page).open();
  await mias(page).waitFor();
  await page.evaluate((jwt) => window.Deskbell!.identify(jwt).catch(() => {}), bad());
  await visitorOn(page).panel.getByText("No tickets yet").waitFor();
  expect([await mias(page).count(), await signings(page)]).toEqual([0, ["signed-in", "signed-out"]]);
});

test("C11: no page hears of an error where a visitor's session has run out", async () => {
  const { page } = await visit();
  const visitor = visitorOn(page);
  await visitor.open();
  await visitor.startTicket();
  await visitor.field("Subject").pressSequentially("Of long ago");
  await visitor.field("Your message").pressSequentially("Hello");
  await visitor.sendAfterTyping();
  await visitor.thanks();
  const token = await page.evaluate(
    (name) => JSON.parse(localStorage[name]).visitor as string,
    `deskbell:${key.portal}`,
  );
  // Somebody has signed in by it elsewhere, which joined what it sent.
  people["late"] = { sub: crypto.randomUUID(), name: "Lena" };
  await call(page, "POST", `${portal}/identity`, { jwt: sign("late") }, token);
  await page.reload();
  await page.waitForFunction(() => typeof window.Deskbell?.on === "function");
  await page.evaluate(() => window.Deskbell!.on("error", (detail) => window.said.push(JSON.stringify(detail))));
  await visitor.open();
  await visitor.panel.getByText("No tickets yet").waitFor();
  expect(await page.evaluate(() => window.said)).toEqual([]);
});

test("where login is required, whoever is signed in at the shop is let in at once", async () => {
  await hanna.call("PATCH", `/projects/${projectId}`, { portal: { loginRequired: true, selfRegistration: false } });
  const { page } = await visit(asMia);
  const { panel } = visitorOn(page);
  const inviting = /Accounts are by invitation/;
  await visitorOn(page).open();
  await mias(page).waitFor();
  expect(await panel.getByText(inviting).count()).toBe(0);
  await page.evaluate(() => window.Deskbell!.signOut());
  await panel.getByText(inviting).waitFor();
  await hanna.call("PATCH", `/projects/${projectId}`, { portal: { loginRequired: false, selfRegistration: true } });
});
