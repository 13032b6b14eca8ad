import { describe, expect } from "vitest";
import type { ImportPreview } from "../contract/people.ts";
import { fileForm } from "../testing/conversation.ts";
import { staffAsk } from "../testing/people.ts";
import { withProject } from "../testing/with-desk.ts";

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();
const windows1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0)!;
      if (letter === "ё") return 0xb8;
      return code >= 0x410 && code < 0x450 ? code - 0x410 + 0xc0 : code;
    }),
  );
const shiftJis: Record<string, number[]> = {
  氏: [0x8e, 0x81],
  名: [0x96, 0xbc],
  メ: [0x83, 0x81],
  ー: [0x81, 0x5b],
  ル: [0x83, 0x8b],
  会: [0x89, 0xef],
  社: [0x8e, 0xd0],
  山: [0x8e, 0x52],
  田: [0x93, 0x63],
  太: [0x91, 0xbe],
  郎: [0x98, 0x59],
};
const inShiftJis = (text: string): Buffer =>
  Buffer.from([...text].flatMap((letter) => shiftJis[letter] ?? [letter.charCodeAt(0)]));

const google = [
  "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,Organization Title,Organization Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label",
  "Ada,,Lovelace,,Countess,,Analyst,Orchard,Work,ada@example.com ::: ada@home.example,Mobile",
].join("\n");

describe("F14: files as other programs write them", () => {
  const { it, desk, project } = withProject("sqlite");
  const preview = async (content: string | Uint8Array<ArrayBuffer>): Promise<ImportPreview> =>
    (
      await staffAsk(desk, `/imports?project=${project.id}&dryRun=true`, {
        form: fileForm(content, "people.csv", "text/csv"),
      })
    ).body;

  const ada = { name: "Ada Lovelace", email: "ada@example.com" };
  const ivan = { name: "Иван Королёв", email: "ivan@example.com" };
  const yamada = { name: "山田 太郎", email: "yamada@example.com" };
  const files: [how: string, content: string | Buffer, row: object, format?: object][] = [
    ["sep=; on top", "sep=;\r\nName;E-Mail\r\nAda Lovelace;ada@example.com\r\n", ada, { delimiter: ";", total: 1 }],
    ["sep= with a tab", '"sep=\t"\nName\tE-Mail\nAda Lovelace\tada@example.com\n', ada, { delimiter: "\t" }],
    ["a sign that only sep= tells", "sep=^\nName^E-Mail\nAda Lovelace^ada@example.com\n", ada, { delimiter: "^" }],
    ["bars", "Name|E-Mail\nAda Lovelace|ada@example.com\n", ada, { delimiter: "|" }],
    ["two columns of names", "First name,Last name,Email\nAda,Lovelace,ada@example.com\n", ada],
    ["Name beside Vorname", "Name;Vorname;E-Mail\nLovelace;Ada;ada@example.com\n", ada],
    ["nombre y apellidos", "Nombre,Apellidos,Correo\nAda,Lovelace,ada@example.com\n", ada],
    ["a whole name beside its last", "Name,Surname,Email\nAda Lovelace,Lovelace,ada@example.com\n", ada],
    ["the family name first", "姓,名,メール\n山田,太郎,yamada@example.com\n", yamada],
    ["Name <mail>", "Email\nAda Lovelace <ada@example.com>\n", ada],
    ["quoted name <mail>", 'Email\n"""Ada Lovelace"" <ada@example.com>"\n', ada],
    ["mailto:", "Name,Email\nAda Lovelace,mailto:ada@example.com\n", ada],
    ["Google's export", google, { ...ada, company: "Orchard" }],
    [
      "Google's export of before",
      "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Type,Organization 1 - Name\nAda Lovelace,Ada,Lovelace,* Work,ada@example.com,,Orchard\n",
      { ...ada, company: "Orchard" },
    ],
    [
      "Arabic headings",
      "الاسم الكامل,البريد الإلكتروني,الشركة,اللغة\nآدا لوفلايس,ada@example.com,بستان,ar\n",
      { name: "آدا لوفلايس", email: "ada@example.com", company: "بستان", locale: "ar" },
    ],
    ["Arabic names in two columns", "الاسم الأول,اسم العائلة,الايميل\nAda,Lovelace,ada@example.com\n", ada],
    [
      "UTF-16 without its mark",
      Buffer.from("Name;Email\nИван Королёв;ivan@example.com\n", "utf16le"),
      ivan,
      { encoding: "utf-16le" },
    ],
    [
      "the same the other way round",
      utf16be("Имя;Почта\nИван Королёв;ivan@example.com\n"),
      ivan,
      { encoding: "utf-16be" },
    ],
    [
      "windows-1251",
      windows1251("Имя;Фамилия;Электронная почта\nИван;Королёв;ivan@example.com\n"),
      ivan,
      { encoding: "windows-1251" },
    ],
    [
      "Shift-JIS",
      inShiftJis("氏名,メール,会社\n山田 太郎,yamada@example.com,山田会社\n"),
      { ...yamada, company: "山田会社" },
      { encoding: "shift_jis" },
    ],
    [
      "Western accents and apostrophes, which are pairs of Shift-JIS",
      Buffer.from(
        "Name,Email\nJos\xe9e O\x92Brien,ada@example.com\nSeb \x93Big\x94 M\xfcller,m@example.com\n",
        "latin1",
      ),
      { name: "Josée O’Brien", email: "ada@example.com" },
      { encoding: "windows-1252" },
    ],
  ];

  it.each(files)("%s", async (_, content, values, format = {}) => {
    const shown = await preview(typeof content === "string" ? content : new Uint8Array(content));
    expect(shown.rows[0]).toMatchObject({ outcome: "made" });
    expect(shown.rows[0]!.values).toEqual(values);
    expect(shown).toMatchObject(format);
  });

  it("a program's bytes are still no list", async () => {
    const bytes = Uint8Array.from({ length: 4_000 }, (_, i) => (i % 2 === 1 ? 0 : i % 256));
    const refused = await staffAsk(desk, `/imports?project=${project.id}&dryRun=true`, {
      form: fileForm(bytes, "people.csv", "text/csv"),
    });
    expect([refused.status, refused.body.error.code]).toEqual([400, "file_unreadable"]);
  });
});
