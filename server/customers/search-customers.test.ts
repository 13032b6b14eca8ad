/** Finding customers and companies: one list of queries, and the same answers on both engines. */
import { beforeAll, describe, expect, it } from "vitest";
import { joinDesk } from "../testing/colleague.ts";
import { engines } from "../testing/engines.ts";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { sharedProject } from "../testing/with-desk.ts";

const people: Record<string, string> = {
  "Anna Müller": "anna.mueller@acme-tools.test",
  "JÖRG  MÜLLER": "joerg@mail.test",
  "Straßburger, Uwe": "uwe@strassburger.test",
  "Øyvind Ærø": "oyvind@fjord.test",
  "Łucja Żak": "lucja+desk@poczta.test",
  "İpek Işık": "ipek_isik@posta.test",
  "Anne-Marie O’Neill": "amo@mail.test",
  "Nguyễn Thị Ánh": "anh@thu.test",
  "Юлия Ёлкина": "yulia@pochta.test",
  "Γιώργος Παπαδόπουλος": "giorgos@taxydromeio.test",
  "山田 太郎": "taro@yubin.test",
  株式会社山田製作所: "info@yamada.test",
  김민수: "minsu@upyeon.test",
  "สมชาย ใจดี": "somchai@praisani.test",
  "שָׁלוֹם כהן": "shalom@doar.test",
  "مُحَمَّد علي": "mohammed@barid.test",
  "Zoë 2024/0815": "re-2024@zahl.test",
  "100% Wolle": "wolle@mail.test",
  "🍏": "apple@obst.test",
  Bo: "bo@müller.test",
};

/** Query to names, in their order. */
const queries: [string, string[]][] = [
  ["Müller", ["Anna Müller", "Bo", "JÖRG  MÜLLER"]],
  ["muller", ["Anna Müller", "Bo", "JÖRG  MÜLLER"]],
  ["MÜLLER", ["Anna Müller", "Bo", "JÖRG  MÜLLER"]],
  ["mu\u0308ller", ["Anna Müller", "Bo", "JÖRG  MÜLLER"]],
  ["mueller", ["Anna Müller"]],
  ["jörg müller", ["JÖRG  MÜLLER"]],
  ["Müller,\u00a0Jörg", ["JÖRG  MÜLLER"]],
  ["jorg", ["JÖRG  MÜLLER"]],
  ["strassburger", ["Straßburger, Uwe"]],
  ["STRASSBURGER", ["Straßburger, Uwe"]],
  ["Straßburger", ["Straßburger, Uwe"]],
  ["Uwe Straß", ["Straßburger, Uwe"]],
  ["oyvind", ["Øyvind Ærø"]],
  ["Øy", ["Øyvind Ærø"]],
  ["aero", ["Øyvind Ærø"]],
  ["ÆRØ", ["Øyvind Ærø"]],
  ["lucja zak", ["Łucja Żak"]],
  ["łuc", ["Łucja Żak"]],
  ["lucja+desk", ["Łucja Żak"]],
  ["desk@", ["Łucja Żak"]],
  ["ipek", ["İpek Işık"]],
  ["IŞIK", ["İpek Işık"]],
  ["ışık", ["İpek Işık"]],
  ["ipek_isik", ["İpek Işık"]],
  ["isik@posta.test", ["İpek Işık"]],
  ["anne-marie", ["Anne-Marie O’Neill"]],
  ["anne marie", ["Anne-Marie O’Neill"]],
  ["marie", ["Anne-Marie O’Neill"]],
  ["O'Neill", ["Anne-Marie O’Neill"]],
  ["O’Neill", ["Anne-Marie O’Neill"]],
  ["oneill", ["Anne-Marie O’Neill"]],
  ["neill", ["Anne-Marie O’Neill"]],
  ["nguyen thi anh", ["Nguyễn Thị Ánh"]],
  ["Ánh", ["Nguyễn Thị Ánh"]],
  ["ann", ["Anna Müller", "Anne-Marie O’Neill"]],
  ["елкина", ["Юлия Ёлкина"]],
  ["ЁЛКИНА", ["Юлия Ёлкина"]],
  ["γιωργος", ["Γιώργος Παπαδόπουλος"]],
  ["ΠΑΠΑΔΌΠΟΥΛΟΣ", ["Γιώργος Παπαδόπουλος"]],
  ["山田", ["山田 太郎", "株式会社山田製作所"]],
  ["太郎", ["山田 太郎"]],
  ["製作", ["株式会社山田製作所"]],
  ["田製", ["株式会社山田製作所"]],
  ["민수", ["김민수"]],
  ["김", ["김민수"]],
  ["ใจดี", ["สมชาย ใจดี"]],
  ["ชาย", ["สมชาย ใจดี"]],
  ["שלום", ["שָׁלוֹם כהן"]],
  ["محمد", ["مُحَمَّد علي"]],
  ["2024", ["Zoë 2024/0815"]],
  ["0815", ["Zoë 2024/0815"]],
  ["2024/0815", ["Zoë 2024/0815"]],
  ["20240815", ["Zoë 2024/0815"]],
  ["zoe", ["Zoë 2024/0815"]],
  ["100%", ["100% Wolle"]],
  ["100", ["100% Wolle"]],
  ["🍏", ["🍏"]],
  ["anna.mueller@acme-tools.test", ["Anna Müller"]],
  ["anna.mueller@", ["Anna Müller"]],
  ["ANNA.MUELLER@ACME-TOOLS.TEST", ["Anna Müller"]],
  ["<anna.mueller@acme-tools.test>", ["Anna Müller"]],
  ["acme-tools.test", ["Anna Müller"]],
  ["@acme-tools", ["Anna Müller"]],
  ["tools", ["Anna Müller"]],
  ["mail.test", ["100% Wolle", "Anne-Marie O’Neill", "JÖRG  MÜLLER"]],
  ["anne mail.test", ["Anne-Marie O’Neill"]],
  ["bo@müller.test", ["Bo"]],
  ["bo@xn--mller-kva.test", ["Bo"]],
  ["müller.test", ["Bo"]],
  ["üller", []],
  ["nna", []],
  ["anna anna anna anna", ["Anna Müller"]],
  ["anna zak", []],
  ["*", []],
  ["%", []],
  ["_", []],
  ["\\", []],
  ['"', []],
  ["!?-&|", []],
  ["*".repeat(200), []],
  ["x".repeat(200), []],
  ["' OR 1=1--", []],
];

describe.each(engines)("F9: names that are looked for (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let other: string;
  beforeAll(async () => {
    const known = Object.entries(people);
    // Made in another order than they are listed in.
    for (const [name, email] of known.toReversed()) await desk.customer(project.id, { name, email });
    other = (await desk.project("Other")).id;
    await desk.customer(other, { name: "Müller, elsewhere", email: "m@else.test" });
  });

  const ask = async (query: string, cookie = desk.admin) =>
    (await staffAsk(desk, `/customers?${query}`, { cookie })).body;
  const names = async (q: string, more = `&project=${project.id}`): Promise<string[]> =>
    (await ask(`q=${encodeURIComponent(q)}${more}`)).items.map(({ name }) => name);

  it("are found by the same queries on both engines, in the order of their letters", async () => {
    expect(queries.length).toBeGreaterThanOrEqual(60);
    const found = await Promise.all(queries.map(async ([q]) => [q, await names(q)]));
    expect(found).toEqual(queries);
  });

  it("are found page by page, in every order, and with every filter beside", async () => {
    for (const sort of ["name", "newest", "invited"]) {
      const seen: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const page = await ask(`q=test&limit=3&sort=${sort}&project=${project.id}${cursor && `&cursor=${cursor}`}`);
        expect(page.lookedThrough).toBeUndefined();
        seen.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      }
      expect(seen.toSorted(), sort).toEqual(Object.keys(people).toSorted());
    }
    const here = `&project=${project.id}`;
    expect(await names("muller", `${here}&invitation=registered&company=none`)).toHaveLength(3);
    expect(await names("muller", `${here}&invitation=none`)).toEqual([]);
    expect(await names("muller", `${here}&stopped=true`)).toEqual([]);
    expect(await names("muller", `${here}&same=true`)).toEqual([]);
  });

  it("are looked for in the projects that somebody has, of one or of several", async () => {
    const everywhere = ["Anna Müller", "Bo", "JÖRG  MÜLLER", "Müller, elsewhere"];
    expect(await names("müller", "")).toEqual(everywhere);
    const asked = async (name: string, projects: string[]): Promise<string[]> => {
      const { cookie } = await joinDesk(desk, name, "agent", projects);
      return (await ask("q=m%C3%BCller", cookie)).items.map(({ name }) => name);
    };
    expect(await asked("Both", [project.id, other])).toEqual(everywhere);
    expect(await asked("One", [other])).toEqual(["Müller, elsewhere"]);
    expect(await asked("None", [])).toEqual([]);
  });

  it("are those of today: a name and an address that are changed, merged away or taken back", async () => {
    const { id } = await desk.customer(project.id, { name: "Former Person", email: "earlier@today.test" });
    const path = `/customers/${id}`;
    await staffAsk(desk, path, { method: "PATCH", body: { name: "Present Name" } });
    expect(await names("former")).toEqual([]);
    expect(await names("earlier@today")).toEqual(["Present Name"]);
    await staffAsk(desk, path, { method: "PATCH", body: { email: "present@today.test" } });
    expect(await names("earlier")).toEqual([]);
    expect(await names("present@today.test")).toEqual(["Present Name"]);
    const into = await desk.customer(project.id, { name: "Who stays", email: "stays@today.test" });
    expect((await staffAsk(desk, `${path}/merge`, { body: { into: into.id } })).status).toBe(200);
    expect(await names("present")).toEqual([]);
    const { merges } = (await staffAsk(desk, `/customers/${into.id}`)).body.customer;
    await staffAsk(desk, `/customers/${into.id}/merges/${merges[0]!.id}`, { method: "DELETE" });
    expect(await names("present")).toEqual(["Present Name"]);
    await staffAsk(desk, path, { method: "DELETE" });
    expect(await names("present")).toEqual([]);
  });

  it("are companies' as well, found and listed by the same letters", async () => {
    for (const name of ["Ärztehaus", "Zebra GmbH", "アカデミー株式会社", "ábaco", "O’Neill & Söhne", "Aal"]) {
      await makeCompany(desk, project.id, name);
    }
    const companies = async (query: string): Promise<string[]> =>
      (await staffAsk(desk, `/companies?project=${project.id}&${query}`)).body.items.map(({ name }) => name);
    expect(await companies("")).toEqual([
      "Aal",
      "ábaco",
      "Ärztehaus",
      "O’Neill & Söhne",
      "Zebra GmbH",
      "アカデミー株式会社",
    ]);
    const found: [string, string[]][] = [
      ["ARZTEHAUS", ["Ärztehaus"]],
      ["ärzte", ["Ärztehaus"]],
      ["a", ["Aal", "ábaco", "Ärztehaus"]],
      ["gmbh zeb", ["Zebra GmbH"]],
      ["株式", ["アカデミー株式会社"]],
      ["oneill & sohne", ["O’Neill & Söhne"]],
      ["*", []],
      ["haus", []],
    ];
    for (const [q, expected] of found) expect(await companies(`q=${encodeURIComponent(q)}`), q).toEqual(expected);
  });
});
