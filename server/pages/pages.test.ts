import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sharedConversation } from "../testing/with-desk.ts";

describe("the pages that the server writes itself", () => {
  const { desk, talk } = sharedConversation("sqlite");

  it("leads who types the address alone to the staff page", async () => {
    const answer = await desk.app.request("/");
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/admin"]);
  });

  const browser = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

  it("C20, U-m9: tell a person in a page that nothing is there, and a program in JSON", async () => {
    const { key } = talk.project.portal;
    const nowhere = ["/nope", "/p", `/p/${key}/nope`, "/admin/nope", "/w/9.9.9/nope.js", "/admin/assets/nope.js"];
    for (const path of nowhere) {
      const page = await desk.app.request(path, { headers: { ...browser, "Accept-Language": "de" } });
      expect([path, page.status, page.headers.get("Content-Type")]).toEqual([path, 404, "text/html; charset=UTF-8"]);
      expect(await page.text()).toContain("<title>Unter dieser Adresse ist nichts</title>");
      for (const Accept of ["*/*", "application/json", ""]) {
        const program = await desk.app.request(path, { headers: { Accept } });
        expect(await program.json()).toMatchObject({ error: { code: "not_found" } });
      }
    }
    const api = await desk.app.request("/api/nope", { headers: browser });
    expect(await api.json()).toMatchObject({ error: { code: "not_found" } });
  });

  it("C20: lead whoever looks for help articles to the portal, and tell nothing of one that is off", async () => {
    const { key } = talk.project.portal;
    for (const path of ["help", "help/en/returns"]) {
      const answer = await desk.app.request(`/p/${key}/${path}`, { headers: browser });
      expect(answer.status).toBe(404);
      const page = await answer.text();
      expect(page).toContain("There are no help articles here yet");
      expect(page).toContain(`href="/p/${key}"`);
      const off = await desk.app.request(`/p/nobody-000000/${path}`, { headers: browser });
      expect([off.status, await off.text()]).toEqual([404, await read("/p/nobody-000000")]);
    }
  });

  it.each([
    ["POST", "/healthz", "GET, HEAD"],
    ["POST", "/p/some-key", "GET, HEAD"],
    ["DELETE", "/widget.js", "GET, HEAD"],
    ["PUT", () => `${talk.portal}/tickets`, "GET, HEAD, POST"],
    ["PUT", () => `${talk.portal}/tickets/${talk.ticket.id}`, "GET, HEAD, PATCH"],
    ["PUT", () => `${talk.portal}/tickets/unknown/`, "GET, HEAD, PATCH"],
    ["DELETE", "/api/staff/tickets/counts", "GET, HEAD, PATCH"],
    ["PUT", "/api/staff/setup", "POST"],
  ])("C20: %s %s is answered with 405 and what the address takes", async (method, path, allow) => {
    const headers = { "Sec-Fetch-Site": "same-origin" };
    const answer = await desk.app.request(typeof path === "string" ? path : path(), { method, headers });
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, allow]);
    expect(await answer.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  });

  it.each([
    ["the hosted portal", () => `/p/${talk.project.portal.key}`, 200],
    ["a portal that is not there", () => "/p/nobody-000000", 404],
    ["help of a portal", () => `/p/${talk.project.portal.key}/help`, 404],
    ["the staff page", () => "/admin", 200],
  ])("allow their own style and no other: %s", async (_, path, status) => {
    const answer = await desk.app.request(path());
    expect(answer.status).toBe(status);
    const [, style] = /<style>([^]*?)<\/style>/.exec(await answer.text())!;
    const digest = createHash("sha256").update(style!).digest("base64");
    expect(answer.headers.get("Content-Security-Policy")).toContain(`'sha256-${digest}'`);
  });

  it("U-m8: say whether an administrator is there, so that the door can say where the link is", async () => {
    const isSetUp = async () => /data-set-up="(\w+)"/.exec(await (await desk.app.request("/admin")).text())?.[1];
    expect(await isSetUp()).toBe("yes");
    const leave = (at: number | null) =>
      desk.database.write(({ db }) => db.updateTable("staff").set({ left_at: at }).execute());
    await leave(1);
    expect(await isSetUp()).toBe("no");
    await leave(null);
  });

  it("X3: hide the sentence for old browsers only from those that can show the staff page", async () => {
    const page = await (await desk.app.request("/admin")).text();
    const [, style] = /<style>([^]*?)<\/style>/.exec(page)!;
    const [anywhere, newer] = style!.split("@supports (color:light-dark(red,red))");
    expect(anywhere).not.toContain("display:none");
    expect(newer).toBe("{#too-old{display:none}}");
    expect(page.indexOf('id="too-old"')).toBeLessThan(page.indexOf("<script"));
  });

  const read = async (path: string, accepted?: string): Promise<string> => {
    const headers = accepted === undefined ? {} : { "Accept-Language": accepted };
    const answer = await desk.app.request(path, { headers });
    expect(answer.headers.get("Vary")).toContain("Accept-Language");
    return answer.text();
  };

  it.each([
    [undefined, "en", "ltr", "This browser is too old"],
    ["fr-FR, de-AT;q=0.8, en;q=0.5", "de", "ltr", "Dieser Browser ist zu alt"],
    ["ar-EG", "ar", "rtl", "هذا المتصفح قديم"],
  ])("X3: tell a browser that is too old, accepting %s, in %s", async (accepted, language, dir, sentence) => {
    expect(await read("/admin", accepted)).toContain(`<p id="too-old" lang="${language}" dir="${dir}">${sentence}`);
  });

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
