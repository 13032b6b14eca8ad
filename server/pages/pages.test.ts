import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sharedConversation } from "../testing/with-desk.ts";

describe("the pages that the server writes itself", () => {
  const { desk, talk } = sharedConversation("sqlite");

  it("leads who types the address alone to the staff page", async () => {
    const answer = await desk.app.request("/");
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/admin"]);
  });

  it.each([
    ["the hosted portal", () => `/p/${talk.project.portal.key}`, 200],
    ["a portal that is not there", () => "/p/nobody-000000", 404],
    ["the staff page", () => "/admin", 200],
  ])("allow their own style and no other: %s", async (_, path, status) => {
    const answer = await desk.app.request(path());
    expect(answer.status).toBe(status);
    const [, style] = /<style>([^]*?)<\/style>/.exec(await answer.text())!;
    const digest = createHash("sha256").update(style!).digest("base64");
    expect(answer.headers.get("Content-Security-Policy")).toContain(`'sha256-${digest}'`);
  });

  const read = async (path: string, accepted?: string): Promise<string> => {
    const headers = accepted === undefined ? {} : { "Accept-Language": accepted };
    const answer = await desk.app.request(path, { headers });
    expect(answer.headers.get("Vary")).toContain("Accept-Language");
    return answer.text();
  };

  it.each([
    [undefined, "en", "ltr", "This portal is closed"],
    ["fr-FR, de-AT;q=0.8, en;q=0.5", "de", "ltr", "Dieses Portal ist"],
    ["en;q=0.2, ar-EG;q=0.9", "ar", "rtl", "هذه البوابة"],
    ["de;q=0, fr", "en", "ltr", "This portal is closed"],
    ['"><script>,;q==,', "en", "ltr", "This portal is closed"],
  ])("speak the reader's language: who accepts %s reads %s", async (accepted, language, dir, title) => {
    const off = await read("/p/nobody-000000", accepted);
    expect(off).toContain(`<html lang="${language}" dir="${dir}">`);
    expect(off).toContain(`<title>${title}`);
    expect(await read(`/p/${talk.project.portal.key}`, accepted)).toContain(`<html lang="${language}" dir="${dir}">`);
  });

  it("speak the portal's language where it has one, and do not tell it once the portal is off", async () => {
    const path = `/p/${talk.project.portal.key}`;
    const change = (portal: object) =>
      desk.ask(`/api/staff/projects/${talk.project.id}`, { method: "PATCH", body: { portal }, cookie: desk.admin });
    await change({ locale: "ar-EG" });
    expect(await read(path, "de")).toContain('<html lang="ar" dir="rtl">');
    await change({ enabled: false });
    expect(await read(path, "de")).toBe(await read("/p/nobody-000000", "de"));
  });
});
