/** Attack 14: somebody who cannot sign wants to be somebody whom the site knows. */
import { createSign, generateKeyPairSync } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attack } from "../testing/attack.ts";
import { sharedProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { makeSiteKey, type SiteKey, siteToken } from "../testing/site-token.ts";
import { repeatsName } from "./repeated-names.ts";
import { submitTicket } from "../testing/verbs.ts";

const victim = { sub: "victim", email: "victim@shop.test", email_verified: true, name: "Vera" };
const hour = 3600;

describe.each(engines)("a token that does not prove who somebody is gets nobody in (%s)", (engine) => {
  // With limits: no number of forged tokens may turn the one answer into another one.
  const { desk, project } = sharedProject(engine, { limits: true });
  let key: SiteKey;
  let otherKey: SiteKey;
  let visitor: string;
  let victimId: string;
  beforeAll(async () => {
    key = await makeSiteKey(desk, project);
    otherKey = await makeSiteKey(desk, await desk.project("Other"));
    const known = await desk.customer(project.id, { name: "Vera", email: victim.email, externalId: victim.sub });
    victimId = known.id;
    const secret = { subject: "Secret word", body: "xylophone" };
    await submitTicket(desk, project.api, known.token, secret);
    visitor = await desk.visitor(project.portal.key);
  });

  beforeEach(() => attack(14));

  const seconds = (): number => Math.floor(desk.now() / 1000);
  const sign = (claims: object, parts = {}, by = key): string =>
    siteToken(by, desk.now(), { ...victim, ...claims }, parts);
  const withPayload = (payload: string | Uint8Array): string => sign({}, { payload });
  const usual = (): string => `"aud":"${key.portal}","iat":${seconds()},"exp":${seconds() + hour}`;

  function confused(): string {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { ...victim, aud: key.portal, iat: seconds(), exp: seconds() + hour };
    const signed = `${part({ alg: "RS256", kid: key.kid })}.${part(claims)}`;
    return `${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
  }
  const publicKeyAsSecret = (): string => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return sign({}, { secret: publicKey.export({ type: "spki", format: "pem" }) });
  };
  const unsigned = (alg: string): string => sign({}, { header: { alg } }).replace(/[^.]*$/, "");
  const changed = (): string => {
    const [head, , signature] = sign({ sub: "me" }).split(".");
    return [head, sign({}).split(".")[1], signature].join(".");
  };

  const forged: [string, () => unknown][] = [
    ["is absent", () => undefined],
    ["is null", () => null],
    ["is empty", () => ""],
    ["is a number", () => 7],
    ["is a list of a good one", () => [sign({})]],
    ["is an object", () => ({ token: sign({}) })],
    ["is random", () => "3f9c2d7b1a"],
    ["is random in three parts", () => "aGVsbG8.d29ybGQ.IQ"],
    ["is only dots", () => ".."],
    ["has a fourth part", () => `${sign({})}.x`],
    ["has a line break at its end", () => `${sign({})}\n`],
    ["is not signed, alg none", () => unsigned("none")],
    ["is signed, and says alg none", () => sign({}, { header: { alg: "none" } })],
    ["says alg nOnE", () => sign({}, { header: { alg: "nOnE" } })],
    ["has no signature, alg HS256", () => unsigned("HS256")],
    ["is signed with a key pair, RS256", confused],
    ["says RS256 and is signed with the secret", () => sign({}, { header: { alg: "RS256" } })],
    ["is signed with a public key for a secret", publicKeyAsSecret],
    ["says HS512", () => sign({}, { header: { alg: "HS512" } })],
    ["is signed with another project's key", () => sign({}, {}, { ...otherKey, portal: key.portal })],
    ["names this project's key and is signed with another's", () => sign({}, { secret: otherKey.secret })],
    ["is signed with an empty secret", () => sign({}, { secret: "" })],
    ["is another user's with the claims of this one", changed],
    ["has no kid", () => sign({}, { header: { kid: undefined } })],
    ["has an unknown kid", () => sign({}, { header: { kid: "0".repeat(32) } })],
    ["has a path for a kid", () => sign({}, { header: { kid: "../../../../dev/null" }, secret: "" })],
    ["has SQL for a kid", () => sign({}, { header: { kid: "' or 1=1 --" } })],
    ["has a kid with a NUL", () => sign({}, { header: { kid: `${key.kid}\0` } })],
    ["has a list for a kid", () => sign({}, { header: { kid: [key.kid] } })],
    ["asks for crit", () => sign({}, { header: { crit: ["exp"], exp: seconds() + hour } })],
    ["asks for crit b64", () => sign({}, { header: { crit: ["b64"], b64: false } })],
    ["brings its own key (jwk)", () => sign({}, { header: { jwk: { kty: "oct", k: "AAAA" } } })],
    ["brings the address of a key (jku)", () => sign({}, { header: { jku: "https://evil.test/keys" } })],
    ["brings the address of a certificate (x5u)", () => sign({}, { header: { x5u: "https://evil.test/cert" } })],
    ["is for another use", () => sign({}, { header: { typ: "at+jwt" } })],
    ["is over for more than a minute", () => sign({ exp: seconds() - 61 })],
    ["lives for more than a day", () => sign({ exp: seconds() + 24 * hour + 61 })],
    ["lives for ever", () => withPayload(`{"sub":"victim","aud":"${key.portal}","iat":${seconds()},"exp":1e999}`)],
    ["never ends", () => sign({ exp: undefined })],
    ["ends in words", () => sign({ exp: "tomorrow" })],
    ["was made at no time", () => sign({ iat: undefined })],
    ["is made in the future", () => sign({ iat: seconds() + 61 })],
    ["is good from later on", () => sign({ nbf: seconds() + 61 })],
    ["is for another portal", () => sign({ aud: otherKey.portal })],
    ["is for nobody", () => sign({ aud: undefined })],
    ["is for this portal and another", () => sign({ aud: [key.portal, otherKey.portal] })],
    ["is for the portal in capitals", () => sign({ aud: key.portal.toUpperCase() })],
    ["names nobody", () => sign({ sub: undefined })],
    ["names nobody at all", () => sign({ sub: "" })],
    ["names a number", () => sign({ sub: 5 })],
    ["names somebody at length", () => sign({ sub: "v".repeat(201) })],
    ["names somebody with a NUL", () => sign({ sub: "victim\0" })],
    ["names somebody with half a character", () => sign({ sub: "victim\ud800" })],
    ["has two people in one address", () => sign({ sub: "me", email: "me@shop.test,victim@shop.test" })],
    ["has no address for an address", () => sign({ email: "victim" })],
    ["has a word for email_verified", () => sign({ sub: "me", email_verified: "true" })],
    ["has a long name", () => sign({ name: "V".repeat(121) })],
    ["has a long company", () => sign({ company: "V".repeat(201) })],
    ["has sub twice", () => withPayload(`{"sub":"me","sub":"victim",${usual()}}`)],
    ["has sub twice, once in escapes", () => withPayload(`{"sub":"victim",${usual()},"\\u0073ub":"me"}`)],
    ["has another claim twice", () => withPayload(`{"sub":"victim",${usual()},"x":{"a":1,"a":2}}`)],
    ["has claims that are a list", () => withPayload('["victim"]')],
    ["has claims that are no JSON", () => withPayload(`{"sub":"victim",${usual()}`)],
    ["has bytes that are no text", () => withPayload(Buffer.from(`{"sub":"victim\xe9",${usual()}}`, "latin1"))],
    ["is 9 kB long", () => sign({ filling: "x".repeat(6_700) })],
  ];

  it.each(forged)("when it %s", async (_, make) => {
    const refused = await desk.ask(`${project.api}/identity`, { body: { jwt: "x" } });
    for (const token of [undefined, visitor]) {
      const answer = await desk.ask(`${project.api}/identity`, { body: { jwt: make() }, token: token! });
      expect([answer.status, answer.text]).toEqual([401, refused.text]);
    }
    expect(refused.body.error.code).toBe("identity_invalid");
    // Still anonymous: not merged with the one whom the token named, and without a ticket of theirs.
    const session = await desk.ask(`${project.api}/session`, { token: visitor });
    expect(session.body.kind).toBe("visitor");
    expect((await desk.ask(`${project.api}/tickets`, { token: visitor })).body.items).toEqual([]);
    const customers = await desk.database.read.selectFrom("customers").select("id").execute();
    expect(customers).toEqual([{ id: victimId }]);
  });

  it("when it is of 9 kB, indeed", () => {
    expect(sign({ filling: "x".repeat(6_700) }).length).toBeGreaterThan(9_000);
  });

  it("nor does a user that nobody signed, alone or beside a good token", async () => {
    const user = { email: victim.email };
    const alone = await desk.ask(`${project.api}/identity`, { body: { user } });
    expect([alone.status, alone.body.error.code]).toEqual([401, "identity_invalid"]);
    const beside = await desk.ask(`${project.api}/identity`, { body: { jwt: sign({ sub: "me" }), user } });
    expect([beside.status, beside.body.error.fields]).toEqual([400, { user: "unknown_field" }]);
  });

  it("nor does anybody get a mail for it", async () => {
    await desk.jobs.runDue();
    expect(await desk.database.read.selectFrom("mails").select("recipient").execute()).toEqual([]);
  });

  it("while one that the site has signed does", async () => {
    const answer = await desk.ask(`${project.api}/identity`, { body: { jwt: sign({}) } });
    expect([answer.status, answer.body.customer.id]).toEqual([201, victimId]);
    const tickets = await desk.ask(`${project.api}/tickets`, { token: answer.body.token });
    expect(tickets.body.items.map(({ subject }) => subject)).toEqual(["Secret word"]);
  });
});

describe("a name that stands twice in one object", () => {
  it.each(['{"a":1,"a":1}', '{"a":{"b":[{"c":1, "c" : 2}]}}', '{"a":"x","\\u0061":1}', '{"":1,"":2}'])(
    "is seen in %s",
    (json) => expect(repeatsName(json)).toBe(true),
  );
  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\"a\\":1,{","b":"}"}',
    '{"__proto__":1,"constructor":2}',
    '"a"',
  ])("is not in %s", (json) => expect(repeatsName(json)).toBe(false));
});
