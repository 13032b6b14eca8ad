import { beforeEach, describe, expect } from "vitest";
import { findCustomer } from "../customers/store.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";
import { ownProof } from "../testing/own-proof.ts";
import { staffAsk } from "../testing/people.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";
import { sweepStops } from "../customers/account-stops.ts";
import { followPortal, submitTicket } from "../testing/verbs.ts";

const [mia, evil, third] = ["mia@mail.test", "evil@mail.test", "third@mail.test"] as const;
const password = "correct horse battery";
const day = 24 * 3_600_000;

describe.each(engines)("S9: a stolen session is not the account (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, { mailsOnlyTo: [mia, evil, third] });
  /** What somebody read from the page of the shop. */
  let stolen: string;
  let id: string;
  beforeEach(async () => {
    ({ id, token: stolen } = await desk.customer(talk.project.id, { email: mia }));
  });

  const change = (body: object, token = stolen, headers: Record<string, string> = {}) =>
    desk.ask(`${talk.portal}/customer`, { method: "PATCH", body, token, headers });
  const row = () => findCustomer(desk.database.read, id);
  const alive = async (token: string) => (await desk.ask(`${talk.portal}/session`, { token })).status === 200;
  const verify = (challenge: string, code: string, token?: string) =>
    desk.ask(`${talk.portal}/session/codes/verify`, { body: { challenge, code }, ...(token && { token }) });
  const stopIn = async (address: string): Promise<string> =>
    (await mailsTo(desk, address)).map(({ secrets }) => secrets["link"]?.split("#stop=")[1] ?? "").findLast(Boolean)!;
  const stop = (token: unknown) => desk.ask(`${talk.portal}/account-stops`, { body: { token } });
  const audit = async (): Promise<{ action: string; actor: string; changes: object }[]> =>
    (await staffAsk(desk, "/audit")).body.items.filter(({ action }) => action.startsWith("customer."));
  /** The owner changes the address, or whoever has the session and the mailbox. @returns the new session */
  const moveTo = async (email: string): Promise<string> => {
    const { challenge } = (await change({ email, proof: await ownProof(desk, talk.portal, mia) })).body;
    const { secrets } = await newestMailTo(desk, email);
    return (await verify(challenge!, secrets["code"]!, stolen)).body.token;
  };

  it("sets no password and moves no address without a proof of the present one", async () => {
    const strangers = await ownProof(desk, talk.portal, evil);
    const jwt = siteToken(await makeSiteKey(desk, talk.project), desk.now(), { sub: "somebody-else" });
    const wrong: [proof: object | undefined, status: number, code: string][] = [
      [undefined, 403, "proof_required"],
      [{ password: "" }, 401, "credentials_wrong"],
      [{ password }, 401, "credentials_wrong"],
      [{ challenge: "0".repeat(32), code: "123456" }, 401, "code_wrong"],
      [strangers, 401, "code_wrong"],
      [{ jwt }, 401, "identity_invalid"],
      [{ jwt: "x" }, 401, "identity_invalid"],
      [{ challenge: strangers.challenge }, 400, "fields_invalid"],
      [{ ...strangers, password }, 400, "fields_invalid"],
      [{}, 400, "fields_invalid"],
    ];
    for (const what of [{ password }, { email: evil }]) {
      for (const [proof, status, code] of wrong) {
        const answer = await change({ ...what, ...(proof && { proof }) });
        expect([answer.status, answer.body.error.code], JSON.stringify(proof)).toEqual([status, code]);
      }
    }
    expect(await row()).toMatchObject({ email: mia, password_hash: null });
  });

  it("changes with a code from one's own mailbox, once, and the mailbox hears of it", async () => {
    const proof = await ownProof(desk, talk.portal, mia);
    const signedIn = (await verify(...(Object.values(await ownProof(desk, talk.portal, mia)) as [string, string]))).body
      .token;
    expect((await change({ password, proof })).status).toBe(401);
    const set = await change({ password, proof: await ownProof(desk, talk.portal, mia) });
    expect([set.status, set.body.customer.hasPassword, await alive(signedIn)]).toEqual([200, true, false]);
    expect((await newestMailTo(desk, mia)).subject).toBe("Acme: your account has a new password");
    expect(await audit()).toMatchObject([{ action: "customer.password_changed", actor: "Mia" }]);
  });

  it("takes a code for one try of five, as at the sign-in", async () => {
    const proof = await ownProof(desk, talk.portal, mia);
    for (let i = 0; i < 5; i++) {
      const code = proof.code === "000000" ? "111111" : "000000";
      expect((await change({ password, proof: { ...proof, code } })).body.error.code).toBe("code_wrong");
    }
    expect((await change({ password, proof })).body.error.code).toBe("too_many_tries");
    expect((await row())?.password_hash).toBeNull();
  });

  it("takes the site's word where it is fresh, and that of an older page not", async () => {
    const key = await makeSiteKey(desk, talk.project);
    const known = await desk.customer(talk.project.id, { externalId: "u-1", provenAt: null });
    const jwt = siteToken(key, desk.now(), { sub: "u-1" });
    expect((await change({ password, proof: { jwt } }, known.token)).status).toBe(200);
    desk.pass(6 * 60_000);
    expect((await change({ password, proof: { jwt } }, known.token)).body.error.code).toBe("identity_invalid");
  });

  it("leaves no link to a ticket behind where its owner sets a password, moves, or signs out everywhere", async () => {
    const words = { token: stolen, key: newKey(), body: { subject: "Secret", body: "My words." } };
    const { id: ticket } = (await desk.ask(`${talk.portal}/tickets`, words)).body.ticket;
    const signIn = async () =>
      (await verify(...(Object.values(await ownProof(desk, talk.portal, mia)) as [string, string]))).body
        .token as string;
    const own = await signIn();
    const ends: [string, () => Promise<unknown>][] = [
      ["password", async () => change({ password, proof: await ownProof(desk, talk.portal, mia) }, own)],
      ["everywhere", () => desk.ask(`${talk.portal}/session?all=true`, { method: "DELETE", token: own })],
      ["address", async () => moveTo(evil)],
    ];
    for (const [how, end] of ends) {
      stolen = await signIn();
      const made = await desk.ask(`${talk.portal}/tickets/${ticket}/tracking-links`, { method: "POST", token: stolen });
      const open = { body: { secret: made.body.url.split("#ticket=")[1] } };
      const thief = (await desk.ask(`${talk.portal}/tracking`, open)).body.token;
      expect(await alive(thief), how).toBe(true);
      await end();
      expect((await desk.ask(`${talk.portal}/tracking`, open)).status, how).toBe(410);
      expect(await alive(thief), how).toBe(false);
    }
  });

  it("leaves no token of the site behind either: it opens nothing after another password, or a stop that is over", async () => {
    const key = await makeSiteKey(desk, talk.project);
    const identify = async (jwt: string) => (await desk.ask(`${talk.portal}/identity`, { body: { jwt } })).status;
    const tokenOfNow = () => siteToken(key, desk.now(), { sub: "u-1", email: mia, email_verified: true });
    const first = tokenOfNow();
    expect(await identify(first)).toBe(201);
    await change({ password, proof: await ownProof(desk, talk.portal, mia) });
    expect(await identify(first)).toBe(401);
    desk.pass(1000);
    const second = tokenOfNow();
    expect(await identify(second)).toBe(201);
    // Of the same page, and never used.
    const unused = siteToken(key, desk.now(), { sub: "u-1", name: "Mia" });
    await stop(await stopIn(mia));
    expect((await staffAsk(desk, `/customers/${id}/let-in`, { body: {} })).status).toBe(200);
    expect([await identify(second), await identify(unused)]).toEqual([401, 401]);
    desk.pass(1000);
    expect(await identify(tokenOfNow())).toBe(201);
  });

  it("sets no password on a site's page unless the project lets it", async () => {
    const proof = await ownProof(desk, talk.portal, mia);
    const refused = await change({ password, proof }, stolen, { Origin: "https://shop.test" });
    expect([refused.status, refused.body.error.code]).toEqual([403, "not_permitted"]);
    expect((await change({ password, proof }, stolen, { Origin: "https://desk.test" })).status).toBe(200);
  });

  it("is told to the old address, whose link stops the account, gives nobody access, and works once for 7 days", async () => {
    const thief = await moveTo(evil);
    expect((await row())?.email).toBe(evil);
    expect((await newestMailTo(desk, mia)).subject).toBe("Acme: your account has a new email address");
    expect((await mailsTo(desk, evil)).map(({ subject }) => subject)).toEqual(["Acme: confirm your new email address"]);
    const token = await stopIn(mia);
    const reader = followPortal(desk, talk.portal, thief);
    await reader;
    desk.pass(7 * day - 60_000);
    const waiting = await ownProof(desk, talk.portal, evil);
    const answers = await Promise.all([stop(token), stop(token), stop(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410]);
    expect(answers.map(({ text }) => text).join("")).not.toContain("token");

    expect(await alive(thief)).toBe(false);
    expect((await verify(waiting.challenge, waiting.code)).status).toBe(401);
    const before = (await mailsTo(desk, evil)).length;
    await desk.ask(`${talk.portal}/session/codes`, { body: { email: evil } });
    await desk.ask(`${talk.portal}/password-links`, { body: { email: evil } });
    expect(await mailsTo(desk, evil)).toHaveLength(before);

    await desk.signInAgain();
    const { customer } = (await staffAsk(desk, `/customers/${id}`)).body;
    expect(customer).toMatchObject({ email: evil, stopped: { formerEmails: [mia] }, stoppedAt: expect.any(String) });
    expect(await audit()).toMatchObject([
      { action: "customer.stopped", actor: mia, changes: { email: [mia, evil] } },
      { action: "customer.address_changed", changes: { email: [mia, evil] } },
    ]);

    const back = await staffAsk(desk, `/customers/${id}/let-in`, { body: { email: mia } });
    expect(back.body.customer).toMatchObject({ email: mia, emailProven: false, stopped: null, stoppedAt: null });
    const own = await verify(...(Object.values(await ownProof(desk, talk.portal, mia)) as [string, string]));
    expect([own.status, own.body.customer.id]).toEqual([201, id]);
    // Staff did that: nobody is told.
    expect((await newestMailTo(desk, mia)).subject).toBe("Acme: your sign-in code");
  });

  it("leaves the thief no link that stops it once staff have given it back, and its owner theirs", async () => {
    stolen = await moveTo(evil);
    await change({ password, proof: await ownProof(desk, talk.portal, evil) });
    const thiefs = await stopIn(evil);
    await stop(await stopIn(mia));
    await staffAsk(desk, `/customers/${id}/let-in`, { body: { email: mia } });
    expect([(await stop(thiefs)).status, (await row())?.stopped_at]).toEqual([410, null]);
  });

  it("goes to its owner by a merge, where they have signed in anew with the address they stopped it from", async () => {
    const words = { token: stolen, key: newKey(), body: { subject: "Secret", body: "My words." } };
    const { id: ticket } = (await desk.ask(`${talk.portal}/tickets`, words)).body.ticket;
    stolen = await moveTo(evil);
    await change({ password, proof: await ownProof(desk, talk.portal, evil) });
    const thiefs = await stopIn(evil);
    await stop(await stopIn(mia));
    const own = (await verify(...(Object.values(await ownProof(desk, talk.portal, mia)) as [string, string]))).body;
    const back = await staffAsk(desk, `/customers/${id}/let-in`, { body: { email: mia } });
    expect(back.body.error.fields).toEqual({ email: "taken" });
    const stranger = await desk.customer(talk.project.id, { email: "noor@mail.test" });
    const merge = (into: string) => staffAsk(desk, `/customers/${id}/merge`, { body: { into } });
    expect((await merge(stranger.id)).body.error.code).toBe("merge_stopped");
    expect((await merge(own.customer.id)).status).toBe(200);
    expect((await desk.ask(`${talk.portal}/tickets/${ticket}`, { token: own.token })).status).toBe(200);
    expect([(await stop(thiefs)).status, await alive(own.token)]).toEqual([410, true]);
    const { challenge, code } = await ownProof(desk, talk.portal, evil);
    const thief = (await verify(challenge, code)).body;
    expect((await desk.ask(`${talk.portal}/tickets/${ticket}`, { token: thief.token })).status).toBe(404);
  });

  it("is its owner's still where a merge is taken back after the link that stopped it is over", async () => {
    await moveTo(evil);
    await stop(await stopIn(mia));
    const own = (await verify(...(Object.values(await ownProof(desk, talk.portal, mia)) as [string, string]))).body
      .customer;
    const merge = () => staffAsk(desk, `/customers/${id}/merge`, { body: { into: own.id } });
    const merged = await merge();
    expect(merged.status).toBe(200);
    desk.pass(8 * day);
    await sweepStops({ database: desk.database, now: desk.now });
    await desk.signInAgain();
    const back = await staffAsk(desk, `/customers/${own.id}/merges/${merged.body.customer.merges[0]!.id}`, {
      method: "DELETE",
    });
    expect(back.status).toBe(204);
    await sweepStops({ database: desk.database, now: desk.now });
    const { customer } = (await staffAsk(desk, `/customers/${id}`)).body;
    expect(customer).toMatchObject({ email: evil, stopped: { formerEmails: [mia] } });
    expect((await merge()).status).toBe(200);
  });

  it("goes to nobody by a merge where two addresses stopped it: one is the thief's, who has moved it twice", async () => {
    stolen = await moveTo(evil);
    const { challenge } = (await change({ email: third, proof: await ownProof(desk, talk.portal, evil) })).body;
    const { secrets } = await newestMailTo(desk, third);
    expect((await verify(challenge!, secrets["code"]!, stolen)).status).toBe(201);
    expect([(await stop(await stopIn(mia))).status, (await stop(await stopIn(evil))).status]).toEqual([204, 204]);
    for (const address of [evil, mia]) {
      const anew = (await verify(...(Object.values(await ownProof(desk, talk.portal, address)) as [string, string])))
        .body;
      const answer = await staffAsk(desk, `/customers/${id}/merge`, { body: { into: anew.customer.id } });
      expect([answer.status, answer.body.error?.code], address).toEqual([409, "merge_stopped"]);
    }
  });

  it("opens no file of a stopped account by a link of before, and invites nobody to one", async () => {
    const file = (await desk.ask(`${talk.portal}/attachments`, { form: fileForm("words", "a.txt"), token: stolen }))
      .body.id;
    const body = { subject: "Hi", body: "See there.", attachments: [file] };
    const made = await submitTicket(desk, talk.portal, stolen, body);
    const { url } = made.body.ticket.messages[0]!.attachments[0]!;
    const open = async () => (await desk.app.request(url!)).status;
    expect(await open()).toBe(200);
    await change({ password, proof: await ownProof(desk, talk.portal, mia) });
    await stop(await stopIn(mia));
    expect(await open()).toBe(404);
    await staffAsk(desk, `/customers/${id}`, { method: "PATCH", body: { email: evil } });
    const one = await staffAsk(desk, `/customers/${id}/invitation`, { method: "POST" });
    expect([one.status, one.body.error.code]).toEqual([409, "account_stopped"]);
    const many = await staffAsk(desk, "/customers/invitations", { body: { ids: [id] } });
    expect(many.body.items).toEqual([{ id, sent: false, reason: "stopped" }]);
  });

  it("takes the password along that somebody has set, and lets the owner in by code when staff have", async () => {
    await change({ password, proof: await ownProof(desk, talk.portal, mia) });
    expect((await stop(await stopIn(mia))).status).toBe(204);
    expect((await desk.ask(`${talk.portal}/session`, { body: { email: mia, password } })).status).toBe(401);
    expect((await staffAsk(desk, `/customers/${id}/let-in`, { body: {} })).body.customer.stopped).toBeNull();
    expect((await desk.ask(`${talk.portal}/session`, { body: { email: mia, password } })).status).toBe(401);
    expect((await verify(...(Object.values(await ownProof(desk, talk.portal, mia)) as [string, string]))).status).toBe(
      201,
    );
  });

  it("lets the site sign nobody in to a stopped account", async () => {
    const key = await makeSiteKey(desk, talk.project);
    const jwt = () => siteToken(key, desk.now(), { sub: "u-1", email: mia, email_verified: true });
    expect((await desk.ask(`${talk.portal}/identity`, { body: { jwt: jwt() } })).status).toBe(201);
    await change({ password, proof: await ownProof(desk, talk.portal, mia) });
    await stop(await stopIn(mia));
    desk.pass(1000);
    const refused = await desk.ask(`${talk.portal}/identity`, { body: { jwt: jwt() } });
    expect([refused.status, refused.body.error.code]).toEqual([403, "account_stopped"]);
  });

  it("stops nothing by a link that is over, somebody else's, or no link at all", async () => {
    await moveTo(evil);
    const token = await stopIn(mia);
    const other = await desk.project("Other");
    const elsewhere = { body: { token } };
    expect((await desk.ask(`/api/portal/${other.portal.key}/account-stops`, elsewhere)).status).toBe(410);
    for (const none of ["", null, undefined, [token], { token }, 1, `${token}x`])
      expect((await stop(none)).status).toBe(410);
    desk.pass(7 * day);
    expect((await stop(token)).status).toBe(410);
    expect((await row())?.stopped_at).toBeNull();
  });

  it("tells of a password that was set by a mailed link, and not of a login that is set up", async () => {
    await desk.ask(`${talk.portal}/password-links`, { body: { email: mia } });
    const { token } = await newestMailTo(desk, mia);
    expect((await desk.ask(`${talk.portal}/activations`, { body: { token, password } })).status).toBe(201);
    expect((await newestMailTo(desk, mia)).subject).toBe("Acme: your account has a new password");
    await desk.ask(`${talk.portal}/registrations`, { body: { name: "Eve", email: evil } });
    const made = await newestMailTo(desk, evil);
    await desk.ask(`${talk.portal}/activations`, { body: { token: made.token, password } });
    expect(await mailsTo(desk, evil)).toHaveLength(1);
  });
});
