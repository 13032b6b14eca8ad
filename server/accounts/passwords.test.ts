import { beforeEach, describe, expect } from "vitest";
import { findCustomer } from "../customers/store.ts";
import { attack, tried } from "../testing/attack.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";
import { ownProof } from "../testing/own-proof.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";
import { submitTicket } from "../testing/verbs.ts";

const mia = "mia@shop.test";
const password = "correct horse battery";
const ten = Array.from({ length: 10 }, (_, i) => i);

describe.each(engines)("a password is one way in, for who wants one (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);
  let customer: { id: string; token: string };
  beforeEach(async () => {
    customer = await desk.customer(project.id, { email: mia });
  });

  const change = (body: object, token = customer.token) =>
    desk.ask(`${project.api}/customer`, { method: "PATCH", body, token });
  const proven = async () => ({ proof: await ownProof(desk, project.api, mia) });
  const setPassword = async () => change({ password, ...(await proven()) });
  const signIn = (given = password, email = mia, headers: Record<string, string> = {}, token?: string) =>
    desk.ask(`${project.api}/session`, { body: { email, password: given }, headers, ...(token && { token }) });
  const alive = async (token: string) => (await desk.ask(`${project.api}/session`, { token })).status === 200;
  const row = () => findCustomer(desk.database.read, customer.id);
  const verify = (challenge: string, code: string, token?: string) =>
    desk.ask(`${project.api}/session/codes/verify`, { body: { challenge, code }, ...(token && { token }) });

  it("is chosen by who is signed in, and then opens the door", async () => {
    expect((await signIn()).status).toBe(401);
    const set = await setPassword();
    expect([set.status, set.body]).toEqual([200, { customer: { ...set.body.customer, hasPassword: true } }]);
    const signedIn = await signIn(password, "MIA@shop.test");
    expect([signedIn.status, signedIn.body.customer.id]).toEqual([201, customer.id]);
    expect((await row())?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("is typed on a site's page only where the project lets it be, and on its own page always", async () => {
    await setPassword();
    const own = { Origin: "https://desk.test" };
    const site = { Origin: "https://shop.test" };
    for (const headers of [site, { Origin: "null" }, { Origin: "https://desk.test.evil.test" }]) {
      const refused = await signIn(password, mia, headers as Record<string, string>);
      expect([refused.status, refused.body.error.code]).toEqual([403, "not_permitted"]);
    }
    expect((await signIn(password, mia, own)).status).toBe(201);
    const asked = await desk.ask(`${project.api}/session/codes`, { body: { email: mia } });
    expect(asked.body.passwordInWidget).toBe(false);
    const path = `/api/staff/projects/${project.id}`;
    await desk.ask(path, { method: "PATCH", body: { portal: { passwordInWidget: true } }, cookie: desk.admin });
    expect((await signIn(password, mia, site)).status).toBe(201);
    const registered = await desk.ask(`${project.api}/registrations`, { body: { name: "Mia", email: mia } });
    expect(registered.body.passwordInWidget).toBe(true);
  });

  it("opens no door of another project, nor one that takes invited customers only", async () => {
    await setPassword();
    const other = await desk.project("Other");
    const elsewhere = { body: { email: mia, password } };
    expect((await desk.ask(`/api/portal/${other.portal.key}/session`, elsewhere)).status).toBe(401);
    await desk.database.write(async ({ db }) => {
      await db.updateTable("customers").set({ source: "registration" }).execute();
      await db.updateTable("projects").set({ self_registration: 0 }).execute();
    });
    expect((await signIn()).body.error.code).toBe("credentials_wrong");
  });

  it("is changed with the current one, and ends every other session, link and code", async () => {
    await setPassword();
    const other = (await signIn()).body.token;
    expect((await change({ password: "another long one" })).body.error.code).toBe("password_required");
    const wrong = await change({ password: "another long one", currentPassword: "not it" });
    expect([wrong.status, wrong.body.error.code]).toEqual([401, "credentials_wrong"]);
    expect([await alive(other), await alive(customer.token)]).toEqual([true, true]);
    // Later than the mail that told of the password.
    desk.pass(1);
    const asked = await desk.ask(`${project.api}/session/codes`, { body: { email: mia } });
    const mail = await newestMailTo(desk, mia);
    expect((await change({ password: "another long one", currentPassword: password })).status).toBe(200);
    expect([await alive(other), await alive(customer.token)]).toEqual([false, true]);
    expect((await verify(asked.body.challenge, mail.secrets["code"]!)).status).toBe(401);
    expect((await desk.ask(`${project.api}/activations/check`, { body: { token: mail.token } })).status).toBe(410);
    expect([(await signIn()).status, (await signIn("another long one")).status]).toEqual([401, 201]);
  });

  it("ends here, or everywhere", async () => {
    await setPassword();
    const [second, third] = [(await signIn()).body.token, (await signIn()).body.token];
    await desk.ask(`${project.api}/session`, { method: "DELETE", token: second });
    expect([await alive(second), await alive(third)]).toEqual([false, true]);
    await desk.ask(`${project.api}/session?all=true`, { method: "DELETE", token: third });
    expect([await alive(third), await alive(customer.token)]).toEqual([false, false]);
  });

  it("ends after seven days without use, and thirty in all", async () => {
    const day = 24 * 3_600_000;
    desk.pass(7 * day + 1);
    expect(await alive(customer.token)).toBe(false);
    const { token } = await desk.customer(project.id, { email: "z@shop.test" });
    for (let i = 0; i < 5; i++) {
      desk.pass(5.9 * day);
      expect(await alive(token)).toBe(true);
    }
    desk.pass(day);
    expect(await alive(token)).toBe(false);
  });

  it("changes name and language of one's own, and nothing that is not one's own to change", async () => {
    attack(9);
    const changed = await change({ name: "Mia K.", locale: "de" });
    expect(changed.body.customer).toMatchObject({ name: "Mia K.", locale: "de" });
    const before = await row();
    for (const extra of tried([
      { id: "x" },
      { role: "admin" },
      { company: "x" },
      { company_id: "x" },
      { permissions: { viewCompanyTickets: true } },
      { source: "staff" },
      { proven_at: 1 },
      { emailProven: true },
      { externalId: "x" },
      { project_id: "x" },
    ])) {
      const refused = await change({ name: "Changed", ...extra });
      expect([refused.status, refused.body.error.code], JSON.stringify(extra)).toEqual([400, "fields_invalid"]);
    }
    expect(await row()).toEqual(before);
    for (const body of [
      { name: " " },
      { name: "x".repeat(121) },
      { locale: "no such tag" },
      { email: "a@b, c@d.test" },
    ]) {
      expect((await change(body)).status).toBe(400);
    }
  });

  it("is for customers: a visitor and nobody change nothing", async () => {
    const visitor = await desk.visitor(project.portal.key);
    expect((await change({ name: "X" }, visitor)).status).toBe(403);
    expect((await desk.ask(`${project.api}/customer`, { method: "PATCH", body: { name: "X" } })).status).toBe(401);
  });

  describe("a new address", () => {
    const fresh = "mia.keller@home.test";
    const askFor = async (email = fresh, more?: object) =>
      (await change({ email, ...(more ?? (await proven())) })).body.challenge as string;

    it("counts when its code comes back, and ends the sessions of the old one", async () => {
      const other = await desk.database.write((tx) =>
        desk.sessions.create(tx, "customer", { userId: customer.id, projectId: project.id }),
      );
      const challenge = await askFor("Mia.Keller@Home.test");
      expect((await row())?.email).toBe(mia);
      const mail = await newestMailTo(desk, fresh);
      expect([mail.subject, Object.keys(mail.secrets)]).toEqual(["Acme: confirm your new email address", ["code"]]);
      const done = await verify(challenge, mail.secrets["code"]!, customer.token);
      expect([done.status, done.body.customer]).toMatchObject([201, { id: customer.id, email: fresh }]);
      expect([await alive(other), await alive(customer.token), await alive(done.body.token)]).toEqual([
        false,
        false,
        true,
      ]);
    });

    it("counts only beside the token of who asked for it", async () => {
      const stranger = await desk.customer(project.id, { email: "eve@evil.test" });
      for (const token of [undefined, stranger.token, await desk.visitor(project.portal.key)]) {
        const challenge = await askFor();
        const { secrets } = await newestMailTo(desk, fresh);
        expect((await verify(challenge, secrets["code"]!, token)).body.error.code).toBe("code_wrong");
      }
      expect((await row())?.email).toBe(mia);
      expect(await desk.database.read.selectFrom("customers").selectAll().execute()).toHaveLength(2);
    });

    it("asks for the password where there is one", async () => {
      await setPassword();
      expect((await change({ email: fresh })).body.error.code).toBe("password_required");
      expect((await change({ email: fresh, currentPassword: "not it" })).status).toBe(401);
      expect(await mailsTo(desk, fresh)).toEqual([]);
      expect(await askFor(fresh, { currentPassword: password })).toMatch(/^[0-9a-f]{32}$/);
    });

    it("that is somebody else's is told so after the proof, and not a moment before", async () => {
      await desk.customer(project.id, { email: fresh });
      const taken = await change({ email: fresh, ...(await proven()) });
      const free = await change({ email: "free@home.test", ...(await proven()) });
      expect([taken.status, { ...taken.body, challenge: "" }]).toEqual([free.status, { ...free.body, challenge: "" }]);
      const { secrets } = await newestMailTo(desk, fresh);
      const answer = await verify(taken.body.challenge!, secrets["code"]!, customer.token);
      expect([answer.status, answer.body.error.fields]).toEqual([409, { email: "taken" }]);
      expect((await row())?.email).toBe(mia);
    });

    it("does not end the code with which its owner signs in", async () => {
      await desk.customer(project.id, { email: fresh });
      const { challenge } = (await desk.ask(`${project.api}/session/codes`, { body: { email: fresh } })).body;
      const { secrets } = await newestMailTo(desk, fresh);
      await askFor();
      expect((await verify(challenge, secrets["code"]!)).status).toBe(201);
    });

    it("is the first one for who came by their site's own id", async () => {
      const known = await desk.customer(project.id, { externalId: "u-1", provenAt: null });
      const jwt = siteToken(await makeSiteKey(desk, project), desk.now(), { sub: "u-1" });
      const { challenge } = (await change({ email: fresh, proof: { jwt } }, known.token)).body;
      const { secrets } = await newestMailTo(desk, fresh);
      expect((await verify(challenge!, secrets["code"]!, known.token)).status).toBe(201);
      expect(await findCustomer(desk.database.read, known.id)).toMatchObject({ email: fresh, proven_at: desk.now() });
    });
  });

  it("takes along what a visitor did in this browser, files that are not sent yet too", async () => {
    await setPassword();
    const visitor = await desk.visitor(project.portal.key);
    const key = newKey();
    const body = { subject: "Before", body: "I signed in" };
    const sent = await desk.ask(`${project.api}/tickets`, { body, token: visitor, key });
    const upload = await desk.ask(`${project.api}/attachments`, { form: fileForm("x", "x.txt"), token: visitor });
    const { token } = (await signIn(password, mia, {}, visitor)).body;
    const again = await desk.ask(`${project.api}/tickets`, { body, token, key });
    expect([again.status, again.body.ticket.id]).toEqual([201, sent.body.ticket.id]);
    const next = { subject: "After", body: "with a file", attachments: [upload.body.id] };
    expect((await submitTicket(desk, project.api, token, next)).status).toBe(201);
    expect((await desk.ask(`${project.api}/tickets`, { token: visitor })).status).toBe(401);
  });

  describe("with limits", () => {
    it.override("options", { limits: true });

    it("is tried ten times in fifteen minutes from a network, and by its owner from another", async () => {
      attack(23);
      await setPassword();
      const from = (address: string) => ({ "X-Forwarded-For": address });
      for (const email of [mia, "nobody@shop.test"]) {
        for (const i of tried(ten)) {
          // What the client itself writes to the left of our proxy's entry makes no new network.
          const answer = await signIn("wrong", email, from(`10.0.0.${i}, 203.0.113.5`));
          expect(answer.body.error.code).toBe("credentials_wrong");
        }
        const refused = await signIn(password, email, from("203.0.113.5"));
        expect([refused.status, refused.body.error.code]).toEqual([429, "too_many_tries"]);
        expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
      }
      expect((await signIn(password, mia, from("203.0.113.6"))).status).toBe(201);
      const guess = { password: "another long one", currentPassword: "wrong" };
      const headers = from("203.0.113.5");
      const changed = await desk.ask(`${project.api}/customer`, {
        method: "PATCH",
        body: guess,
        token: customer.token,
        headers,
      });
      expect(changed.status).toBe(429);
    });
  });
});
