/** One mailbox is one person, and has one set of limits, however somebody writes it. */
import { describe, expect } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";
import { ownProof } from "../testing/own-proof.ts";
import { makeCustomer, makeKey, staffAsk } from "../testing/people.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";
import { submitTicket } from "../testing/verbs.ts";

const victim = "victim@mail.test";
const spellings = [
  "victim@mail.test",
  "Victim@Mail.Test",
  "victim@ｍail.test",
  "victim@mａil.test",
  "ｖictim@mail.test",
];
const anna = "anna@xn--mller-kva.test";
const annas = ["anna@müller.test", "Anna@MÜLLER.test", "anna@mu\u0308ller.test", "anna@xn--Mller-kva.test"];

describe.each(engines)("S13, F6: one mailbox is one person (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  const write = async (email: string, more: object = {}) => {
    const token = await desk.visitor(project.portal.key);
    const body = { subject: "Late", body: "Where is it?", name: "Anna", email, ...more };
    return (await submitTicket(desk, project.api, token, body)).body.ticket;
  };
  const customers = () => desk.database.read.selectFrom("customers").selectAll().execute();

  describe("without limits", () => {
    it.override("options", {});

    it("whichever door the address comes in by", async () => {
      const { id } = await makeCustomer(desk, project.id, { email: annas[0] });
      const api = await makeKey(desk, ["customers:write"]);
      const body = { project: project.id, name: "Mia", email: annas[1] };
      expect((await api.ask("/customers", { body })).status).toBe(200);
      expect((await staffAsk(desk, "/customers", { body })).body.error.fields).toEqual({ email: "taken" });
      const csv = `name,email\nMia,${annas[2]}\nMia,${annas[3]}\n`;
      const form = fileForm(csv, "people.csv", "text/csv");
      const preview = await staffAsk(desk, `/imports?project=${project.id}&dryRun=true`, { form });
      expect(preview.body).toMatchObject({ made: 0, same: 1, refused: 1, rows: [{}, { reason: "twice_in_file" }] });
      const site = await makeSiteKey(desk, project);
      const claims = { sub: "u-1", email: annas[1], email_verified: true };
      const jwt = siteToken(site, desk.now(), claims);
      expect((await desk.ask(`${project.api}/identity`, { body: { jwt } })).body.customer.id).toBe(id);
      const { challenge } = (await desk.ask(`${project.api}/session/codes`, { body: { email: annas[2] } })).body;
      const code = (await newestMailTo(desk, anna)).secrets["code"];
      const entered = await desk.ask(`${project.api}/session/codes/verify`, { body: { challenge, code } });
      expect(entered.body.customer).toMatchObject({ id, email: anna });
      const password = "correct horse battery";
      desk.pass(1);
      const change = { password, proof: await ownProof(desk, project.api, anna) };
      await desk.ask(`${project.api}/customer`, { method: "PATCH", body: change, token: entered.body.token });
      for (const email of annas) {
        expect((await desk.ask(`${project.api}/session`, { body: { email, password } })).status, email).toBe(201);
      }
      expect(await customers()).toMatchObject([{ id, email: anna }]);
      for (const q of annas) {
        const found = (await staffAsk(desk, `/customers?q=${encodeURIComponent(q)}`)).body.items;
        expect(found, q).toMatchObject([{ id }]);
      }
    });

    it("asks about tickets that named the address in another spelling", async () => {
      const { number } = await write(annas[1]!);
      const { token } = await desk.customer(project.id, { email: annas[0] });
      const { items } = (await desk.ask(`${project.api}/claims`, { token })).body;
      expect(items).toMatchObject([{ number }]);
    });

    it("asks about them in letters whose small form each engine has its own idea of", async () => {
      for (const name of ["İLKER", "STRAẞE", "ΣΊΣΥΦΟΣ", "Ǆamonja", "\u212Aelvin", "ÅNGSTRÖM"]) {
        const { id } = await write(`${name}@mail.test`);
        const { token } = await desk.customer(project.id, { email: `${name.normalize("NFD")}@MAIL.test` });
        expect((await desk.ask(`${project.api}/claims`, { token })).body.items, name).toMatchObject([{ id }]);
        await desk.ask(`${project.api}/claims/${id}`, { body: { mine: false }, token });
        expect((await desk.ask(`${project.api}/claims`, { token })).body.items, name).toEqual([]);
      }
    });

    it("takes an invitation up by any of its spellings, where nobody else may register", async () => {
      const path = `/projects/${project.id}`;
      await staffAsk(desk, path, { method: "PATCH", body: { portal: { selfRegistration: false } } });
      await makeCustomer(desk, project.id, { email: annas[0] });
      await desk.ask(`${project.api}/session/codes`, { body: { email: annas[3] } });
      expect((await newestMailTo(desk, anna)).secrets["code"]).toMatch(/^\d{6}$/);
    });

    it("holds what comes from a blocked address or domain", async () => {
      const block = (value: string) => staffAsk(desk, "/blocks", { body: { kind: "address", value } });
      const first = await block("Victim@ｍail.test");
      expect(first.body.block.value).toBe(victim);
      expect((await block(victim)).body.block.id).toBe(first.body.block.id);
      expect((await block("@MÜLLER.test")).body.block.value).toBe("@xn--mller-kva.test");
      for (const email of tried([...spellings, ...annas])) await write(email);
      const held = await desk.database.read.selectFrom("tickets").select("held").execute();
      expect(held.map((row) => row.held)).toEqual([...spellings, ...annas].map(() => 1));
    });

    it("takes a ticket sent again, as it was sent before the address had one spelling", async () => {
      const token = await desk.visitor(project.portal.key);
      const ask = { body: { subject: "A", body: "B", email: "Anna@Müller.test" }, token, key: newKey() };
      const [first, second] = [
        await desk.ask(`${project.api}/tickets`, ask),
        await desk.ask(`${project.api}/tickets`, ask),
      ];
      expect([first.status, second.body.ticket.id]).toEqual([201, first.body.ticket.id]);
      // As the build before this one signed it.
      const { bodyHash } = await import("../http/idempotency-key.ts");
      const row = await desk.database.read.selectFrom("tickets").select(["body_hash", "claimed_email"]).execute();
      expect(row).toEqual([{ body_hash: bodyHash("tickets", ask.body), claimed_email: anna }]);
    });

    it("is one colleague at the desk", async () => {
      const invite = (email: string) => staffAsk(desk, "/staff", { body: { name: "Bo", email, role: "agent" } });
      const { link } = (await invite("bo@ｍail.test")).body;
      expect((await invite("BO@mail.test")).body.error.fields).toEqual({ email: "taken" });
      const password = "a long enough password";
      await desk.ask("/api/staff/activations", { body: { token: link.split("=")[1], password } });
      const email = "Bo@mａil.test";
      expect((await desk.ask("/api/staff/session", { body: { email, password } })).status).toBe(201);
    });
  });

  it("gets no more mails by its other spellings", async () => {
    attack(18);
    for (let round = 0; round < 3; round++) {
      for (const [i, email] of tried([...spellings.entries()])) {
        const headers = { "X-Forwarded-For": `192.0.${round}.${i}` };
        await desk.ask(`${project.api}/session/codes`, { body: { email }, headers });
        const { token } = (await desk.ask(`${project.api}/visitors`, { method: "POST", headers })).body;
        const body = { subject: "A", body: "B", email };
        await submitTicket(desk, project.api, token, body, { headers });
        await desk.jobs.runDue();
      }
    }
    const mails = await mailsTo(desk, victim);
    expect(mails.filter(({ secrets }) => "code" in secrets).length).toBe(5);
    expect(mails.length).toBe(8);
    expect(await desk.database.read.selectFrom("mails").select("recipient").distinct().execute()).toEqual([
      { recipient: victim },
    ]);
  });
});
