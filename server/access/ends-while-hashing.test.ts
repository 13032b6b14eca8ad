/** A password takes a moment to be made, many moments where others wait: what ends meanwhile ends for it, too. */
import { beforeEach, describe, expect } from "vitest";
import { findCustomer } from "../customers/store.ts";
import { type Colleague, colleaguePassword, joinDesk, tokenOf } from "../testing/colleague.ts";
import { type Conversation, startConversation } from "../testing/conversation.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo } from "../testing/mailbox.ts";
import { ownProof } from "../testing/own-proof.ts";
import { staffAsk } from "../testing/people.ts";
import { makeSiteKey, type SiteKey, siteToken } from "../testing/site-token.ts";
import type { Passwords } from "./passwords.ts";

const email = "mia@mail.test";
const thiefs = "a password of somebody else";

/** The next password is made when it is let go, as behind a long line. */
function slowly(passwords: Passwords) {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const { hash } = passwords;
  passwords.hash = async (password) => {
    passwords.hash = hash;
    begun.resolve();
    await gate.promise;
    return hash(password);
  };
  return { begun: begun.promise, letGo: gate.resolve };
}

describe.each(engines)("S25, S9: what ends while a password is made sets none (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  describe("of a customer", () => {
    let talk: Conversation;
    let key: SiteKey;
    let mia: { id: string; token: string };
    beforeEach(async () => {
      talk = await startConversation(desk);
      key = await makeSiteKey(desk, talk.project);
      mia = await desk.customer(talk.project.id, { email, externalId: "u-1" });
    });

    const change = (body: object) => desk.ask(`${talk.portal}/customer`, { method: "PATCH", body, token: mia.token });
    const jwt = () => siteToken(key, desk.now(), { sub: "u-1" });
    const byPassword = (password: string) => desk.ask(`${talk.portal}/session`, { body: { email, password } });

    const endings: [string, () => Promise<{ status: number }>][] = [
      [
        "the site's key is deleted",
        () => staffAsk(desk, `/projects/${talk.project.id}/identity-keys/${key.kid}`, { method: "DELETE" }),
      ],
      ["everybody is signed out", () => staffAsk(desk, `/projects/${talk.project.id}/sessions`, { method: "DELETE" })],
      [
        "they are signed out everywhere",
        () => desk.ask(`${talk.portal}/session?all=true`, { method: "DELETE", token: mia.token }),
      ],
    ];
    it.each(endings)("by the site's word, while %s", async (_, end) => {
      const { begun, letGo } = slowly(desk.passwords);
      const changing = change({ password: thiefs, proof: { jwt: jwt() } });
      await begun;
      expect((await end()).status).toBe(204);
      letGo();
      expect((await changing).status).toBe(401);
      expect((await findCustomer(desk.database.read, mia.id))?.password_hash).toBeNull();
    });

    it("while the owner stops the account: also when staff have let them in, it opens nothing", async () => {
      await change({ password: "correct horse battery", proof: await ownProof(desk, talk.portal, email) });
      const stops = (await mailsTo(desk, email)).map(({ secrets }) => secrets["link"]?.split("#stop=")[1]);
      const { begun, letGo } = slowly(desk.passwords);
      const changing = change({ password: thiefs, proof: { jwt: jwt() } });
      await begun;
      const stopped = await desk.ask(`${talk.portal}/account-stops`, { body: { token: stops.findLast(Boolean) } });
      expect(stopped.status).toBe(204);
      letGo();
      expect((await changing).status).toBe(401);
      await staffAsk(desk, `/customers/${mia.id}/let-in`, { body: {} });
      expect((await byPassword(thiefs)).status).toBe(401);
    });
  });

  describe("of somebody at the desk", () => {
    let bo: Colleague;
    beforeEach(async () => {
      bo = await joinDesk(desk, "Bo");
    });

    const change = () =>
      staffAsk(desk, "/session", {
        method: "PATCH",
        body: { password: thiefs, currentPassword: colleaguePassword },
        cookie: bo.cookie,
      });
    const signIn = async (password: string) =>
      (await desk.ask("/api/staff/session", { body: { email: bo.email, password } })).status;
    const link = async () =>
      tokenOf((await staffAsk(desk, `/staff/${bo.id}/invitation`, { method: "POST" })).body.link);

    it("while they choose another by a link: theirs is the one that counts", async () => {
      const own = { token: await link(), password: "another long password" };
      const { begun, letGo } = slowly(desk.staffPasswords);
      const changing = change();
      await begun;
      expect((await desk.ask("/api/staff/activations", { body: own })).status).toBe(201);
      letGo();
      expect((await changing).status).toBe(401);
      expect([await signIn(thiefs), await signIn(own.password)]).toEqual([401, 201]);
    });

    it("while they are removed: when they come back, it opens nothing", async () => {
      const { begun, letGo } = slowly(desk.staffPasswords);
      const changing = change();
      await begun;
      expect((await staffAsk(desk, `/staff/${bo.id}`, { method: "DELETE" })).status).toBe(204);
      letGo();
      expect((await changing).status).toBe(401);
      await staffAsk(desk, "/staff", { body: { name: "Bo", email: bo.email, role: "agent" } });
      expect(await signIn(thiefs)).toBe(401);
    });
  });
});
