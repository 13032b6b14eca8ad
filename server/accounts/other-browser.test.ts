import { describe, expect } from "vitest";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { newestMailTo } from "../testing/mailbox.ts";
import { submitTicket } from "../testing/verbs.ts";

const [mia, mallory] = ["mia@mail.test", "mallory@mail.test"];

describe.each(engines)("S4: a proof joins the tickets of the browser that asked for it, of no other (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, { mailsOnlyTo: [mia, mallory] });

  const askCode = async (email: string, token?: string) => {
    desk.pass(1000);
    const asked = await desk.ask(`${talk.portal}/session/codes`, { body: { email }, ...(token && { token }) });
    const mail = await newestMailTo(desk, email);
    return { challenge: asked.body.challenge as string, code: mail.secrets["code"]!, token: mail.token! };
  };
  const verify = async ({ challenge, code }: { challenge: string; code: string }, token?: string) =>
    (await desk.ask(`${talk.portal}/session/codes/verify`, { body: { challenge, code }, ...(token && { token }) }))
      .body;
  const activate = async (body: object, token?: string) =>
    (await desk.ask(`${talk.portal}/activations`, { body, ...(token && { token }) })).body;
  const subjects = async (token: string): Promise<string[]> => {
    const { status, body } = await desk.ask(`${talk.portal}/tickets`, { token });
    expect(status).toBe(200);
    return body.items.map((item) => item.subject);
  };
  const claims = async (token: string) => (await desk.ask(`${talk.portal}/claims`, { token })).body;
  const decide = async (mine: boolean, token: string, which = "browser") =>
    (await desk.ask(`${talk.portal}/claims/${which}`, { body: { mine }, token })).status;
  const send = async (token: string, words: { subject: string; email?: string; name?: string }): Promise<string> =>
    (await submitTicket(desk, talk.portal, token, { body: "Words.", ...words })).body.ticket.id;

  /** Both ways in which somebody else's proof can reach a browser: their link opened there, their challenge and code. */
  const handedOver = {
    link: async () => activate({ token: (await askCode(mallory)).token }, talk.token),
    "code with its challenge": async () => verify(await askCode(mallory), talk.token),
    "link asked for as another visitor": async () => {
      const asked = await askCode(mallory, await desk.visitor(talk.project.portal.key));
      return activate({ token: asked.token, challenge: asked.challenge }, talk.token);
    },
    "link of a forgotten password": async () => {
      await verify(await askCode(mallory));
      await desk.ask(`${talk.portal}/password-links`, { body: { email: mallory } });
      return activate({ token: (await newestMailTo(desk, mallory)).token }, talk.token);
    },
  };

  it.each(Object.keys(handedOver) as (keyof typeof handedOver)[])(
    "gives nothing away by somebody else's %s, and asks",
    async (way) => {
      await send(talk.token, { subject: "my illness", email: mia, name: "Mia Keller" });
      const { token, customer, fromBrowser } = await handedOver[way]();
      expect(customer).toMatchObject({ email: mallory, name: "mallory" });
      expect(fromBrowser).toBe(2);
      expect(await subjects(token)).toEqual([]);

      // The attacker at home: no ticket, no question.
      const home = await verify(await askCode(mallory));
      expect(await subjects(home.token)).toEqual([]);
      expect(await claims(home.token)).toEqual({ items: [], nextCursor: null });
      expect(await decide(true, home.token)).toBe(404);

      // Nothing is lost: Mia's browser goes on, and her own proof finds everything.
      expect(await decide(false, token)).toBe(204);
      expect(await claims(token)).toEqual({ items: [], nextCursor: null });
      expect(await subjects(talk.token)).toEqual(["my illness", "Lost parcel"]);
      const own = await verify(await askCode(mia, talk.token), talk.token);
      expect(await subjects(own.token)).toEqual(["my illness", "Lost parcel"]);
    },
  );

  it("joins at once by the link where this browser asked, as a visitor or by the challenge it was given", async () => {
    const asVisitor = await askCode(mia, talk.token);
    const first = await activate({ token: asVisitor.token }, talk.token);
    expect([first.fromBrowser, await subjects(first.token)]).toEqual([undefined, ["Lost parcel"]]);

    const { challenge, token } = await askCode(mia);
    const visitor = await desk.visitor(talk.project.portal.key);
    await send(visitor, { subject: "Written while the mail came" });
    const second = await activate({ token, challenge }, visitor);
    expect(second.fromBrowser).toBeUndefined();
    expect(await subjects(second.token)).toEqual(["Written while the mail came", "Lost parcel"]);
  });

  it("takes another code's challenge for none", async () => {
    const other = await askCode(mallory);
    const { token } = await askCode(mia);
    expect((await activate({ token, challenge: other.challenge }, talk.token)).fromBrowser).toBe(1);
  });

  it("joins all of them after a yes, and the visitor's token ends", async () => {
    const { token } = await verify(await askCode(mia), talk.token);
    expect(await claims(token)).toMatchObject({ browser: { count: 1 }, items: [{ fromBrowser: true }] });
    expect(await decide(true, token)).toBe(204);
    expect(await subjects(token)).toEqual(["Lost parcel"]);
    expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).status).toBe(401);
    expect(await decide(true, token)).toBe(404);
  });

  it("joins them once, also when yes is pressed in two tabs at once, or yes and no", async () => {
    const { token } = await verify(await askCode(mia), talk.token);
    const answers = await Promise.all([decide(true, token), decide(true, token), decide(false, token)]);
    expect(answers.every((status) => status === 204 || status === 404)).toBe(true);
    const isVisitors = (await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).status === 200;
    expect(await subjects(isVisitors ? talk.token : token)).toEqual(["Lost parcel"]);
  });

  it("lets widgets of earlier releases ask about each ticket by itself, and a wrong no loses none", async () => {
    const named = await send(talk.token, { subject: "Names Mia", email: mia });
    const { token } = await activate({ token: (await askCode(mallory)).token }, talk.token);
    expect((await claims(token)).items.map(({ id }) => id)).toEqual([named, talk.ticket.id]);
    expect(await decide(false, token, named)).toBe(204);
    expect(await decide(true, token, talk.ticket.id)).toBe(204);
    expect(await subjects(token)).toEqual(["Lost parcel"]);
    const own = await verify(await askCode(mia));
    expect((await claims(own.token)).items).toMatchObject([{ id: named }]);
  });

  it("asks nothing of a browser that sent nothing, and keeps the files of its first ticket", async () => {
    const visitor = await desk.visitor(talk.project.portal.key);
    const signedIn = await activate({ token: (await askCode(mia)).token }, visitor);
    expect(signedIn.fromBrowser).toBeUndefined();
    expect(await claims(signedIn.token)).toEqual({ items: [], nextCursor: null });
    expect((await desk.ask(`${talk.portal}/tickets`, { token: visitor })).status).toBe(401);
  });

  it("says in full whose account a link opens, before it does", async () => {
    const { token } = await askCode(mallory);
    const { body } = await desk.ask(`${talk.portal}/activations/check`, { body: { token } });
    expect(body.address).toBe(mallory);
  });
});
