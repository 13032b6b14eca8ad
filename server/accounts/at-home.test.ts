import { beforeEach, describe, expect } from "vitest";
import { withProject } from "../testing/with-desk.ts";
import { mailedLinks } from "../testing/colleague.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";

const mia = "mia@shop.test";
const home = "192.0.2.77";

describe.each(engines)("S14, S15: where somebody has signed in from, strangers use nothing up (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });
  beforeEach(async () => {
    await desk.customer(project.id, { email: mia });
  });

  const ask = <const Path extends string>(path: Path, body: object, network: string) =>
    desk.ask(path, { body, headers: { "X-Forwarded-For": network } });
  const verify = (challenge: string, code: string, network: string) =>
    ask(`${project.api}/session/codes/verify`, { challenge, code }, network);
  const askCode = async (network: string): Promise<string> =>
    (await ask(`${project.api}/session/codes`, { email: mia }, network)).body.challenge;
  const signIn = async (network: string): Promise<number> => {
    const challenge = await askCode(network);
    const { secrets } = await newestMailTo(desk, mia);
    return (await verify(challenge, secrets["code"]!, network)).status;
  };

  it("mails codes and links to it, though strangers have had all that an hour holds", async () => {
    expect(await signIn(home)).toBe(201);
    desk.pass(3_600_000);
    for (let n = 0; n < 8; n++) {
      await askCode(`198.51.100.${n}`);
      await ask(`${project.api}/password-links`, { email: mia }, `198.51.100.${n}`);
    }
    const strangers = (await mailsTo(desk, mia)).length;
    desk.pass(1000);
    expect(await signIn(home)).toBe(201);
    await ask(`${project.api}/password-links`, { email: mia }, home);
    expect(await mailsTo(desk, mia)).toHaveLength(strangers + 2);
    // Elsewhere they are strangers as everybody is.
    await ask(`${project.api}/password-links`, { email: mia }, "192.0.2.78");
    expect(await mailsTo(desk, mia)).toHaveLength(strangers + 2);
  });

  it("takes codes from it, though fifty wrong ones came from elsewhere", async () => {
    expect(await signIn(home)).toBe(201);
    for (let n = 0; n < 10; n++) {
      desk.pass(1_000_000);
      const challenge = await askCode(`198.51.100.${n}`);
      for (let i = 0; i < 5; i++) expect((await verify(challenge, "x", `198.51.100.${n}`)).status).toBe(401);
    }
    desk.pass(1_000_000);
    await askCode("192.0.2.78");
    expect((await newestMailTo(desk, mia)).subject).toBe("Acme: your sign-in link");
    desk.pass(1000);
    expect(await signIn(home)).toBe(201);
  });

  it("mails an administrator their link, though strangers asked for it all day", async () => {
    const email = "ada@desk.test";
    const body = { email, password: "a long enough password" };
    expect((await ask("/api/staff/session", body, home)).status).toBe(201);
    for (let n = 0; n < 5; n++) await ask("/api/staff/password-links", { email }, `198.51.100.${n}`);
    const before = (await mailedLinks(desk, email)).length;
    await ask("/api/staff/password-links", { email }, home);
    expect(await mailedLinks(desk, email)).toHaveLength(before + 1);
  });
});
